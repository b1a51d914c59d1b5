"""Draws reports as cards: pictures of a fixed size, made to be posted."""
