"""Draws reports as lines of styled text; only `console` loads Rich, to write them in colour."""
