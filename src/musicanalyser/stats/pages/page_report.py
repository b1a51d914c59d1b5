"""The page of an artist, track or album as a report, from what each kind adds to it."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from musicanalyser.report import Column, Layout, Report, Row
from musicanalyser.stats.base.conditions import TIME_TEXT, definition_text
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import RankedEntity
from musicanalyser.stats.base.window import empty_text, local_clock, report_span, with_previous
from musicanalyser.stats.base.window_totals import rule_coverage
from musicanalyser.stats.entities.entity import Entity
from musicanalyser.stats.pages.first_and_last import first_and_last
from musicanalyser.stats.pages.own_plays import OwnTrack, own_tracks
from musicanalyser.stats.pages.page_days import page_days
from musicanalyser.stats.pages.page_figures import COLUMNS, PageWindow, figures, page_window
from musicanalyser.stats.pages.page_hours import page_hours
from musicanalyser.stats.pages.page_skips import page_skips
from musicanalyser.stats.pages.rank_history import ranks_by_month, ranks_by_year
from musicanalyser.stats.rules.ignoring_rules import ignoring_text


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKind:
    """What sets the pages of one kind apart."""

    entity: RankedEntity
    number: Callable[[OwnTrack], int | None]
    """The number of the entity in its relation, from one of its tracks."""
    columns: tuple[Column, ...]
    """Further key figures."""
    figures: Callable[[PageWindow, dict[int, OwnTrack]], Row]
    """Their values."""
    parts: Callable[
        [sqlite3.Connection, Question, PageWindow, dict[int, OwnTrack]], Iterable[Report]
    ]
    """The lists within it."""


def page_report(
    conn: sqlite3.Connection, question: Question, entity: Entity, kind: PageKind
) -> Report:
    """Return the key figures of the entity in the window, and the rest as parts."""
    tracks = own_tracks(conn, question)
    windows = [page_window(conn, question, one) for one in with_previous(question.window)]
    any_music = any(one.plays for one in windows)
    number = next((found for one in tracks.values() if (found := kind.number(one))), 0)
    return Report(
        name=entity.kind.value,
        title=entity.full_name,
        layout=Layout.ENTITY,
        columns=(*COLUMNS, *kind.columns),
        rows=tuple(
            (*figures(question, one, kind.entity, number), *kind.figures(one, tracks))
            for one in windows
        )
        if any_music
        else (),
        span=report_span(question.window),
        definition=definition_text(question, TIME_TEXT),
        coverage=rule_coverage(conn, question) or windows[0].verdict_coverage,
        empty=ignoring_text(conn, question)
        or empty_text(conn, question.window, of=f"plays of this {entity.kind}"),
        parts=tuple(_parts(conn, question, kind, windows, tracks)) if any_music else (),
    )


def _parts(
    conn: sqlite3.Connection,
    question: Question,
    kind: PageKind,
    windows: list[PageWindow],
    tracks: dict[int, OwnTrack],
) -> Iterable[Report]:
    shown = windows[0]
    yield from kind.parts(conn, question, shown, tracks)
    yield ranks_by_month(conn, question, kind.entity, shown.plays)
    yield ranks_by_year(conn, question, kind.entity, shown.plays)
    yield first_and_last(conn, question, shown)
    yield page_hours(question, shown.plays, local_clock(conn, question.window))
    yield page_days(conn, question, windows, tracks)
    yield page_skips(question, windows)
