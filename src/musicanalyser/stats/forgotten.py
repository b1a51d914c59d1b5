"""Favourites of the past that have not been played for a long time."""

import json
import sqlite3
from dataclasses import replace
from datetime import date, timedelta

from musicanalyser.listening.definitions import SILENT_DAYS
from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import definition_text, has_music, run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import TRACKS, EntityTotals
from musicanalyser.stats.base.window import PERIOD, empty_text, local_day, report_span
from musicanalyser.stats.base.window_totals import rule_coverage, sum_window
from musicanalyser.timespan import Window, from_ms, start_of_day, to_ms

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
select t.song_id
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
    found = forgotten(conn, question) if any_music else []
    return Report(
        name="forgotten",
        title="Forgotten favourites",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=(_figures(conn, question, found),) if any_music else (),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=rule_coverage(conn, question),
        empty=empty_text(conn, question.window),
        parts=(_list(question, found),) if any_music else (),
    )


def forgotten(conn: sqlite3.Connection, question: Question) -> list[EntityTotals]:
    """Return the favourites forgotten at the end of the window, the most played first."""
    window = replace(question.window, since=None)
    where = _FORGOTTEN.format(
        least=LEAST_PLAYS, silent_ms=_silent_ms(_last_day(question), question.window)
    )
    found = sum_window(conn, question, window).group_by(TRACKS, where)
    return sorted(found, key=lambda one: (-one.plays, -(one.last_ms or 0), one.song_key))


def _silent_ms(last: date, window: Window) -> int:
    """Return the moment from which on a favourite has no counted play, up to a day."""
    return to_ms(start_of_day(last - _SILENCE + _DAY, window.zone))


def _last_day(question: Question) -> date:
    """Return the last local day of the window, but no later than today."""
    return min(from_ms(question.window.until_ms - 1, question.window.zone).date(), question.today)


def _silent_days(question: Question, one: EntityTotals) -> int:
    heard = local_day(one.last_ms, question.window)
    return 0 if heard is None else (_last_day(question) - heard).days


def _figures(conn: sqlite3.Connection, question: Question, found: list[EntityTotals]) -> Row:
    return (
        question.window.label,
        len(found),
        _newly_forgotten(conn, question, found),
        sum(one.plays for one in found),
        max((_silent_days(question, one) for one in found), default=None),
    )


def _newly_forgotten(
    conn: sqlite3.Connection, question: Question, found: list[EntityTotals]
) -> int | None:
    """Return how many were not yet forgotten at the beginning of the window."""
    window = question.window
    if window.since is None:
        return None
    eve = replace(question, window=replace(window, since=None, until=window.since))
    silent_ms = _silent_ms(_last_day(eve), window)
    heard_since = [one.entity_id for one in found if (one.last_ms or 0) >= silent_ms]
    were_forgotten = run_query(
        conn,
        _WERE_FORGOTTEN,
        question,
        window,
        songs=json.dumps(heard_since),
        before_ms=window.since_ms,
        silent_ms=silent_ms,
        least_plays=LEAST_PLAYS,
    ).fetchall()
    return len(heard_since) - len(were_forgotten)


def _list(question: Question, found: list[EntityTotals]) -> Report:
    return Report(
        name="forgotten-tracks",
        title="Forgotten tracks",
        columns=_LIST_COLUMNS,
        rows=tuple(
            (
                rank,
                *TRACKS.names_of(one),
                one.plays,
                local_day(one.last_ms, question.window),
                _silent_days(question, one),
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
