"""What is skipped, and what is never skipped."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence

from musicanalyser.listening.definitions import SHRINKAGE_PLAYS
from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import privacy_text
from musicanalyser.stats.base.leaders import with_greatest
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ARTISTS, TRACKS, EntityTotals, RankedEntity
from musicanalyser.stats.base.window import (
    PERIOD,
    UNKNOWN_ENDS,
    empty_text,
    report_span,
    with_previous,
)
from musicanalyser.stats.base.window_totals import WindowTotals, sum_windows
from musicanalyser.stats.skipping.pauses import pauses
from musicanalyser.stats.skipping.play_ways import play_ways
from musicanalyser.stats.skipping.skip_ways import rates_by_hour, rates_by_way

ABOUT = "How much you skip, and which tracks and artists you skip most or never."

_COLUMNS = (
    PERIOD,
    Column(name="skip_rate", title="Skip rate", kind=ColumnKind.SHARE),
    Column(name="skips", title="Skips", kind=ColumnKind.COUNT),
    Column(name="plays_known", title="Plays with a known end", kind=ColumnKind.COUNT),
    Column(name="all_plays", title="All plays", kind=ColumnKind.COUNT),
)
_RATE_COLUMNS = (
    Column(name="skips", title="Skips", kind=ColumnKind.COUNT),
    Column(name="plays_known", title="Known plays", kind=ColumnKind.COUNT),
    Column(name="rate", title="Rate", kind=ColumnKind.SHARE),
    Column(name="shrunk_rate", title="Shrunk rate", kind=ColumnKind.SHARE, detail=True),
)
_EMPTY = {
    "most-skipped": "Nothing was skipped in this window.",
    "never-skipped": "Nothing went without a skip in this window.",
}


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the skip rate of the window, from 0 to 1, with the plays it is computed from.

    It is the share of skipped plays among those whose end is known. The parts list the tracks and
    artists with the highest shrunk rates, those never skipped, and the rates of kinds of plays.
    """
    windows = sum_windows(conn, question)
    any_music = any(totals.has_music for totals in windows)
    return Report(
        name="skips",
        title="Skips",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(map(_figures, windows)) if any_music else (),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=windows[0].verdict_coverage,
        notes=windows[0].compilation_notes,
        empty=empty_text(conn, question.window),
        parts=(
            *(
                part(question, windows[0], entity)
                for entity in (TRACKS, ARTISTS)
                for part in (_most_skipped, _never_skipped)
            ),
            *_ways(conn, question),
        )
        if any_music
        else (),
    )


def _figures(totals: WindowTotals) -> Row:
    return (
        totals.window.label,
        totals.skip_rate,
        totals.sum_of("skips") if totals.sum_of("plays_known") else None,
        totals.sum_of("plays_known"),
        totals.sum_of("all_plays"),
    )


def _ways(conn: sqlite3.Connection, question: Question) -> Iterator[Report]:
    """Yield the rates of kinds of plays, and the pauses, where they are known."""
    if (hours := rates_by_hour(conn, question)).rows:
        yield hours
    windows = [
        (window, play_ways(conn, question, window)) for window in with_previous(question.window)
    ]
    yield from rates_by_way(question, windows[0][1])
    if paused := pauses(question, windows):
        yield paused


def _most_skipped(question: Question, totals: WindowTotals, entity: RankedEntity) -> Report:
    shrunk_rate = _shrunk_rate(totals)
    skips, known = totals.sum_of("skips"), totals.sum_of("plays_known")
    rate = (
        f"1.0 * (r.skips * {known} + {SHRINKAGE_PLAYS * skips})"
        f" / ({known} * (r.plays_known + {SHRINKAGE_PLAYS}))"
    )
    found = with_greatest(
        totals, entity, (rate, "r.skips"), limit=question.limit, where="r.skips > 0"
    )
    found.sort(key=lambda one: (-shrunk_rate(one), -one.skips, entity.name_order(one)))
    return _list(question, totals, entity, "most-skipped", found)


def _never_skipped(question: Question, totals: WindowTotals, entity: RankedEntity) -> Report:
    """Return what was never skipped: most plays first, which is the lowest shrunk rate first."""
    found = with_greatest(
        totals,
        entity,
        ("r.plays_known",),
        limit=question.limit,
        where="r.plays_known > 0 and r.skips = 0",
    )
    found.sort(key=lambda one: (-one.plays_known, entity.name_order(one)))
    return _list(question, totals, entity, "never-skipped", found)


def _list(
    question: Question,
    totals: WindowTotals,
    entity: RankedEntity,
    name: str,
    groups: Sequence[EntityTotals],
) -> Report:
    shrunk_rate = _shrunk_rate(totals)
    return Report(
        name=f"{name}-{entity.plural}",
        title=f"{name.replace('-', ' ').capitalize()} {entity.plural}",
        columns=(*entity.columns, *_RATE_COLUMNS),
        rows=tuple(
            (
                *entity.names_of(group),
                group.skips,
                group.plays_known,
                group.skips / group.plays_known,
                shrunk_rate(group),
            )
            for group in groups[: question.limit]
        ),
        span=report_span(question.window),
        definition=_definition(question),
        empty=_EMPTY[name] if totals.sum_of("plays_known") else UNKNOWN_ENDS,
    )


def _shrunk_rate(totals: WindowTotals) -> Callable[[EntityTotals], float]:
    """Return a function from totals to their skip rate, shrunk towards the rate of the window.

    It is (skips + `SHRINKAGE_PLAYS` x rate) / (plays + `SHRINKAGE_PLAYS`): as if that many more
    plays had been skipped at the rate of the window.
    """
    skips, known = totals.sum_of("skips"), totals.sum_of("plays_known")

    def shrunk_rate(one: EntityTotals) -> float:
        # A single division of integers, so that equal rates are equal as floats.
        return (one.skips * known + SHRINKAGE_PLAYS * skips) / (
            known * (one.plays_known + SHRINKAGE_PLAYS)
        )

    return shrunk_rate


def _definition(question: Question) -> str:
    return (
        "The skip rate is the share of skipped plays among those whose end is known, however short"
        " they were. The rate of one track or artist is shrunk towards that of the window, as if"
        f" {SHRINKAGE_PLAYS} more plays at that rate had been heard. {privacy_text(question)}"
    )
