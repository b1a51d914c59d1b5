"""Finds names in a text that its facts do not contain."""
