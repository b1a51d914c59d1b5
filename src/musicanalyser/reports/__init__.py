"""What a command has done, as a Report."""
