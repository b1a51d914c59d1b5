"""Any reports give facts in order, and no error."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from math import isfinite

from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.report import Column, ColumnKind, Coverage, RankChange, Report, Row, Span, Value
from musicanalyser.roast.fact_ranking import find_facts
from musicanalyser.roast.kinds import KINDS
from musicanalyser.stats import STATS
from tests.stats.history import History, asked

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORDS = {
    "kind": st.sampled_from(["music", "podcast", "unknown", "private (included above)"]),
    "weekday": st.sampled_from(WEEKDAYS),
    "hour": st.integers(0, 23).map("{:02}".format) | st.just("soon"),
}
MOMENTS = st.integers(0, 365 * 24).map(
    lambda hours: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
)
DAYS = st.dates(date(2023, 1, 1), date(2025, 1, 1))
VALUES: Mapping[ColumnKind, st.SearchStrategy[Value]] = {
    ColumnKind.TEXT: st.sampled_from(["Aria", "Ada", "", "{of}", "7:00", "\u202e"]),
    ColumnKind.COUNT: st.integers(0, 50) | st.integers(0, 10**12),
    ColumnKind.NUMBER: st.floats(0, 1e6) | st.just(float("nan")),
    ColumnKind.DURATION: st.integers(0, 10**10),
    ColumnKind.LENGTH: st.integers(0, 10**10),
    ColumnKind.SHARE: st.floats(0, 1) | st.sampled_from([0.0, 1.0, 2.0]),
    ColumnKind.SCORE: st.floats(0, 100) | st.just(float("nan")),
    ColumnKind.DATE: DAYS,
    ColumnKind.MOMENT: MOMENTS,
    ColumnKind.FLAG: st.booleans(),
    ColumnKind.RANK_CHANGE: st.integers(-50, 50) | st.sampled_from(RankChange),
    ColumnKind.SHARE_CHANGE: st.floats(-1, 1),
}


@cache
def shapes() -> Mapping[str, Report]:
    """Return a report of every statistic, for the shape it has."""
    with closing(History()) as history:
        history.play("2025-03-12 08:00")
        question = replace(asked("2025-03-10", "2025-03-17"), hourly=True)
        return {name: one.answer(history.conn, question) for name, one in STATS.items()}


def _cells(column: Column) -> st.SearchStrategy[Value]:
    return st.none() | WORDS.get(column.name, VALUES[column.kind])


def _rows(shape: Report) -> st.SearchStrategy[tuple[Row, ...]]:
    return st.lists(st.tuples(*map(_cells, shape.columns)), max_size=3).map(tuple)


@st.composite
def _reports(draw: st.DrawFn, shape: Report) -> Report:
    since = draw(st.none() | MOMENTS)
    until = datetime(2024, 1, 1, tzinfo=UTC) if since is None else since
    span = Span(
        label="a window",
        since=since,
        until=until + draw(st.timedeltas(timedelta(hours=1), timedelta(days=800))),
        timezone="UTC",
    )
    coverage = st.none() | st.builds(
        Coverage, of=st.just("plays"), share=st.none() | st.floats(0, 1)
    )
    return replace(
        shape,
        rows=draw(_rows(shape)),
        span=draw(st.sampled_from([span, None])),
        coverage=draw(coverage),
        parts=tuple(replace(part, rows=draw(_rows(part))) for part in shape.parts),
    )


@st.composite
def answers(draw: st.DrawFn) -> Mapping[str, Report]:
    names = draw(st.sets(st.sampled_from(sorted(shapes())), max_size=4))
    return {name: draw(_reports(shapes()[name])) for name in sorted({"totals", *names})}


@settings(max_examples=100, deadline=None)
@given(answers(), answers(), st.integers(0, 40))
def test_any_reports_make_facts_in_order(
    now: Mapping[str, Report], past: Mapping[str, Report], most: int
) -> None:
    facts = find_facts(now, past, limit=most)
    assert len(facts) <= most
    assert [fact.id for fact in facts] == [f"F{rank}" for rank in range(1, len(facts) + 1)]
    assert len({fact.kind for fact in facts}) == len(facts)
    for fact in facts:
        assert isfinite(fact.surprise)
        assert fact.surprise >= 0
        assert fact.statistic in now
        assert all(isfinite(figure.value) for figure in fact.figures)
    order = [(-fact.surprise, list(KINDS).index(fact.kind)) for fact in facts]
    assert order == sorted(order)
