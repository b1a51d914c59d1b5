"""Favourites of the past that have not been played for a long time."""

import json
import sqlite3
from copy import copy
from dataclasses import replace
from datetime import date, datetime, timedelta

from musicanalyser.listening.definitions import SILENT_DAYS
from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import definition_text, has_music, run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import TRACKS, EntityTotals
from musicanalyser.stats.base.window import PERIOD, empty_text, local_clock, local_day, report_span
from musicanalyser.stats.base.window_totals import rule_coverage, sum_window
from musicanalyser.timespan import from_ms, start_of_day, to_ms

ABOUT = "Past favourites that you have not played for half a year."

LEAST_PLAYS = 15
"""A track with at least this many counted plays is a favourite."""
_SILENCE = timedelta(days=SILENT_DAYS)
_DAY = timedelta(days=1)

_COLUMNS = (
    PERIOD,
    Column(name="forgotten", title="Forgotten", kind=ColumnKind.COUNT),
    Column(name="newly_forgotten", title="New this period", kind=ColumnKind.COUNT),
    Column(name="plays", title="Their plays", kind=ColumnKind.COUNT),
    Column(name="longest_silent_days", title="Longest silence", kind=ColumnKind.COUNT),
)
_LIST_COLUMNS = (
    Column(name="rank", title="#", kind=ColumnKind.COUNT),
    *TRACKS.columns,
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT, bar=True),
    Column(name="last_day", title="Last heard", kind=ColumnKind.DATE),
    Column(name="silent_days", title="Days since", kind=ColumnKind.COUNT),
)

_FORGOTTEN = "r.plays >= {least} and r.last_ms < {silent_ms}"
# Of songs that are forgotten now, those that were forgotten before the window, too.
_WERE_FORGOTTEN = """
select max(h.started_ms)
from v_tracks t
cross join v_heard h on h.track_id = t.id
where t.song_id in (select value from json_each(:songs))
and {music} and {counted} and h.started_ms < :before_ms
group by t.song_id
having count(*) >= :least_plays and max(h.started_ms) < :silent_ms
"""


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the number of favourites forgotten at the end of the window, and a list of them.

    The figures are how many were not yet forgotten before the window, all of their plays, and the
    longest time without a play in days.
    """
    any_music = has_music(conn, question, question.window)
    silence = _Silence(conn, question)
    found = silence.forgotten(conn) if any_music else []
    return Report(
        name="forgotten",
        title="Forgotten favourites",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=(_figures(conn, silence, found),) if any_music else (),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=rule_coverage(conn, question),
        empty=empty_text(conn, question.window),
        parts=(_list(silence, found),) if any_music else (),
    )


class _Silence:
    """The time up to the end of a window in which a favourite is silent."""

    def __init__(self, conn: sqlite3.Connection, question: Question) -> None:
        self.question = question
        self._clock = local_clock(conn, question.window)

    @property
    def last_day(self) -> date:
        """The last local day of the window, but no later than today."""
        window = self.question.window
        return min(from_ms(window.until_ms - 1, window.zone).date(), self.question.today)

    @property
    def since_ms(self) -> int:
        """The moment from which on a forgotten favourite has no counted play."""
        return to_ms(start_of_day(self.last_day - _SILENCE + _DAY, self.question.window.zone))

    def until(self, end: datetime) -> "_Silence":
        """Return the same before a moment."""
        eve = copy(self)
        eve.question = replace(
            self.question, window=replace(self.question.window, since=None, until=end)
        )
        return eve

    def day_of(self, heard_ms: int | None) -> date | None:
        """Return the local day of a play."""
        return local_day(heard_ms, self._clock)

    def days_since(self, heard_ms: int | None) -> int:
        """Return the days without a play."""
        heard = local_day(heard_ms, self._clock)
        return 0 if heard is None else (self.last_day - heard).days

    def forgotten(self, conn: sqlite3.Connection) -> list[EntityTotals]:
        """Return the favourites forgotten at the end of the window, the most played first."""
        window = replace(self.question.window, since=None)
        where = _FORGOTTEN.format(least=LEAST_PLAYS, silent_ms=self.since_ms)
        found = sum_window(conn, self.question, window).group_by(TRACKS, where)
        return sorted(found, key=lambda one: (-one.plays, -(one.last_ms or 0), one.song_key))


def _figures(conn: sqlite3.Connection, silence: _Silence, found: list[EntityTotals]) -> Row:
    return (
        silence.question.window.label,
        len(found),
        _newly_forgotten(conn, silence, found),
        sum(one.plays for one in found),
        max((silence.days_since(one.last_ms) for one in found), default=None),
    )


def _newly_forgotten(
    conn: sqlite3.Connection, silence: _Silence, found: list[EntityTotals]
) -> int | None:
    """Return how many were not yet forgotten at the beginning of the window."""
    window = silence.question.window
    if window.since is None:
        return None
    eve = silence.until(window.since)
    heard_since = [one.entity_id for one in found if (one.last_ms or 0) >= eve.since_ms]
    last_plays = run_query(
        conn,
        _WERE_FORGOTTEN,
        silence.question,
        window,
        songs=json.dumps(heard_since),
        before_ms=window.since_ms,
        silent_ms=eve.since_ms,
        least_plays=LEAST_PLAYS,
    )
    return len(heard_since) - len(last_plays.fetchall())


def _list(silence: _Silence, found: list[EntityTotals]) -> Report:
    question = silence.question
    return Report(
        name="forgotten-tracks",
        title="Forgotten tracks",
        columns=_LIST_COLUMNS,
        rows=tuple(
            (
                rank,
                *TRACKS.names_of(one),
                one.plays,
                silence.day_of(one.last_ms),
                silence.days_since(one.last_ms),
            )
            for rank, one in enumerate(found[: question.limit], 1)
        ),
        span=report_span(question.window),
        definition=_definition(question),
        empty="No favourite has been forgotten.",
    )


def _definition(question: Question) -> str:
    return definition_text(
        question,
        f"A forgotten favourite has at least {LEAST_PLAYS} counted plays, all before the last"
        f" {SILENT_DAYS} days up to the end of the window. Ranked by counted plays.",
    )
