"""What was heard again after half a year of silence or more."""

import sqlite3
from collections.abc import Sequence
from operator import attrgetter

from musicanalyser.listening.definitions import SILENT_DAYS
from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.attachment.comebacks import LEAST_PLAYS_BEFORE, Comeback, Comebacks
from musicanalyser.stats.base.conditions import definition_text, has_music
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ARTISTS, TRACKS, RankedEntity
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import PERIOD, empty_text, report_span, with_previous
from musicanalyser.stats.base.window_totals import rule_coverage, sum_history
from musicanalyser.timespan import Window
from musicanalyser.timespan.local_clock import numbered_day

ABOUT = "Tracks and artists that came back after half a year or more."

_LISTED = (TRACKS, ARTISTS)
_COLUMNS = (
    PERIOD,
    *(
        column
        for entity in _LISTED
        for column in (
            Column(
                name=entity.plural,
                title=f"{entity.plural.capitalize()} rediscovered",
                kind=ColumnKind.COUNT,
            ),
            Column(
                name=f"{entity.plural}_kept",
                title=f"{entity.plural.capitalize()} kept",
                kind=ColumnKind.SHARE,
            ),
        )
    ),
    Column(name="longest_silent_days", title="Longest silence (days)", kind=ColumnKind.COUNT),
)
_FIGURES = (
    Column(name="plays_before", title="Before", kind=ColumnKind.COUNT),
    Column(name="silent_days", title="Days away", kind=ColumnKind.COUNT),
    Column(name="day", title="Back on", kind=ColumnKind.DATE),
    Column(name="plays", title="Since", kind=ColumnKind.COUNT),
    Column(name="kept", title="Kept", kind=ColumnKind.FLAG),
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return how many tracks and artists came back, how many stayed, and the longest silence.

    What was heard on another day of the window after its comeback is kept. The figures of the
    previous window are ``None`` if not all of the silence before it is known. The parts list the
    comebacks, with their plays before and since.
    """
    windows = with_previous(question.window)
    any_music = has_music(conn, question, *windows)
    searches = [Comebacks(conn, question, window) for window in windows]
    found = [[*map(search.of, _LISTED)] for search in searches]
    rows = [
        _figures(window, ones) if window is windows[0] or search.is_comparable else _unknown(window)
        for window, search, ones in zip(windows, searches, found, strict=True)
    ]
    return Report(
        name="rediscoveries",
        title="Rediscoveries",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(rows) if any_music else (),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=rule_coverage(conn, question),
        empty=empty_text(conn, question.window),
        parts=tuple(
            _list(conn, question, entity, ones)
            for entity, ones in zip(_LISTED, found[0], strict=True)
        )
        if any_music
        else (),
    )


def _figures(window: Window, found: Sequence[Sequence[Comeback]]) -> Row:
    counts = [(len(ones), share(sum(one.is_kept for one in ones), len(ones))) for ones in found]
    silent_days = max((one.silent_days for ones in found for one in ones), default=None)
    return (window.label, *(figure for pair in counts for figure in pair), silent_days)


def _unknown(window: Window) -> Row:
    return (window.label, *(None for _ in _COLUMNS[1:]))


def _list(
    conn: sqlite3.Connection, question: Question, entity: RankedEntity, found: Sequence[Comeback]
) -> Report:
    return Report(
        name=f"rediscovered-{entity.plural}",
        title=f"Rediscovered {entity.plural}",
        columns=(Column(name="rank", title="#", kind=ColumnKind.COUNT), *entity.columns, *_FIGURES),
        rows=tuple(_rows(conn, question, entity, found)),
        span=report_span(question.window),
        definition=_definition(question),
        empty=f"No {entity.plural} came back in this window.",
    )


def _rows(
    conn: sqlite3.Connection, question: Question, entity: RankedEntity, found: Sequence[Comeback]
) -> list[Row]:
    """Return the greatest comebacks, by the names of their latest plays ever; these decide ties."""
    ranked = sorted(found, key=attrgetter("weight"), reverse=True)
    least = ranked[: question.limit][-1:]
    shown = [one for one in ranked if least and one.weight >= least[0].weight]
    ids = ",".join(str(one.entity_id) for one in shown)
    totals = sum_history(conn, question)
    names = {
        one.entity_id: one for one in totals.group_by(entity, f"r.{entity.name}_id in ({ids})")
    }
    shown.sort(key=lambda one: entity.name_order(names[one.entity_id]))
    shown.sort(key=attrgetter("weight"), reverse=True)
    return [
        (
            rank,
            *entity.names_of(names[one.entity_id]),
            one.plays_before,
            one.silent_days,
            numbered_day(one.day),
            one.plays,
            one.is_kept,
        )
        for rank, one in enumerate(shown[: question.limit], 1)
    ]


def _definition(question: Question) -> str:
    return definition_text(
        question,
        f"Rediscovered: a counted play after {SILENT_DAYS} local days or more without one, each of"
        f" them known, and at least {LEAST_PLAYS_BEFORE} before; of several, after the longest"
        " silence. Kept: heard on a later day of the window, too. The previous window is compared"
        " if the days before it are known. Ranked by the smaller of plays before and days away.",
    )
