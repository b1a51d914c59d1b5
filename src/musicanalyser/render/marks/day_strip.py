"""Draws a day as a line of quarters of an hour, each as high as what was heard in it."""

from collections.abc import Iterable
from datetime import datetime

from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.marks.columns import draw_columns, hour_names
from musicanalyser.timespan.quarter_hours import QUARTER_MS, quarter_parts
from musicanalyser.units import DAY_MS, SECOND_MS

STRIP = 96
"""The width of a day in cells."""
_HOUR_CELLS = 4


def draw_day_strip(plays: Iterable[tuple[datetime, int]]) -> list[StyledText]:
    """Return the line and the hours below it, of plays that began on one local day.

    A play is its start and its listening time in ms, taken as heard without a pause.
    """
    heard_ms = [0.0] * STRIP
    for start, play_ms in plays:
        clock_ms = (start.hour * 3600 + start.minute * 60 + start.second) * SECOND_MS
        for at_ms, part_ms in quarter_parts(clock_ms, min(clock_ms + play_ms, DAY_MS)):
            heard_ms[at_ms // QUARTER_MS] += part_ms
    return [*draw_columns(heard_ms, height=1, cells=1), hour_names("", _HOUR_CELLS)]
