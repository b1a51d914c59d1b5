"""The tracks, artists and albums of which a part of the name is known."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.conditions import TIME_TEXT, definition_text
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ALBUMS, ARTISTS, TRACKS, EntityTotals
from musicanalyser.stats.base.window import empty_text, local_day, report_span
from musicanalyser.stats.base.window_totals import sum_window
from musicanalyser.stats.entities.entity import (
    MOST_CANDIDATES,
    NAMED,
    Entity,
    EntityKind,
    matching_entities,
)
from musicanalyser.stats.rules.ignoring_rules import ignoring_text
from musicanalyser.stats.rules.moved_names import moved_names
from musicanalyser.stats.times.unknown_times import mark_unknown_times
from musicanalyser.timespan.local_clock import LocalClock

_COLUMNS = (
    Column(name="kind", title="Kind"),
    Column(name="name", title="Name"),
    Column(name="artist", title="Artist"),
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    Column(name="first_day", title="First", kind=ColumnKind.DATE),
    Column(name="last_day", title="Last", kind=ColumnKind.DATE),
)
_ENTITIES = {
    EntityKind.TRACK: TRACKS,
    EntityKind.ARTIST: ARTISTS,
    EntityKind.ALBUM: ALBUMS,
}

_Found = tuple[Entity, EntityTotals]


def find(conn: sqlite3.Connection, question: Question, text: str) -> Report:
    """Return the tracks, artists and albums with a name of which the text is a part.

    Each has its listening time (ms), its counted plays, and the days of the first and the last of
    these. Of each kind the most heard come first; ``limit`` is for each kind.
    """
    totals = sum_window(conn, question, question.window)
    matching = matching_entities(conn, text)
    rows: list[Row] = []
    cut: list[str] = []
    for kind in NAMED:
        by_key = {_ENTITIES[kind].key_of(one): one for one in totals.group_by(_ENTITIES[kind])}
        found = [
            (one, by_key[one.key]) for one in matching if one.kind is kind and one.key in by_key
        ]
        found.sort(key=_rank)
        rows += [_row(totals.clock, *one) for one in found[: question.limit]]
        if len(found) > question.limit:
            cut.append(f"{len(found):,} {_ENTITIES[kind].plural}")
    report = Report(
        name="find",
        title=f"Names with {text!r}",
        columns=_COLUMNS,
        rows=tuple(rows),
        span=report_span(question.window),
        definition=definition_text(question, TIME_TEXT, "First and last are counted plays."),
        notes=(*_cut_notes(question, cut), *_moved_notes(conn, text)),
        empty="" if rows else _empty(conn, question, text, matching),
    )
    return mark_unknown_times(conn, question, report)


def _rank(found: _Found) -> tuple[int, int, str]:
    entity, totals = found
    return (-totals.heard_ms, -totals.plays, entity.full_name)


def _row(clock: LocalClock, entity: Entity, totals: EntityTotals) -> Row:
    return (
        entity.kind.value,
        entity.name,
        entity.artist,
        totals.heard_ms,
        totals.plays,
        local_day(totals.first_ms, clock),
        local_day(totals.last_ms, clock),
    )


def _empty(
    conn: sqlite3.Connection, question: Question, text: str, matching: Sequence[Entity]
) -> str:
    """Return what stands in place of no names: which rules count or ignore those that fit."""
    track_ids = tuple({track for one in matching for track in one.track_ids(conn)})
    return (
        ignoring_text(conn, replace(question, track_ids=track_ids))
        or " ".join(_moved_notes(conn, text))
        or empty_text(conn, question.window, of=f"music with {text!r} in a name")
    )


def _moved_notes(conn: sqlite3.Connection, text: str) -> tuple[str, ...]:
    return tuple(one.hint for one in moved_names(conn, NAMED, text)[:MOST_CANDIDATES])


def _cut_notes(question: Question, cut: Sequence[str]) -> tuple[str, ...]:
    if not cut:
        return ()
    return (f"{question.limit:,} of each kind are shown, of {', '.join(cut)}; see --limit.",)
