"""Draws reports as charts of SVG shapes, the same for pages and for cards."""
