"""All listening by kind of item: music, podcasts, audiobooks, videos."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from musicanalyser.model.item import ItemKind
from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.conditions import definition_text, rule_coverage, run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import empty_text, parse_day, report_span

ABOUT = "Total listening: music, podcasts, audiobooks and videos."

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

_TOTALS = """
select
  p.kind, p.private, t.song_key, t.artist_key, t.album_key,
  p.heard_ms, p.plays, p.all_plays, p.first_day, p.last_day
from (
  select
    h.kind, h.private, h.track_id, sum(h.heard_ms) as heard_ms, sum({counted}) as plays,
    count(*) as all_plays, min(h.local_day) as first_day, max(h.local_day) as last_day
  from v_heard h
  where {window}
  group by h.kind, h.private, h.track_id
) p
join v_tracks t on t.id = p.track_id
"""


class _KindTotals(NamedTuple):
    """The plays of one kind, private or not, of one Spotify id; ``plays`` are the counted ones."""

    kind: str
    private: int
    song_key: str
    artist_key: str | None
    album_key: str | None
    heard_ms: int
    plays: int
    all_plays: int
    first_day: str
    last_day: str


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the totals of each kind and, if there are any, of the private plays of all kinds.

    They are the listening time in ms, counted plays, all plays, and the number of tracks, artists
    and albums with a counted play. Music has a row even if it is 0.
    """
    totals = list(map(_KindTotals._make, run_query(conn, _TOTALS, question, question.window)))
    return Report(
        name="totals",
        title="Totals",
        columns=_COLUMNS,
        rows=_rows(totals, private=question.private),
        span=report_span(question.window),
        definition=definition_text(
            question,
            "All plays and time heard take in every play, however short; tracks, artists and albums"
            " have a counted play.",
            "All other statistics are about music alone.",
        ),
        coverage=rule_coverage(conn, question),
        empty=empty_text(conn, question.window, of="plays"),
    )


def _rows(totals: Sequence[_KindTotals], *, private: bool) -> tuple[Row, ...]:
    if not totals:
        return ()
    rows = []
    for kind in ItemKind:
        of_kind = [one for one in totals if one.kind == kind and (private or not one.private)]
        if of_kind or kind is ItemKind.MUSIC:
            rows.append(_row(kind.value, of_kind))
    of_private = [one for one in totals if one.private]
    if of_private:
        label = "private (taken in above)" if private else "private (left out)"
        rows.append(_row(label, of_private))
    return tuple(rows)


def _row(label: str, totals: Sequence[_KindTotals]) -> Row:
    counted = [one for one in totals if one.plays]
    return (
        label,
        sum(one.heard_ms for one in totals),
        sum(one.plays for one in totals),
        sum(one.all_plays for one in totals),
        _count((one.kind, one.song_key or None) for one in counted),
        _count((one.kind, one.artist_key) for one in counted),
        _count((one.kind, one.album_key) for one in counted),
        parse_day(min((one.first_day for one in totals), default=None)),
        parse_day(max((one.last_day for one in totals), default=None)),
    )


def _count(keys: Iterable[tuple[str, str | None]]) -> int | None:
    """Return how many different keys there are; ``None`` if there are keys, but none is known."""
    every = set(keys)
    known = {(kind, key) for kind, key in every if key is not None}
    return None if every and not known else len(known)
