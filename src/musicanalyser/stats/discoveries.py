"""What was heard for the first time."""

import sqlite3
from collections.abc import Sequence

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import ask, coverage, definition
from musicanalyser.stats.base.heard import (
    ALBUMS,
    ARTISTS,
    TRACKS,
    Heard,
    RankedEntity,
    WindowTotals,
    tallies,
)
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranking import ranked, ranking
from musicanalyser.stats.base.window import PERIOD, first_day, local_day, nothing, share, span

ABOUT = "What you heard for the first time, and how much of it you came back to."

_LISTED = (ARTISTS, TRACKS)
_COLUMNS = (
    PERIOD,
    *(
        column
        for subject in (TRACKS, ARTISTS, ALBUMS)
        for column in (
            Column(name=subject.plural, title=f"New {subject.plural}", kind=ColumnKind.COUNT),
            Column(
                name=f"{subject.plural}_kept",
                title=f"{subject.plural.capitalize()} kept",
                kind=ColumnKind.SHARE,
            ),
        )
    ),
)

# Most of what is known is known by the very ids heard in the window; only for the rest are the
# plays of other ids looked up, and the case keeps SQLite from doing so for every track there is.
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
    """Count the discoveries of the window and of the one before, and how many were kept."""
    heard = tallies(conn, question)
    any_heard = any(tally.ids for tally in heard)
    found = {
        subject.plural: [discovered(conn, question, tally, subject) for tally in heard]
        for subject in (TRACKS, ARTISTS, ALBUMS)
    }
    return Report(
        name="discoveries",
        title="Discoveries",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(map(_figures, heard, *found.values())) if any_heard else (),
        span=span(question.window),
        definition=_definition(question),
        coverage=coverage(conn, question),
        notes=_notes(conn, question),
        empty=nothing(conn, question.window),
        parts=tuple(_list(question, subject, found[subject.plural][0]) for subject in _LISTED)
        if any_heard
        else (),
    )


def discovered(
    conn: sqlite3.Connection, question: Question, heard: WindowTotals, subject: RankedEntity
) -> list[Heard]:
    """Return what has its first counted play in the window of the tally, the most heard first."""
    groups = ranked(heard.gathered(subject), subject, question.rank_by)
    if heard.window.since is None:
        return groups
    rows = ask(conn, _NEW.replace("{key}", subject.key), question, heard.window)
    new = {key for (key,) in rows}
    return [group for group in groups if subject.key_of(group) in new]


def _figures(heard: WindowTotals, *found: Sequence[Heard]) -> Row:
    figures = (
        figure
        for groups in found
        for figure in (len(groups), share(sum(map(_is_kept, groups)), len(groups)))
    )
    return (heard.window.label, *figures)


def _is_kept(group: Heard) -> bool:
    return group.first_day != group.last_day


def _list(question: Question, subject: RankedEntity, groups: Sequence[Heard]) -> Report:
    return Report(
        name=f"new-{subject.plural}",
        title=f"New {subject.plural}",
        columns=(
            Column(name="rank", title="#", kind=ColumnKind.COUNT),
            *subject.columns,
            Column(name="heard_ms", title="Time heard", kind=ColumnKind.DURATION, bar=True),
            Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
            Column(name="first_day", title="Discovered", kind=ColumnKind.DATE),
            Column(name="kept", title="Kept", kind=ColumnKind.FLAG),
        ),
        rows=tuple(
            (
                rank,
                *subject.names_of(group),
                group.heard_ms,
                group.plays,
                local_day(group.first_day),
                _is_kept(group),
            )
            for rank, group in enumerate(groups[: question.limit], 1)
        ),
        span=span(question.window),
        definition=_definition(question),
        empty=f"No new {subject.plural} in this window.",
    )


def _notes(conn: sqlite3.Connection, question: Question) -> tuple[str, ...]:
    first = first_day(conn, question)
    if first is None:
        return ()
    return (f"The history begins on {first}; what was heard before is not known to it.",)


def _definition(question: Question) -> str:
    return definition(
        question,
        "A track, artist or album is new in the window that holds its first counted play ever, and"
        " kept if it counted again on a later day of the window.",
        ranking(question.rank_by),
    )
