"""The report that compares two snapshots: their personas, and the facts behind them."""

from collections.abc import Iterator
from dataclasses import dataclass

from musicanalyser.report import Column, Report, Row
from musicanalyser.reports.fact_headline import describe_fact
from musicanalyser.roast.offline.localised_figures import format_figure
from musicanalyser.roast.persona import Fact
from musicanalyser.roast.persona_json import facts_from_json, persona_from_json
from musicanalyser.store.snapshots import Snapshot

_TEXTS = (Column(name="before", title="Before"), Column(name="after", title="After"))
_FACT_COLUMNS = (
    Column(name="kind", title="Fact"),
    Column(name="change", title="Change"),
    *_TEXTS,
    Column(name="before_fact", title="Fact before", detail=True),
    Column(name="after_fact", title="Fact after", detail=True),
)
_REQUEST_PARTS = ("tone", "language", "provider", "model")


def compare_snapshots(before: Snapshot, after: Snapshot, *, limit: int) -> Report:
    """Return what differs between two snapshots, with at most ``limit`` facts.

    Facts are compared by their kind. Those that came, went or changed the most come first.
    """
    changes = sorted(_find_changes(before, after), key=lambda one: -one.weight)
    return Report(
        name="snapshots-diff",
        title=f"From snapshot {before.id} to {after.id}",
        columns=(Column(name="part", title="Part"), *_TEXTS),
        rows=tuple(_persona_rows(before, after)),
        definition="Facts are compared by their kind; those that changed the most come first.",
        parts=(
            Report(
                name="facts-diff",
                title="Facts",
                columns=_FACT_COLUMNS,
                rows=tuple(one.row for one in changes[:limit]),
                empty="All facts are as they were.",
                notes=tuple(_describe_rest(len(changes), limit)),
            ),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """A kind of fact that two snapshots do not tell alike; one of both facts may be missing."""

    old: Fact | None
    new: Fact | None

    @property
    def weight(self) -> float:
        """How much it matters: the surprise of what came or went, or the change of surprise."""
        surprises = [0.0 if fact is None else fact.surprise for fact in (self.old, self.new)]
        is_same = self.old and self.new and self.old.names == self.new.names
        return abs(surprises[1] - surprises[0]) if is_same else max(surprises)

    @property
    def row(self) -> Row:
        """The row of the report."""
        fact = self.new or self.old
        change = "came" if self.old is None else "went" if self.new is None else "moved"
        facts = (self.old, self.new)
        short = (None if one is None else describe_fact(one) for one in facts)
        whole = (None if one is None else one.text for one in facts)
        return fact.kind if fact else "", change, *short, *whole


def _find_changes(before: Snapshot, after: Snapshot) -> Iterator[_Change]:
    """Yield the kinds of facts that do not read the same, in the order of the newer ranks."""
    old_facts, new_facts = (
        {fact.kind: fact for fact in facts_from_json(one.facts)} for one in (before, after)
    )
    for kind in dict.fromkeys((*new_facts, *old_facts)):
        old, new = old_facts.get(kind), new_facts.get(kind)
        if old is None or new is None or _read(old) != _read(new):
            yield _Change(old=old, new=new)


def _read(fact: Fact) -> tuple[object, ...]:
    """Return what a fact says, as precisely as it is written."""
    return fact.names, tuple(map(format_figure, fact.figures))


def _describe_rest(changes: int, limit: int) -> Iterator[str]:
    if changes > limit:
        yield f"{limit} of {changes} changed facts. All: --limit {changes}"


def _persona_rows(before: Snapshot, after: Snapshot) -> Iterator[Row]:
    """Yield who the listener was, and the parts of the requests that differ."""
    old, new = persona_from_json(before.persona), persona_from_json(after.persona)
    yield "name", old.name, new.name
    yield "stamp", old.stamp, new.stamp
    for part in ("label", *_REQUEST_PARTS):
        if getattr(before, part) != getattr(after, part):
            name = "window" if part == "label" else part
            yield name, getattr(before, part), getattr(after, part)
