"""Ranked lists of tracks, artists and albums, with their ranks in the previous window."""

import sqlite3
from collections.abc import Mapping, Sequence

from musicanalyser.report import Column, ColumnKind, Coverage, RankChange, Report, Row
from musicanalyser.stats.base.conditions import TIME_TEXT, definition_text
from musicanalyser.stats.base.leaders import ranks_of, top_entities
from musicanalyser.stats.base.question import Question, RankBy
from musicanalyser.stats.base.ranked_entities import ARTISTS, EntityTotals, RankedEntity
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import empty_text, local_day, report_span
from musicanalyser.stats.base.window_totals import WindowTotals, rule_coverage, sum_windows
from musicanalyser.timespan.local_clock import LocalClock


def ranking_text(by: RankBy) -> str:
    """Return the sentences that say what time is included, and by which figure a list is ranked."""
    figure = "counted plays" if by is RankBy.PLAYS else "time heard"
    return f"{TIME_TEXT} Ranked by {figure}."


def top_list(conn: sqlite3.Connection, question: Question, entity: RankedEntity) -> Report:
    """Return the most heard entities of the window.

    Each has its listening time (ms), counted plays, share of the listening time, change of rank
    against the previous window, and the days of its first and last counted play in the window.
    """
    return top_list_of(
        question,
        entity,
        sum_windows(conn, question),
        covered=rule_coverage(conn, question),
        empty=empty_text(conn, question.window),
    )


def top_list_of(
    question: Question,
    entity: RankedEntity,
    windows: Sequence[WindowTotals],
    *,
    covered: Coverage | None,
    empty: str,
) -> Report:
    """Return `top_list` from totals; ``windows`` are the window and the previous one, if any."""
    now, *previous = windows
    ranked = top_entities(now, entity, question.rank_by, limit=question.limit)
    is_compared = any(totals.count_of(entity) for totals in previous)
    ranks = (
        ranks_of(previous[0], entity, question.rank_by, [one.entity_id for one in ranked])
        if is_compared
        else None
    )
    whole_ms = now.sum_of("heard_ms")
    return Report(
        name=f"top-{entity.plural}",
        title=f"Top {entity.plural}",
        columns=_columns(entity, compared=is_compared),
        rows=tuple(
            _row(entity, now.clock, rank, one, ranks, whole_ms)
            for rank, one in enumerate(ranked, 1)
        ),
        span=report_span(question.window),
        definition=definition_text(question, ranking_text(question.rank_by)),
        coverage=covered or _name_coverage(now, entity),
        notes=now.compilation_notes if entity is ARTISTS else (),
        empty=f"None of these plays counts, or their {entity.plural} are unknown."
        if now.has_music
        else empty,
    )


def _columns(entity: RankedEntity, *, compared: bool) -> tuple[Column, ...]:
    return (
        Column(name="rank", title="#", kind=ColumnKind.COUNT),
        *entity.columns,
        Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION, bar=True),
        Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
        Column(name="share", title="Share", kind=ColumnKind.SHARE),
        Column(name="change", title="Change", kind=ColumnKind.RANK_CHANGE, detail=not compared),
        Column(name="previous_rank", title="Rank before", kind=ColumnKind.COUNT, detail=True),
        Column(name="new_entry", title="New entry", kind=ColumnKind.FLAG, detail=True),
        Column(name="first_day", title="First heard", kind=ColumnKind.DATE, detail=True),
        Column(name="last_day", title="Last heard", kind=ColumnKind.DATE, detail=True),
    )


def _row(
    entity: RankedEntity,
    clock: LocalClock,
    rank: int,
    one: EntityTotals,
    ranks: Mapping[int, int] | None,
    whole_ms: int,
) -> Row:
    """Return a line of the list; ``ranks`` are those of the previous window, if it is compared."""
    previous_rank = None if ranks is None else ranks.get(one.entity_id)
    return (
        rank,
        *entity.names_of(one),
        one.heard_ms,
        one.plays,
        share(one.heard_ms, whole_ms),
        None if ranks is None else _rank_change(rank, previous_rank),
        previous_rank,
        None if ranks is None else previous_rank is None,
        local_day(one.first_ms, clock),
        local_day(one.last_ms, clock),
    )


def _rank_change(rank: int, previous_rank: int | None) -> int | RankChange:
    return RankChange.NEW_ENTRY if previous_rank is None else previous_rank - rank


def _name_coverage(totals: WindowTotals, entity: RankedEntity) -> Coverage | None:
    """Return for how much of the listening time the entity is known; ``None`` if for all."""
    known = totals.share_with(entity.required)
    if known in (None, 1):
        return None
    return Coverage(what=entity.plural, share=known)
