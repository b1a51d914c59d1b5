"""The next milestones, and when they come at the pace of the last 90 days."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from musicanalyser.listening.milestones import next_milestone
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import first_day
from musicanalyser.stats.celebrations.reached_milestones import (
    FIRST_ARTIST_HOURS,
    FIRST_HOURS,
    FIRST_PLAYS,
    FIRST_TRACK_PLAYS,
    MilestoneKind,
)
from musicanalyser.stats.celebrations.sums_so_far import SumsSoFar
from musicanalyser.timespan import Window, from_ms, start_of_day
from musicanalyser.units import DAY_MS, HOUR_MS

PACE_DAYS = 90
_FURTHEST_DAYS = 3650
"""What is further away at this pace has no date."""

_FIRSTS = {
    MilestoneKind.PLAYS: (FIRST_PLAYS, 1),
    MilestoneKind.HOURS: (FIRST_HOURS, HOUR_MS),
    MilestoneKind.ARTIST_HOURS: (FIRST_ARTIST_HOURS, HOUR_MS),
    MilestoneKind.TRACK_PLAYS: (FIRST_TRACK_PLAYS, 1),
}
"""The first milestone of each kind, and what one of its unit is in the sums."""
_PACES = """
select t.song_id, t.artist_id, sum(h.heard_ms), sum({counted})
from v_heard h
cross join v_tracks t on t.id = h.track_id
where {music} and {window}
group by +h.track_id
"""


class Forecast(NamedTuple):
    """A milestone to come; ``expected`` is ``None`` if it is too far, or there is no pace.

    ``missing`` is in plays or ms. ``entity_id`` is that of the artist or the song, and ``None`` for
    all music.
    """

    kind: MilestoneKind
    number: int
    missing: int
    expected: date | None
    entity_id: int | None = None


class _Pace(NamedTuple):
    """The time (ms) and the counted plays within a span, of all music, artists and songs."""

    span_ms: int
    heard_ms: int
    counted: int
    artists_ms: Mapping[int, int]
    song_plays: Mapping[int, int]


def next_milestones(
    conn: sqlite3.Connection, question: Question, so_far: SumsSoFar
) -> list[Forecast]:
    """Return the next milestone of all music, and those of artists and songs that come soonest."""
    pace = _pace(conn, question)
    if pace is None:
        return []
    end = from_ms(_end_ms(question) - 1, question.window.zone).date()
    found = [*_of_all(so_far, pace, end), *_of_artists(so_far, pace, end)]
    found += _of_songs(so_far, pace, end)
    return found


def _end_ms(question: Question) -> int:
    return min(question.window.until_ms, question.now_ms)


def _pace(conn: sqlite3.Connection, question: Question) -> _Pace | None:
    """Return what was heard in the last days of the window, as far as the history reaches back."""
    zone, end_ms = question.window.zone, _end_ms(question)
    begin = first_day(conn, question)
    if begin is None:
        return None
    last = from_ms(end_ms - 1, zone).date()
    since = start_of_day(max(begin, last - timedelta(days=PACE_DAYS - 1)), zone)
    window = Window(label="", since=since, until=from_ms(end_ms, zone), zone=zone)
    if window.since_ms >= end_ms:
        return None
    artists_ms: Counter[int | None] = Counter()
    song_plays: Counter[int] = Counter()
    heard_ms = plays = 0
    for song_id, artist_id, ms, counted in run_query(conn, _PACES, question, window):
        heard_ms, plays = heard_ms + ms, plays + counted
        artists_ms[artist_id] += ms
        song_plays[song_id] += counted
    known_ms = {one: ms for one, ms in artists_ms.items() if one is not None}
    return _Pace(end_ms - window.since_ms, heard_ms, plays, known_ms, song_plays)


def _of_all(so_far: SumsSoFar, pace: _Pace, end: date) -> Iterator[Forecast]:
    yield _forecast(MilestoneKind.PLAYS, so_far.plays, pace.counted, pace.span_ms, end)
    yield _forecast(MilestoneKind.HOURS, so_far.heard_ms, pace.heard_ms, pace.span_ms, end)


def _of_artists(so_far: SumsSoFar, pace: _Pace, end: date) -> Iterator[Forecast]:
    kind = MilestoneKind.ARTIST_HOURS
    for artist, ms in so_far.artist_times(pace.artists_ms.keys()).items():
        one = _forecast(kind, ms, pace.artists_ms[artist], pace.span_ms, end)
        if one.expected is not None:
            yield one._replace(entity_id=artist)


def _of_songs(so_far: SumsSoFar, pace: _Pace, end: date) -> Iterator[Forecast]:
    kind = MilestoneKind.TRACK_PLAYS
    for song, plays in so_far.song_plays(pace.song_plays.keys()).items():
        one = _forecast(kind, plays, pace.song_plays[song], pace.span_ms, end)
        if one.expected is not None:
            yield one._replace(entity_id=song)


def _forecast(kind: MilestoneKind, value: int, amount: int, span_ms: int, end: date) -> Forecast:
    """Return the next milestone of a value that grew by an amount in a span."""
    first, unit = _FIRSTS[kind]
    target = next_milestone(value, first * unit)
    missing = target - value
    days = -(-missing * span_ms // (amount * DAY_MS)) if amount else None
    is_near = days is not None and days <= _FURTHEST_DAYS
    expected = end + timedelta(days=days) if days and is_near else None
    return Forecast(kind, target // unit, missing, expected)
