"""The counted plays of a window in order, with a fact about their songs."""

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.timespan import Window
from musicanalyser.units import DAY_MS

MOST_DAYS = 366
"""Longer windows have no contrasts: each play is read."""

_PLAYS = """
select
  t.song_id, h.started_ms, h.ended_ms,
  (select f.{fact} from v_song_facts f where f.song_id = t.song_id)
from v_heard h
join v_tracks t on t.id = h.track_id
where {music} and {window} and {counted}
order by h.started_ms, h.id
"""


class FactPlay(NamedTuple):
    """A play that counts; what is unknown of its song is ``None``."""

    song_id: int
    started_ms: int
    ended_ms: int
    fact: Any


def is_short(window: Window) -> bool:
    """Return whether a window is short enough for contrasts."""
    return window.until_ms - window.since_ms <= MOST_DAYS * DAY_MS


def plays_with(conn: sqlite3.Connection, question: Question, fact: str) -> Iterator[FactPlay]:
    """Return the counted plays by start time, with a column of ``v_song_facts``."""
    statement = _PLAYS.replace("{fact}", fact)
    return map(FactPlay._make, run_query(conn, statement, question, question.window))
