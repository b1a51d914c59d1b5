"""Draws reports as lines of styled text; only `terminal_colours` loads styles of Rich."""
