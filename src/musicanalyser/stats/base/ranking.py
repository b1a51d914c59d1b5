"""Ranked lists of tracks, artists and albums, with their ranks in the previous window."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from musicanalyser.report import Column, ColumnKind, Coverage, RankChange, Report, Row
from musicanalyser.stats.base.conditions import TIME_TEXT, definition_text, rule_coverage
from musicanalyser.stats.base.question import Question, RankBy
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import empty_text, parse_day, report_span
from musicanalyser.stats.base.window_totals import (
    ARTISTS,
    EntityTotals,
    RankedEntity,
    WindowTotals,
    sum_windows,
)

Ranks = Mapping[str | None, int]
"""The rank of each entity, by its key."""


def rank_groups(
    groups: Iterable[EntityTotals], entity: RankedEntity, by: RankBy
) -> list[EntityTotals]:
    """Return the entities with a counted play, by rank.

    They are sorted by time or by plays, then by the other of the two, then by name.
    """
    counted = [group for group in groups if group.plays]
    if by is RankBy.PLAYS:
        return sorted(counted, key=lambda one: (-one.plays, -one.heard_ms, entity.name_order(one)))
    return sorted(counted, key=lambda one: (-one.heard_ms, -one.plays, entity.name_order(one)))


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
    previous_ranks = {
        entity.key_of(group): rank
        for totals in previous
        for rank, group in _enumerate_groups(question, entity, totals)
    }
    whole_ms = now.sum_of("heard_ms")
    return Report(
        name=f"top-{entity.plural}",
        title=f"Top {entity.plural}",
        columns=_columns(entity, compared=bool(previous_ranks)),
        rows=tuple(
            _row(entity, rank, group, previous_ranks, whole_ms)
            for rank, group in _enumerate_groups(question, entity, now)[: question.limit]
        ),
        span=report_span(question.window),
        definition=definition_text(question, ranking_text(question.rank_by)),
        coverage=covered or _key_coverage(now, entity),
        notes=now.compilation_notes if entity is ARTISTS else (),
        empty=f"None of these plays counts, or their {entity.plural} are unknown."
        if now.by_id
        else empty,
    )


def _enumerate_groups(
    question: Question, entity: RankedEntity, totals: WindowTotals
) -> list[tuple[int, EntityTotals]]:
    return list(enumerate(rank_groups(totals.group_by(entity), entity, question.rank_by), 1))


def _columns(entity: RankedEntity, *, compared: bool) -> tuple[Column, ...]:
    return (
        Column(name="rank", title="#", kind=ColumnKind.COUNT),
        *entity.columns,
        Column(name="heard_ms", title="Time heard", kind=ColumnKind.DURATION, bar=True),
        Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
        Column(name="share", title="Share", kind=ColumnKind.SHARE),
        Column(name="change", title="Change", kind=ColumnKind.RANK_CHANGE, detail=not compared),
        Column(name="previous_rank", title="Rank before", kind=ColumnKind.COUNT, detail=True),
        Column(name="new_entry", title="New entry", kind=ColumnKind.FLAG, detail=True),
        Column(name="first_day", title="First heard", kind=ColumnKind.DATE, detail=True),
        Column(name="last_day", title="Last heard", kind=ColumnKind.DATE, detail=True),
    )


def _row(
    entity: RankedEntity, rank: int, group: EntityTotals, previous_ranks: Ranks, whole_ms: int
) -> Row:
    previous_rank = previous_ranks.get(entity.key_of(group))
    return (
        rank,
        *entity.names_of(group),
        group.heard_ms,
        group.plays,
        share(group.heard_ms, whole_ms),
        _rank_change(rank, previous_rank) if previous_ranks else None,
        previous_rank,
        previous_rank is None if previous_ranks else None,
        parse_day(group.first_day),
        parse_day(group.last_day),
    )


def _rank_change(rank: int, previous_rank: int | None) -> int | RankChange:
    return RankChange.NEW_ENTRY if previous_rank is None else previous_rank - rank


def _key_coverage(totals: WindowTotals, entity: RankedEntity) -> Coverage | None:
    """Return for how much of the listening time the entity is known; ``None`` if for all."""
    name = entity.columns[0].name
    whole_ms = totals.sum_of("heard_ms")
    known_ms = sum(
        one.heard_ms
        for one in totals.by_id
        if getattr(one, name) is not None and entity.key_of(one) is not None
    )
    if known_ms == whole_ms:
        return None
    return Coverage(of=f"the music time, that with a known {name}", share=known_ms / whole_ms)
