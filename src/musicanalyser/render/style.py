"""How an answer may look: its size, how many colours there are, and on which paper."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class ColourDepth(IntEnum):
    """How many colours there are, as the bits of one."""

    NONE = 0
    FEW = 4
    """16 colours, which every theme of a terminal changes."""
    MANY = 8
    """256 colours, those from 16 on the same everywhere."""
    FULL = 24


class Paper(StrEnum):
    """The background on which text is read."""

    DARK = "dark"
    LIGHT = "light"
    UNKNOWN = "unknown"


class CardShape(StrEnum):
    """The shape of a picture to post."""

    PORTRAIT = "portrait"
    SQUARE = "square"
    STORY = "story"

    @property
    def size(self) -> tuple[int, int]:
        """Return the width and the height in pixels, as social networks show them."""
        return _CARD_WIDTH, {"portrait": 1350, "square": 1080, "story": 1920}[self]


_CARD_WIDTH = 1080


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputStyle:
    """How to draw: ``width`` and ``height`` are in cells and lines.

    Without a height a page is as long as it needs to be.
    """

    width: int
    height: int | None = None
    depth: ColourDepth = ColourDepth.NONE
    paper: Paper = Paper.UNKNOWN
    ascii: bool = False
    """Whether only ASCII can be written, so that marks become letters and signs."""
    plain: bool = False
    """Whether to write words and numbers alone, for screen readers."""
    credits: bool = False
    """Whether to name the sources of facts, as on what is shared."""
    notes: bool = False
    """Whether to spell out what an answer rests on, instead of one line."""
    card: CardShape | None = None
    """The shape of a picture to post; ``None`` for a picture of the screen."""

    @property
    def has_ramp(self) -> bool:
        """Whether amounts are told by colour; otherwise by shades from ``░`` to ``█``."""
        return self.depth >= ColourDepth.MANY and self.paper is not Paper.UNKNOWN
