"""Tracks that were played again and again within a week."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import definition_text, has_music, rule_coverage
from musicanalyser.stats.base.counted_plays import TrackKeys, counted_plays, tracks_of
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import PERIOD, empty_text, report_span, with_previous
from musicanalyser.stats.base.window_totals import TRACKS
from musicanalyser.timespan import Window

ABOUT = "Tracks you played again and again within a week."

LEAST_PLAYS = 5
"""A track with at least this many counted plays within a week is an obsession."""
_WEEK = [timedelta(days=days) for days in range(7)]

_COLUMNS = (
    PERIOD,
    Column(name="obsessions", title="Obsessions", kind=ColumnKind.COUNT),
    Column(name="week_plays", title="Most in 7 days", kind=ColumnKind.COUNT),
    Column(name="day_plays", title="Most on a day", kind=ColumnKind.COUNT),
    Column(name="peak_share", title="Share of plays", kind=ColumnKind.SHARE),
)
_WEEKS_COLUMNS = (
    Column(name="rank", title="#", kind=ColumnKind.COUNT),
    *TRACKS.columns,
    Column(name="week_plays", title="In 7 days", kind=ColumnKind.COUNT, bar=True),
    Column(name="week_first_day", title="From", kind=ColumnKind.DATE),
    Column(name="week_last_day", title="To", kind=ColumnKind.DATE),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
)
_DAYS_COLUMNS = (
    Column(name="rank", title="#", kind=ColumnKind.COUNT),
    *TRACKS.columns,
    Column(name="day_plays", title="On one day", kind=ColumnKind.COUNT, bar=True),
    Column(name="day", title="Day", kind=ColumnKind.DATE),
)


class Obsession(NamedTuple):
    """A track with its week and its day of most plays; all plays are counted ones."""

    track: TrackKeys
    plays: int
    week_plays: int
    week_first: date
    day_plays: int
    day: date

    @property
    def names(self) -> tuple[str | None, ...]:
        """The values of the columns of a track."""
        return (self.track.title, self.track.artist, self.track.album, self.track.uri)

    @property
    def name_order(self) -> tuple[tuple[bool, str], ...]:
        """A sort key by name, unknown names last; the song's key makes it unique."""
        return tuple((name is None, name or "") for name in (*self.names, self.track.song_key))


class _WindowObsessions(NamedTuple):
    window: Window
    obsessions: Sequence[Obsession]
    plays: int
    """All counted plays of the window."""


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the number of obsessions, and the most plays of one in seven days and on one day.

    The share is that of all counted plays that fall into the peak weeks. The parts list the peak
    weeks and the peak days.
    """
    windows = with_previous(question.window)
    any_music = has_music(conn, question, *windows)
    found = [_find_obsessions(conn, question, window) for window in windows]
    return Report(
        name="obsessions",
        title="Obsessions",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(map(_figures, found)) if any_music else (),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=rule_coverage(conn, question),
        empty=empty_text(conn, question.window),
        parts=_lists(question, found[0].obsessions) if any_music else (),
    )


def peak_week(plays: Mapping[date, int]) -> tuple[int, date]:
    """Return the most plays within seven days and the first of these days; of equals the latest."""
    return max((sum(plays.get(first + day, 0) for day in _WEEK), first) for first in plays)


def _find_obsessions(
    conn: sqlite3.Connection, question: Question, window: Window
) -> _WindowObsessions:
    plays = counted_plays(conn, question, window)
    tracks = tracks_of(conn, plays)
    latest = {tracks[play.track_id].song_key: tracks[play.track_id] for play in plays}
    days: dict[str, Counter[str]] = defaultdict(Counter)
    for (track_id, day), times in Counter(plays).items():
        days[tracks[track_id].song_key][day] += times
    return _WindowObsessions(window, list(_obsessions(latest, days)), len(plays))


def _obsessions(
    latest: Mapping[str, TrackKeys], days: Mapping[str, Counter[str]]
) -> Iterator[Obsession]:
    for song_key, track in latest.items():
        plays = days[song_key].total()
        if plays < LEAST_PLAYS:
            continue
        by_day = {date.fromisoformat(day): times for day, times in days[song_key].items()}
        week_plays, week_first = peak_week(by_day)
        if week_plays >= LEAST_PLAYS:
            day_plays, day = max((times, day) for day, times in by_day.items())
            yield Obsession(track, plays, week_plays, week_first, day_plays, day)


def _figures(found: _WindowObsessions) -> Row:
    return (
        found.window.label,
        len(found.obsessions),
        max((one.week_plays for one in found.obsessions), default=None),
        max((one.day_plays for one in found.obsessions), default=None),
        share(sum(one.week_plays for one in found.obsessions), found.plays),
    )


def _lists(question: Question, found: Sequence[Obsession]) -> tuple[Report, Report]:
    return (
        _list(
            question,
            found,
            ("peak-weeks", "Peak weeks"),
            _WEEKS_COLUMNS,
            lambda one: (one.week_plays, one.week_first, one.week_first + _WEEK[-1], one.plays),
        ),
        _list(
            question,
            found,
            ("peak-days", "Peak days"),
            _DAYS_COLUMNS,
            lambda one: (one.day_plays, one.day),
        ),
    )


def _list(
    question: Question,
    found: Sequence[Obsession],
    name_and_title: tuple[str, str],
    columns: tuple[Column, ...],
    figures: Callable[[Obsession], tuple[int, *Row]],
) -> Report:
    """Return obsessions by their first figure, then by plays in the window, then by name."""
    name, title = name_and_title
    ranked = sorted(found, key=lambda one: (-figures(one)[0], -one.plays, one.name_order))
    return Report(
        name=name,
        title=title,
        columns=columns,
        rows=tuple(
            (rank, *one.names, *figures(one))
            for rank, one in enumerate(ranked[: question.limit], 1)
        ),
        span=report_span(question.window),
        definition=_definition(question),
        empty="No obsessions in this window.",
    )


def _definition(question: Question) -> str:
    return definition_text(
        question,
        f"An obsession is a track with at least {LEAST_PLAYS} counted plays within {len(_WEEK)}"
        " consecutive local days of the window; its peak week is the seven days with the most."
        " Share of plays: how many of all counted plays fell into the peak weeks.",
    )
