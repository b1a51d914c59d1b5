"""Settings, API keys and the paths of the program's files."""
