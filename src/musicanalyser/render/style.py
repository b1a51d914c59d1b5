"""How much room there is, and whether there is colour."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a stream can show: ``width`` in cells of a terminal, and whether colour is wanted."""

    width: int
    colour: bool
    picture: bool = False
    """Whether a picture is drawn, which needs no frame made of letters."""
