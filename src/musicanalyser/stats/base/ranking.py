"""Lists of what was heard most: tracks, artists and albums are ranked alike."""

import sqlite3
from collections.abc import Iterable, Sequence

from musicanalyser.report import Column, ColumnKind, Coverage, RankChange, Report, Row
from musicanalyser.stats.base.conditions import coverage, definition
from musicanalyser.stats.base.heard import Heard, RankedEntity, WindowTotals, tallies
from musicanalyser.stats.base.question import Question, RankBy
from musicanalyser.stats.base.window import local_day, nothing, share, span


def ranked(groups: Iterable[Heard], subject: RankedEntity, by: RankBy) -> list[Heard]:
    """Return what has a counted play, the most heard first; ties by the other figure, by name."""
    counted = [group for group in groups if group.plays]
    if by is RankBy.PLAYS:
        return sorted(counted, key=lambda one: (-one.plays, -one.heard_ms, subject.name_order(one)))
    return sorted(counted, key=lambda one: (-one.heard_ms, -one.plays, subject.name_order(one)))


def ranking(by: RankBy) -> str:
    """Say by what a list is ranked."""
    return "Ranked by counted plays." if by is RankBy.PLAYS else "Ranked by time heard."


def top(conn: sqlite3.Connection, question: Question, subject: RankedEntity) -> Report:
    """Rank what was heard in the window, beside its ranks in the window before."""
    return top_of(
        question,
        subject,
        tallies(conn, question),
        covered=coverage(conn, question),
        empty=nothing(conn, question.window),
    )


def top_of(
    question: Question,
    subject: RankedEntity,
    heard: Sequence[WindowTotals],
    *,
    covered: Coverage | None,
    empty: str,
) -> Report:
    """Rank what has been tallied already: the window first, then the one before if there is one."""
    now, *earlier = heard
    ranks = {
        subject.key_of(group): rank
        for before in earlier
        for rank, group in _enumerated(question, subject, before)
    }
    whole_ms = now.total("heard_ms")
    return Report(
        name=f"top-{subject.plural}",
        title=f"Top {subject.plural}",
        columns=_columns(subject, compared=bool(ranks)),
        rows=tuple(
            _row(subject, rank, group, ranks, whole_ms)
            for rank, group in _enumerated(question, subject, now)[: question.limit]
        ),
        span=span(question.window),
        definition=definition(question, ranking(question.rank_by)),
        coverage=covered or _named(now, subject),
        empty=empty,
    )


def _enumerated(
    question: Question, subject: RankedEntity, heard: WindowTotals
) -> list[tuple[int, Heard]]:
    return list(enumerate(ranked(heard.gathered(subject), subject, question.rank_by), 1))


def _columns(subject: RankedEntity, *, compared: bool) -> tuple[Column, ...]:
    return (
        Column(name="rank", title="#", kind=ColumnKind.COUNT),
        *subject.columns,
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
    subject: RankedEntity, rank: int, group: Heard, ranks: dict[str | None, int], whole_ms: int
) -> Row:
    before = ranks.get(subject.key_of(group))
    return (
        rank,
        *subject.names_of(group),
        group.heard_ms,
        group.plays,
        share(group.heard_ms, whole_ms),
        _change(rank, before) if ranks else None,
        before,
        before is None if ranks else None,
        local_day(group.first_day),
        local_day(group.last_day),
    )


def _change(rank: int, before: int | None) -> int | RankChange:
    return RankChange.NEW_ENTRY if before is None else before - rank


def _named(heard: WindowTotals, subject: RankedEntity) -> Coverage | None:
    """Tell how much of the music names what is listed; ``None`` if all of it does."""
    name = subject.columns[0].name
    whole_ms = heard.total("heard_ms")
    named_ms = sum(one.heard_ms for one in heard.ids if getattr(one, name) is not None)
    if named_ms == whole_ms:
        return None
    return Coverage(of=f"the music time, that with a known {name}", share=named_ms / whole_ms)
