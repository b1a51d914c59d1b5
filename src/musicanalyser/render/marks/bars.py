"""Marks that are as long as a value: a bar on a track, and a row of columns in one line."""

from collections.abc import Sequence

from musicanalyser.render.ink.palette import scale_step
from musicanalyser.render.ink.styled_text import StyledText

_FULL, _HALF, _TRACK = "━", "╸", "─"
EIGHTHS = "▁▂▃▄▅▆▇█"
"""The heights of a column, from the least to the greatest."""


def draw_bar(share: float, width: int, *, ink: str = "") -> StyledText:
    """Return a bar in halves of a cell on its track; only nothing has no bar.

    Without a colour of its own, the place on the scale gives it: half a bar ends in the colour of
    half the scale.
    """
    halves = round(max(0.0, min(share, 1.0)) * width * 2)
    if share > 0:
        halves = max(1, halves)
    full, rest = divmod(halves, 2)
    bar = StyledText()
    for place, cell in enumerate(_FULL * full + _HALF * rest):
        bar.append(cell, ink or scale_step((place + 0.5) / width))
    return bar.append(_TRACK * (width - full - rest), "track")


def draw_spark(
    values: Sequence[float | None],
    *,
    is_rate: bool = False,
    has_latest: bool = True,
    cells: int = 1,
    gap: int = 0,
) -> StyledText:
    """Return a column for each value in one line, the latest one lighter; unknown is a gap.

    Amounts stand on zero. A rate runs from its least to its greatest value.
    """
    known = [value for value in values if value is not None]
    least = min(known, default=0.0) if is_rate else 0.0
    range_ = max(known, default=0.0) - least
    spark = StyledText()
    for place, value in enumerate(values):
        ink = (
            "side"
            if is_rate
            else ("scale-6" if has_latest and place == len(values) - 1 else "ramp-2")
        )
        column, ink = _column(value, least, range_, ink)
        spark.append(column * cells, ink).append(" " * gap)
    return spark


def _column(value: float | None, least: float, range_: float, ink: str) -> tuple[str, str]:
    if value is None:
        return " ", ""
    if not range_ or value <= least:
        return EIGHTHS[0], "track" if value == least == 0 else ink
    return EIGHTHS[min(int((value - least) / range_ * 8), 7)], ink


def resample(values: Sequence[float | None], count: int) -> list[float | None]:
    """Return so many values in place of others: each is the mean of those it overlaps."""
    return [
        _mean(values[place * len(values) // count : -(-(place + 1) * len(values) // count)])
        for place in range(count)
    ]


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
