"""The words of the command line: one file per command, and nothing but words in it."""
