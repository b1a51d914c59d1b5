"""What was heard in all, by kind."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from musicanalyser.model import ItemKind
from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.conditions import ask, coverage, definition
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import local_day, nothing, span

ABOUT = "What you heard in all: music, podcasts, audiobooks and videos, each on a line of its own."

_COLUMNS = (
    Column(name="kind", title="Kind"),
    Column(name="heard_ms", title="Time heard", kind=ColumnKind.DURATION),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    Column(name="all_plays", title="All", kind=ColumnKind.COUNT),
    Column(name="tracks", title="Tracks", kind=ColumnKind.COUNT),
    Column(name="artists", title="Artists", kind=ColumnKind.COUNT),
    Column(name="albums", title="Albums", kind=ColumnKind.COUNT),
    Column(name="first_day", title="From", kind=ColumnKind.DATE, detail=True),
    Column(name="last_day", title="To", kind=ColumnKind.DATE, detail=True),
)

_HEARD = """
select
  p.kind, p.private, t.song_key, t.artist_key, t.album_key,
  p.heard_ms, p.plays, p.played, p.first_day, p.last_day
from (
  select
    h.kind, h.private, h.track_id, sum(h.heard_ms) as heard_ms, sum({counted}) as plays,
    count(*) as played, min(h.local_day) as first_day, max(h.local_day) as last_day
  from v_heard h
  where {window}
  group by h.kind, h.private, h.track_id
) p
join v_tracks t on t.id = p.track_id
"""


class _Heard(NamedTuple):
    kind: str
    private: int
    song_key: str
    artist_key: str | None
    album_key: str | None
    heard_ms: int
    plays: int
    played: int
    first_day: str
    last_day: str


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Sum each kind, and the private plays of all kinds."""
    heard = [_Heard._make(row) for row in ask(conn, _HEARD, question, question.window)]
    return Report(
        name="totals",
        title="Totals",
        columns=_COLUMNS,
        rows=_rows(heard, private=question.private),
        span=span(question.window),
        definition=definition(
            question,
            "All plays and time heard take in every play, however short; tracks, artists and albums"
            " have a counted play.",
            "All other statistics are about music alone.",
        ),
        coverage=coverage(conn, question),
        empty=nothing(conn, question.window, of="plays"),
    )


def _rows(heard: Sequence[_Heard], *, private: bool) -> tuple[Row, ...]:
    if not heard:
        return ()
    rows = []
    for kind in ItemKind:
        of_kind = [one for one in heard if one.kind == kind and (private or not one.private)]
        if of_kind or kind is ItemKind.MUSIC:
            rows.append(_row(kind.value, of_kind))
    hidden = [one for one in heard if one.private]
    if hidden:
        rows.append(_row("private (taken in above)" if private else "private (left out)", hidden))
    return tuple(rows)


def _row(name: str, heard: Sequence[_Heard]) -> Row:
    counted = [one for one in heard if one.plays]
    return (
        name,
        sum(one.heard_ms for one in heard),
        sum(one.plays for one in heard),
        sum(one.played for one in heard),
        len({(one.kind, one.song_key) for one in counted if one.song_key}),
        len({(one.kind, one.artist_key) for one in counted if one.artist_key is not None}),
        len({(one.kind, one.album_key) for one in counted if one.album_key is not None}),
        local_day(min((one.first_day for one in heard), default=None)),
        local_day(max((one.last_day for one in heard), default=None)),
    )
