"""Snapshots as a timeline: who the listener was, month by month."""

from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.reports.fact_headline import describe_fact
from musicanalyser.roast.persona_json import facts_from_json, persona_from_json
from musicanalyser.store.snapshots import Snapshot
from musicanalyser.timespan import from_ms

_COLUMNS = (
    Column(name="month", title="Month"),
    Column(name="window", title="Window"),
    Column(name="name", title="Persona"),
    Column(name="is_new", title="Changed", kind=ColumnKind.FLAG),
    Column(name="first", title="First fact"),
    Column(name="second", title="Second"),
    Column(name="third", title="Third"),
    Column(name="stamp", title="Verdict", detail=True),
    Column(name="snapshot", title="#", kind=ColumnKind.COUNT),
)
_FACTS = 3


def build_timeline(snapshots: Sequence[Snapshot]) -> Report:
    """Return a row for each month in which a window of a roast ended: its latest roast.

    ``is_new`` says whether the persona is another one than the month before.
    """
    by_month = {_month_of(one): one for one in sorted(snapshots, key=_order)}
    return Report(
        name="snapshots-timeline",
        title="Who you were",
        columns=_COLUMNS,
        rows=tuple(_rows(by_month.items())),
        definition="The latest roast of each month, by the end of its window.",
        empty="No roast has been written yet. Write one with: musicanalyser roast --in last-month",
    )


def _rows(by_month: Iterable[tuple[str, Snapshot]]) -> Iterator[Row]:
    before = None
    for month, snapshot in by_month:
        persona = persona_from_json(snapshot.persona)
        first = facts_from_json(snapshot.facts)[:_FACTS]
        facts = [f"{fact.kind} {describe_fact(fact)}" for fact in first]
        missing = [None] * (_FACTS - len(facts))
        is_new = before is not None and persona.name != before
        yield (
            month,
            snapshot.label,
            persona.name,
            is_new,
            *facts,
            *missing,
            persona.stamp,
            snapshot.id,
        )
        before = persona.name


def _month_of(snapshot: Snapshot) -> str:
    return f"{from_ms(snapshot.until_ms - 1, ZoneInfo(snapshot.timezone)):%Y-%m}"


def _order(snapshot: Snapshot) -> tuple[int, int]:
    return snapshot.until_ms, snapshot.id
