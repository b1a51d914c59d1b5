"""All listening by kind of item: music, podcasts, audiobooks, videos."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from musicanalyser.listening.definitions import CountAs
from musicanalyser.model.item import ItemKind
from musicanalyser.report import PRIVATE_EXCLUDED, Column, ColumnKind, Report, Row
from musicanalyser.stats.base.conditions import definition_text, holds_all_plays, run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import empty_text, local_clock, local_day, report_span
from musicanalyser.stats.base.window_totals import rule_coverage
from musicanalyser.timespan.local_clock import LocalClock

ABOUT = "Total listening: music, podcasts, audiobooks and videos."

_COLUMNS = (
    Column(name="kind", title="Kind"),
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    Column(name="all_plays", title="All", kind=ColumnKind.COUNT),
    Column(name="tracks", title="Tracks", kind=ColumnKind.COUNT),
    Column(name="artists", title="Artists", kind=ColumnKind.COUNT),
    Column(name="albums", title="Albums", kind=ColumnKind.COUNT),
    Column(name="first_day", title="From", kind=ColumnKind.DATE, detail=True),
    Column(name="last_day", title="To", kind=ColumnKind.DATE, detail=True),
)

_OF_PLAYS = """
  select
    h.track_id, h.kind, h.private, h.heard_ms, {counted} as plays, 1 as all_plays,
    h.started_ms as first_ms, h.started_ms as last_ms
  from v_heard h
  where {window}
"""
_OF_ROLL_UP = """
  select
    h.track_id, h.kind, h.private, h.heard_ms, h.RULE as plays, h.plays as all_plays,
    h.first_ms, h.last_ms
  from v_track_totals h
  where {exported}
"""
_SUMS = """
select
  p.kind, sum(p.heard_ms), sum(p.plays), sum(p.all_plays),
  count(distinct iif(p.plays and (t.title is not null or t.uri is not null), ONE_t.song_id, null)),
  count(distinct iif(p.plays, ONE_t.artist_id, null)),
  count(distinct iif(p.plays, ONE_t.album_id, null)),
  min(p.first_ms), max(p.last_ms)
from (PLAYS) p
join v_tracks t on t.id = p.track_id
"""
_BY_KIND = f"{_SUMS} where :private or not p.private group by p.kind".replace("ONE_", "")
_PRIVATE = f"{_SUMS} where p.private having count(*) > 0".replace("ONE_", "p.kind || ")


class _KindTotals(NamedTuple):
    """The plays of one kind; ``plays`` are the counted ones, and moments are starts in ms."""

    kind: str
    heard_ms: int = 0
    plays: int = 0
    all_plays: int = 0
    tracks: int = 0
    artists: int = 0
    albums: int = 0
    first_ms: int | None = None
    last_ms: int | None = None


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the totals of each kind and, if there are any, of the private plays of all kinds.

    They are the listening time in ms, counted plays, all plays, and the number of tracks, artists
    and albums with a counted play. Music has a row even if it is 0.
    """
    by_kind = {one.kind: one for one in _select(conn, question, _BY_KIND)}
    private = _select(conn, question, _PRIVATE)
    clock = local_clock(conn, question.window)
    return Report(
        name="totals",
        title="Totals",
        columns=_COLUMNS,
        rows=tuple(_rows(question, clock, by_kind, private)) if by_kind or private else (),
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


def _select(conn: sqlite3.Connection, question: Question, statement: str) -> list[_KindTotals]:
    plays = _OF_PLAYS
    if holds_all_plays(conn, question, question.window):
        rule = "play" if question.count_as is CountAs.ANY else question.count_as
        plays = _OF_ROLL_UP.replace("RULE", f"{rule}s")
    statement = statement.replace("PLAYS", plays)
    return list(map(_KindTotals._make, run_query(conn, statement, question, question.window)))


def _rows(
    question: Question,
    clock: LocalClock,
    by_kind: Mapping[str, _KindTotals],
    private: Sequence[_KindTotals],
) -> Iterator[Row]:
    for kind in ItemKind:
        if kind in by_kind or kind is ItemKind.MUSIC:
            yield _row(clock, kind.value, by_kind.get(kind, _KindTotals(kind)))
    label = "private (included above)" if question.private else PRIVATE_EXCLUDED
    for one in private:
        yield _row(clock, label, one)


def _row(clock: LocalClock, label: str, totals: _KindTotals) -> Row:
    return (
        label,
        totals.heard_ms,
        totals.plays,
        totals.all_plays,
        *(
            None if totals.plays and not different else different
            for different in (totals.tracks, totals.artists, totals.albums)
        ),
        local_day(totals.first_ms, clock),
        local_day(totals.last_ms, clock),
    )
