"""The width of the output, and whether it is in colour."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputStyle:
    """How to draw: ``width`` is in terminal cells, ``colour`` whether to use colours."""

    width: int
    colour: bool
    picture: bool = False
    """Whether the output is an SVG or HTML file, which needs no frame of characters."""
