"""Plays whose time heard is unknown, and what follows for figures by time."""
