"""Sessions in which old and new music met: the widest gaps between years of release."""

import sqlite3
from collections.abc import Iterable, Iterator
from operator import attrgetter

from musicanalyser.report import Column, ColumnKind, Report
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import TRACKS
from musicanalyser.stats.base.window import report_span
from musicanalyser.stats.base.window_totals import WindowTotals
from musicanalyser.stats.contrasts.fact_plays import MOST_DAYS, FactPlay, plays_with
from musicanalyser.units import MINUTE_MS

_COLUMNS = (
    Column(name="title", title="Oldest track"),
    Column(name="artist", title="Artist"),
    Column(name="year", title="Year"),
    Column(name="other_title", title="Newest track"),
    Column(name="other_artist", title="Artist"),
    Column(name="other_year", title="Year"),
    Column(name="years", title="Apart", kind=ColumnKind.COUNT),
)
Gap = tuple[FactPlay, FactPlay]
"""The first oldest and the first newest play of a session."""


def year_gaps(conn: sqlite3.Connection, question: Question, totals: WindowTotals) -> Report:
    """Return the sessions with the widest gap between the oldest and the newest release.

    A session ends where the silence between counted plays is longer than the gap of the question.
    """
    plays = plays_with(conn, question, "release_year")
    found = find_gaps(
        plays,
        gap_ms=question.session_gap_minutes * MINUTE_MS,
        this_year=question.today.year,
    )
    widest = sorted(found, key=lambda gap: gap[0].fact - gap[1].fact)[: question.limit]
    ids = ",".join(str(play.song_id) for gap in widest for play in gap)
    songs = totals.group_by(TRACKS, f"r.song_id in ({ids})")
    names = {one.entity_id: (one.title, one.artist) for one in songs}
    return Report(
        name="year-gaps",
        title="Old beside new",
        columns=_COLUMNS,
        rows=tuple(
            (
                *names[old.song_id],
                old.fact,
                *names[new.song_id],
                new.fact,
                new.fact - old.fact,
            )
            for old, new in widest
        ),
        span=report_span(question.window),
        definition=(
            "The oldest and the newest release of a session, widest gaps first; of equals, the"
            f" earlier session. Only for windows of up to {MOST_DAYS} days."
        ),
        empty="No session held music of two years.",
    )


def find_gaps(plays: Iterable[FactPlay], *, gap_ms: int, this_year: int) -> Iterator[Gap]:
    """Yield the gap of each session with two known years, in order; later years are unknown."""
    session: list[FactPlay] = []
    ended_ms: int | None = None
    for play in plays:
        if ended_ms is not None and play.started_ms - ended_ms > gap_ms:
            yield from _gap(session)
            session = []
        ended_ms = play.ended_ms
        if play.fact is not None and play.fact <= this_year:
            session.append(play)
    yield from _gap(session)


def _gap(session: list[FactPlay]) -> Iterator[Gap]:
    if not session:
        return
    year = attrgetter("fact")
    old, new = min(session, key=year), max(session, key=year)
    if old.fact < new.fact:
        yield old, new
