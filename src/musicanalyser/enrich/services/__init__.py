"""The web services behind the sources, and how their answers are read."""
