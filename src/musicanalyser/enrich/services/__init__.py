"""The web services behind the sources, and how their responses are parsed."""
