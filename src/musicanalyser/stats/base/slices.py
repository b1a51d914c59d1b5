"""The time of every song in slices of a window: by month, by year, by part of the day."""

import sqlite3
from collections.abc import Iterable, Mapping

from musicanalyser.stats.base.conditions import ask
from musicanalyser.stats.base.question import Question

MONTH, YEAR = len("2025-03"), len("2025")
"""So much of a local day is its month or its year."""
_PART_HOURS = 6
PARTS_OF_DAY = ("night", "morning", "afternoon", "evening")
"""Of six hours each, from midnight on."""

_BY_DATE = """
select p.slice, t.song_key, p.heard_ms
from (
  select substr(h.local_day, 1, :length) as slice, h.track_id, sum(h.heard_ms) as heard_ms
  from v_heard h
  where {music} and {window}
  group by 1, 2
) p
join v_tracks t on t.id = p.track_id
"""
_BY_HOUR = """
select p.slice, t.song_key, p.heard_ms
from (
  select h.local_hour / :hours as slice, h.track_id, sum(h.heard_ms) as heard_ms
  from v_heard h
  where {music} and {window}
  group by 1, 2
) p
join v_tracks t on t.id = p.track_id
"""

Slice = Mapping[str, int]
"""The time in ms of each song, by its key."""


def by_date(conn: sqlite3.Connection, question: Question, length: int) -> Mapping[str, Slice]:
    """Return the time of each song in every month or year with music, in their order."""
    return _gathered(ask(conn, _BY_DATE, question, question.window, length=length))


def by_part_of_day(conn: sqlite3.Connection, question: Question) -> Mapping[str, Slice]:
    """Return the time of each song in those parts of the day that have music, in local time."""
    rows = ask(conn, _BY_HOUR, question, question.window, hours=_PART_HOURS)
    slices = _gathered((PARTS_OF_DAY[part], song_key, ms) for part, song_key, ms in rows)
    return {name: slices[name] for name in PARTS_OF_DAY if name in slices}


def _gathered(rows: Iterable[tuple[str, str, int]]) -> dict[str, Slice]:
    slices: dict[str, dict[str, int]] = {}
    for name, song_key, heard_ms in rows:
        songs = slices.setdefault(name, {})
        songs[song_key] = songs.get(song_key, 0) + heard_ms
    return {name: slices[name] for name in sorted(slices)}
