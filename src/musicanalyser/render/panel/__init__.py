"""Draws the panel of `watch`: what plays, the day so far, recent plays, and the connection."""
