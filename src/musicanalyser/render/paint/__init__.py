"""Draws reports as lines of Rich text; its modules load Rich when they are imported."""
