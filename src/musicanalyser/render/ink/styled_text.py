"""Text in several styles, measured in cells: what every line of a page is until it is written.

Rich has the same, but takes longer to load than most answers to compute. Only what is shown in
colour needs it.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from operator import itemgetter

from rich.cells import cell_len, chop_cells, set_cell_size

_ELLIPSIS = "…"
_WORD = re.compile(r"\s*\S+\s*")

Part = tuple[str, str]
"""A piece of text, and what it adds to the style of the whole."""


class StyledText:
    """A line that grows and is cut in place; its styles are words of the palette.

    ``style`` is that of the whole line, also of what is appended later.
    """

    __slots__ = ("_parts", "style")

    def __init__(self, text: str = "", *, style: str = "", parts: Iterable[Part] = ()) -> None:
        self.style = style
        self._parts = [(text, ""), *parts] if text else [*parts]

    @classmethod
    def assemble(cls, *pieces: "StyledText | str | Part") -> "StyledText":
        """Return pieces as one line; a tuple is a text with its style."""
        whole = cls()
        for piece in pieces:
            whole.append(*(piece if isinstance(piece, tuple) else (piece,)))
        return whole

    def __bool__(self) -> bool:
        return bool(self.plain)

    @property
    def plain(self) -> str:
        """The text without styles."""
        return "".join(text for text, _ in self._parts)

    @property
    def cell_len(self) -> int:
        """The width in cells."""
        return cell_len(self.plain)

    def runs(self) -> Iterator[Part]:
        """Yield the texts of one style each, in order, with the whole style."""
        styled = ((text, f"{self.style} {style}".strip()) for text, style in self._parts)
        for style, parts in groupby(styled, itemgetter(1)):
            if text := "".join(text for text, _ in parts):
                yield text, style

    def append(self, text: "StyledText | str", style: str = "") -> "StyledText":
        """Add a text at the end, and return the line."""
        self._parts += [(text, style)] if isinstance(text, str) else text.runs()
        return self

    def join(self, pieces: "Iterable[StyledText]") -> "StyledText":
        """Return lines as one, with this one between them."""
        whole = StyledText(style=self.style)
        for number, piece in enumerate(pieces):
            whole.append(self.plain if number else "").append(piece)
        return whole

    def fit(self, width: int, *, right: bool = False) -> "StyledText":
        """Return the line, cut or padded to exactly this width."""
        text = self._shortened(width)
        parts, padding = self._in_styles(text), (" " * (width - cell_len(text)), "")
        return StyledText(style=self.style, parts=(padding, *parts) if right else (*parts, padding))

    def truncate(self, width: int) -> None:
        """Cut a line that is wider than this, with an ellipsis at its end."""
        self._parts = self._in_styles(self._shortened(width))

    def rstrip(self) -> None:
        """Remove spaces at the end."""
        self._parts = self._in_styles(self.plain.rstrip())

    def wrap(self, width: int) -> "list[StyledText]":
        """Return the line as lines of at most this width, broken between words if possible."""
        text = self.plain
        places = [0, *_line_starts(text, width), len(text)]
        cut = ((_crop(text[start:end], width), start) for start, end in pairwise(places))
        return [StyledText(style=self.style, parts=self._in_styles(*each)) for each in cut]

    def _shortened(self, width: int) -> str:
        text = self.plain
        if cell_len(text) <= width:
            return text
        return set_cell_size(text, max(width - 1, 0)) + _ELLIPSIS

    def _in_styles(self, text: str, start: int = 0) -> list[Part]:
        """Return a text in the styles that this line has from a place on."""
        parts, place = [], -start
        for part, style in self._parts:
            end = place + len(part)
            if end > 0 and (piece := text[max(place, 0) : end]):
                parts.append((piece, style))
            place = end
        return [*parts, (text[max(place, 0) :], "")]


def _crop(text: str, width: int) -> str:
    return text if cell_len(text) <= width else set_cell_size(text, width)


def _line_starts(text: str, width: int) -> Iterator[int]:
    """Yield where lines begin but the first: at words, and within a word that is too long."""
    used = 0
    for word in _WORD.finditer(text):
        start, cells = word.start(), cell_len(word[0].rstrip())
        if used + cells <= width:
            used += cell_len(word[0])
            continue
        if start:
            yield start
        *full, rest = chop_cells(word[0], width) if cells > width else [word[0]]
        for piece in full:
            start += len(piece)
            yield start
        used = cell_len(rest)
