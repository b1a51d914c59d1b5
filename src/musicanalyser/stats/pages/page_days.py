"""The days of an artist, track or album: streak, biggest day, longest silence and return."""

import itertools
import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.known_days import known_days
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import PERIOD, report_span
from musicanalyser.stats.pages.own_plays import OwnPlay, OwnTrack, group_plays
from musicanalyser.stats.pages.page_figures import PageWindow
from musicanalyser.timespan.local_clock import numbered_day

_COLUMNS = (
    PERIOD,
    Column(name="longest_streak_days", title="Longest streak in days", kind=ColumnKind.COUNT),
    Column(name="streak_first_day", title="Streak from", kind=ColumnKind.DATE),
    Column(name="streak_last_day", title="Streak to", kind=ColumnKind.DATE),
    Column(name="biggest_day", title="Biggest day", kind=ColumnKind.DATE),
    Column(name="biggest_day_ms", title="Time on it", kind=ColumnKind.DURATION),
    Column(name="biggest_day_plays", title="Plays on it", kind=ColumnKind.COUNT),
    Column(name="silence_days", title="Longest silence in days", kind=ColumnKind.COUNT),
    Column(name="silence_from", title="Silence after", kind=ColumnKind.DATE),
    Column(name="return_day", title="Return", kind=ColumnKind.DATE),
    Column(name="return_title", title="Returned with"),
)
_DEFINITION = (
    "A streak is a run of days with a counted play. The biggest day has the most listening time of"
    " plays that started on it, where any is known. The longest silence is the most known days in a"
    " row without a counted play, or one of unknown time, between two days with one; of equals,"
    " each is the latest."
)


class SilentDays(NamedTuple):
    """The days without a counted play between two days with one, by the numbers of these."""

    days: int
    after: int
    until: int


def page_days(
    conn: sqlite3.Connection,
    question: Question,
    shown: Sequence[PageWindow],
    tracks: dict[int, OwnTrack],
) -> Report:
    """Return the figures of each window; days are local dates, times in ms."""
    known = known_days(conn, question)
    return Report(
        name="days",
        title="Days",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(_row(one, known, tracks) for one in shown),
        span=report_span(question.window),
        definition=_DEFINITION,
    )


def _row(shown: PageWindow, known: frozenset[date], tracks: dict[int, OwnTrack]) -> Row:
    streak = shown.longest_streak
    by_day = group_plays(shown.plays, lambda play: play.day)
    timed = [day for day, group in by_day.items() if group.has_time]
    biggest = max(timed, key=lambda day: (by_day[day].heard_ms, day), default=None)
    # A play of unknown time may have been one that counts.
    unknown = {play.day for play in shown.plays if play.is_time_unknown}
    silence = longest_silence(sorted(shown.sums.days | unknown), known)
    return (
        shown.window.label,
        *(streak or (0, None, None)),
        None if biggest is None else numbered_day(biggest),
        None if biggest is None else by_day[biggest].heard_ms,
        None if biggest is None else by_day[biggest].plays,
        *(_silence_figures(silence, shown.plays, tracks) if silence else [None] * 4),
    )


def _silence_figures(
    silence: SilentDays, plays: Sequence[OwnPlay], tracks: dict[int, OwnTrack]
) -> Row:
    back = next(
        play
        for play in plays
        if (play.counts or play.is_time_unknown) and play.day == silence.until
    )
    return (
        silence.days,
        numbered_day(silence.after),
        numbered_day(silence.until),
        tracks[back.track_id].title,
    )


def longest_silence(days: Sequence[int], known: frozenset[date]) -> SilentDays | None:
    """Return the longest run of days between two of these, given in order by their numbers.

    A run with a day of which nothing is known is no silence; ``known`` is empty if the history
    names no known days. The result is ``None`` if there is no day in between.
    """
    silences = (
        SilentDays(until - after - 1, after, until)
        for after, until in itertools.pairwise(days)
        if until > after + 1
    )
    for silence in sorted(silences, key=lambda one: (-one.days, -one.until)):
        if not known or _is_known(silence, known):
            return silence
    return None


def _is_known(silence: SilentDays, known: frozenset[date]) -> bool:
    first = numbered_day(silence.after)
    return all(first + timedelta(days=day) in known for day in range(1, silence.days + 1))
