"""Ranks over time as a ladder: a line for each band of ranks, the best at the top."""

from collections.abc import Sequence
from itertools import pairwise

from musicanalyser.render.ink.palette import SIDE, scale_step
from musicanalyser.render.ink.styled_text import StyledText

LABEL = 11
"""The cells of the longest name of a band, with the space after it."""
_FIRST_RANKS = (1, 2, 4, 7, 11, 21, 51, 101, 201, 501, 1001)
"""The first rank of each band; the last has no end."""
_FILL, _TRACK = "█", "─"


def draw_ladder(ranks: Sequence[int | None], *, cells: int, gap: int) -> list[StyledText]:
    """Return a line for each band from the best rank to the worst, a column for each rank.

    A column without a rank has no mark. The result is empty if nothing has a rank.
    """
    bands = [None if rank is None else _band(rank) for rank in ranks]
    used = [band for band in bands if band is not None]
    if not used:
        return []
    return [
        _line(band, bands, min(used), max(used), (cells, gap))
        for band in range(min(used), max(used) + 1)
    ]


def _line(
    band: int, bands: Sequence[int | None], best: int, worst: int, steps: tuple[int, int]
) -> StyledText:
    cells, gap = steps
    height = 1 - (band - best) / max(1, worst - best)
    line = StyledText(f"{_name(band):>{LABEL - 2}}  ", style=SIDE)
    for own in bands:
        if own == band:
            line.append(_FILL * cells, scale_step(height))
        else:
            line.append(_TRACK * cells, "track")
        line.append(" " * gap)
    return line


def _band(rank: int) -> int:
    return sum(rank >= first for first in _FIRST_RANKS) - 1


def _name(band: int) -> str:
    ranges = [*pairwise(_FIRST_RANKS), (_FIRST_RANKS[-1], None)]
    first, after = ranges[band]
    if after is None:
        return f"#{first}+"
    return f"#{first}" if after == first + 1 else f"#{first}\N{EN DASH}{after - 1}"
