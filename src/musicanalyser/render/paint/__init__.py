"""Draws a report as lines of Rich text; whoever imports a module of this room loads Rich."""
