"""The hours in which plays sounded: a play that crosses an hour is split there.

Where a play was paused is unknown. It is taken to sound from its start on, without a break.
"""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import local_clock
from musicanalyser.timespan.local_clock import numbered_day
from musicanalyser.timespan.quarter_hours import quarter_parts

_LONGER = """
select h.track_id, h.started_ms, h.heard_ms
from v_heard h
where {music} and {window} and not {one_part}
"""


class SoundingPart(NamedTuple):
    """The part of a play that sounded in one local hour; ``local_day`` is in ISO 8601."""

    track_id: int
    local_day: str
    local_hour: int
    heard_ms: int


def split_plays(conn: sqlite3.Connection, question: Question) -> Iterator[SoundingPart]:
    """Yield the parts of all music of the window that crosses a quarter of an hour.

    A play belongs to the window in which it started. Its parts may lie behind the window.
    """
    clock = local_clock(conn, question.window)
    for track_id, started_ms, heard_ms in run_query(conn, _LONGER, question, question.window):
        there = clock.during(started_ms)
        for at_ms, part_ms in quarter_parts(started_ms, started_ms + heard_ms):
            day, hour = there.day_and_hour(at_ms)
            yield SoundingPart(track_id, numbered_day(day).isoformat(), hour, part_ms)
