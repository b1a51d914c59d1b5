"""Write the history to a file that other programs, and this one, can read."""
