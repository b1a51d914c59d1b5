"""What was played for the first time."""

import sqlite3
from collections.abc import Iterator
from datetime import date

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.attachment.retention import RETENTION_TEXT, retention
from musicanalyser.stats.base.conditions import definition_text
from musicanalyser.stats.base.leaders import top_entities
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ALBUMS, ARTISTS, TRACKS, RankedEntity
from musicanalyser.stats.base.ranking import ranking_text
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import (
    PERIOD,
    empty_text,
    first_day,
    local_clock,
    local_day,
    report_span,
)
from musicanalyser.stats.base.window_totals import (
    WindowTotals,
    rule_coverage,
    sum_history,
    sum_windows,
)
from musicanalyser.timespan import Window
from musicanalyser.timespan.local_clock import LocalClock, numbered_day
from musicanalyser.units import HOUR_MS

ABOUT = "New tracks, artists and albums, and how many you came back to."

_LISTED = (ARTISTS, TRACKS)
_COLUMNS = (
    PERIOD,
    *(
        column
        for entity in (TRACKS, ARTISTS, ALBUMS)
        for column in (
            Column(name=entity.plural, title=f"New {entity.plural}", kind=ColumnKind.COUNT),
            Column(
                name=f"{entity.plural}_kept",
                title=f"{entity.plural.capitalize()} kept",
                kind=ColumnKind.SHARE,
            ),
        )
    ),
)

# `r` is the totals of the window, `e` are those of the whole history.
_IS_NEW = "(select e.first_ms from {ever} e where e.{key} = r.{key}) >= {since_ms}"
_FIRST_PLAYS = """
select r.first_ms from {artists} r where r.plays > 0 and r.first_ms >= ? and r.first_ms < ?
"""
_KEPT_MS = 25 * HOUR_MS
"""Longer than any local day: two plays that start further apart are of different days."""
_KEPT = """
select
  count(*), coalesce(sum(r.last_ms - r.first_ms > :kept_ms), 0)
from {totals} r
where r.plays > 0 and {is_new}
"""
_NEAR = """
select r.first_ms, r.last_ms
from {totals} r
where r.plays > 0 and {is_new} and r.last_ms - r.first_ms between 1 and :kept_ms
"""


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the number of new tracks, artists and albums, and the share of them that was kept.

    What is new has its first counted play in the window; what counted again on a later day of the
    window is kept. The parts say how many were still heard later, and list them.
    """
    windows = sum_windows(conn, question)
    any_music = any(totals.has_music for totals in windows)
    ever = sum_history(conn, question)
    return Report(
        name="discoveries",
        title="Discoveries",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(_figures(conn, ever, totals) for totals in windows) if any_music else (),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=rule_coverage(conn, question),
        notes=(*windows[0].compilation_notes, *_notes(conn, question)),
        empty=empty_text(conn, question.window),
        parts=(
            retention(conn, question, ever),
            *(_list(question, entity, ever, windows[0]) for entity in _LISTED),
        )
        if any_music
        else (),
    )


def count_new(
    conn: sqlite3.Connection, question: Question, totals: WindowTotals, entity: RankedEntity
) -> int:
    """Return how many have their first counted play in the window of the totals."""
    if totals.window.since is None:
        return totals.count_of(entity) or 0
    return totals.count(entity, _is_new(sum_history(conn, question), totals, entity))


def first_days(conn: sqlite3.Connection, question: Question, window: Window) -> Iterator[date]:
    """Yield the local day of the first counted play of each artist that is new in a window."""
    artists = sum_history(conn, question).relation(ARTISTS)
    span = (window.since_ms, min(window.until_ms, question.now_ms))
    clock = local_clock(conn, window)
    for (first_ms,) in conn.execute(_FIRST_PLAYS.format(artists=artists), span):
        yield numbered_day(clock.day_and_hour(first_ms)[0])


def _is_new(ever: WindowTotals, totals: WindowTotals, entity: RankedEntity) -> str:
    if totals.window.since is None:
        return "true"
    return _IS_NEW.format(
        ever=ever.relation(entity), key=f"{entity.name}_id", since_ms=totals.window.since_ms
    )


def _figures(conn: sqlite3.Connection, ever: WindowTotals, totals: WindowTotals) -> Row:
    figures: list[int | float | None] = []
    for entity in (TRACKS, ARTISTS, ALBUMS):
        found = {"totals": totals.relation(entity), "is_new": _is_new(ever, totals, entity)}
        new, kept = conn.execute(_KEPT.format(**found), {"kept_ms": _KEPT_MS}).fetchone()
        near = conn.execute(_NEAR.format(**found), {"kept_ms": _KEPT_MS})
        kept += sum(_are_days_apart(first, last, totals.clock) for first, last in near)
        figures += [new, share(kept, new)]
    return (totals.window.label, *figures)


def _are_days_apart(first_ms: int, last_ms: int, clock: LocalClock) -> bool:
    return local_day(first_ms, clock) != local_day(last_ms, clock)


def _list(
    question: Question, entity: RankedEntity, ever: WindowTotals, totals: WindowTotals
) -> Report:
    found = top_entities(
        totals, entity, question.rank_by, limit=question.limit, where=_is_new(ever, totals, entity)
    )
    return Report(
        name=f"new-{entity.plural}",
        title=f"New {entity.plural}",
        columns=(
            Column(name="rank", title="#", kind=ColumnKind.COUNT),
            *entity.columns,
            Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION, bar=True),
            Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
            Column(name="first_day", title="Discovered", kind=ColumnKind.DATE),
            Column(name="kept", title="Kept", kind=ColumnKind.FLAG),
        ),
        rows=tuple(
            (
                rank,
                *entity.names_of(group),
                group.heard_ms,
                group.plays,
                local_day(group.first_ms, totals.clock),
                _are_days_apart(group.first_ms or 0, group.last_ms or 0, totals.clock),
            )
            for rank, group in enumerate(found, 1)
        ),
        span=report_span(question.window),
        definition=_definition(question),
        empty=f"No new {entity.plural} in this window.",
    )


def _notes(conn: sqlite3.Connection, question: Question) -> tuple[str, ...]:
    first = first_day(conn, question)
    if first is None:
        return ()
    return (f"The history begins on {first}; what was heard before is not known to it.",)


def _definition(question: Question) -> str:
    return definition_text(
        question,
        "A track, artist or album is new in the window that holds its first counted play ever, and"
        " kept if it counted again on a later day of the window.",
        RETENTION_TEXT,
        ranking_text(question.rank_by),
    )
