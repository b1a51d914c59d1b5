"""What was played for the first time."""

import sqlite3
from collections.abc import Sequence

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import definition_text, rule_coverage, run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranking import rank_groups, ranking_text
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import PERIOD, empty_text, first_day, parse_day, report_span
from musicanalyser.stats.base.window_totals import (
    ALBUMS,
    ARTISTS,
    TRACKS,
    EntityTotals,
    RankedEntity,
    WindowTotals,
    sum_windows,
)

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

# For most keys that are not new, an id of the window has an earlier play. Only for the others are
# the earlier plays of all ids queried; the case keeps SQLite from doing so for every track.
_NEW = """
with fresh as (
  select w.{key} as key
  from v_tracks w
  where w.id in (
    select h.track_id from v_heard h where {music} and {window} and {counted}
  )
  group by w.{key}
  having not max(exists (
    select 1
    from v_heard h
    where h.track_id = w.id and h.started_ms < :since_ms and {music} and {counted}
  ))
)
select key from fresh
except
select t.{key}
from v_tracks t
where case when t.{key} in (select key from fresh) then exists (
  select 1
  from v_heard h
  where h.track_id = t.id and h.started_ms < :since_ms and {music} and {counted}
) end
"""


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the number of new tracks, artists and albums, and the share of them that was kept.

    What is new has its first counted play in the window; what counted again on a later day of the
    window is kept. The parts list the new artists and tracks.
    """
    windows = sum_windows(conn, question)
    any_music = any(totals.by_id for totals in windows)
    new = {
        entity.plural: [new_entities(conn, question, totals, entity) for totals in windows]
        for entity in (TRACKS, ARTISTS, ALBUMS)
    }
    return Report(
        name="discoveries",
        title="Discoveries",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(map(_figures, windows, *new.values())) if any_music else (),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=rule_coverage(conn, question),
        notes=(*windows[0].compilation_notes, *_notes(conn, question)),
        empty=empty_text(conn, question.window),
        parts=tuple(_list(question, entity, new[entity.plural][0]) for entity in _LISTED)
        if any_music
        else (),
    )


def new_entities(
    conn: sqlite3.Connection, question: Question, totals: WindowTotals, entity: RankedEntity
) -> list[EntityTotals]:
    """Return what has its first counted play in the window of the totals, by rank."""
    groups = rank_groups(totals.group_by(entity), entity, question.rank_by)
    if totals.window.since is None:
        return groups
    rows = run_query(conn, _NEW.replace("{key}", entity.key), question, totals.window)
    new_keys = {key for (key,) in rows}
    return [group for group in groups if entity.key_of(group) in new_keys]


def _figures(totals: WindowTotals, *new: Sequence[EntityTotals]) -> Row:
    figures = (
        figure
        for groups in new
        for figure in (len(groups), share(sum(map(_is_kept, groups)), len(groups)))
    )
    return (totals.window.label, *figures)


def _is_kept(group: EntityTotals) -> bool:
    return group.first_day != group.last_day


def _list(question: Question, entity: RankedEntity, groups: Sequence[EntityTotals]) -> Report:
    return Report(
        name=f"new-{entity.plural}",
        title=f"New {entity.plural}",
        columns=(
            Column(name="rank", title="#", kind=ColumnKind.COUNT),
            *entity.columns,
            Column(name="heard_ms", title="Time heard", kind=ColumnKind.DURATION, bar=True),
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
                parse_day(group.first_day),
                _is_kept(group),
            )
            for rank, group in enumerate(groups[: question.limit], 1)
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
        ranking_text(question.rank_by),
    )
