"""The verbs of the program, where rooms meet."""
