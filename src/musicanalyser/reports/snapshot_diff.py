"""The report that compares two snapshots: their personas, and the facts behind them."""

from collections.abc import Iterator

from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.roast.offline.localised_figures import format_figure
from musicanalyser.roast.persona import Fact, Figure
from musicanalyser.roast.persona_json import facts_from_json, persona_from_json
from musicanalyser.store.snapshots import Snapshot

_TEXTS = (Column(name="before", title="Before"), Column(name="after", title="After"))
_VALUES = (
    Column(name="before_value", title="Before", kind=ColumnKind.NUMBER, detail=True),
    Column(name="after_value", title="After", kind=ColumnKind.NUMBER, detail=True),
)
_FACT_COLUMNS = (
    Column(name="kind", title="Fact"),
    Column(name="change", title="Change"),
    Column(name="figure", title="Figure"),
    *_TEXTS,
    *_VALUES,
)
_REQUEST_PARTS = ("tone", "language", "provider", "model")


def compare_snapshots(before: Snapshot, after: Snapshot) -> Report:
    """Return what differs between two snapshots; facts are compared by their kind."""
    old_facts, new_facts = _facts_by_kind(before), _facts_by_kind(after)
    rows = tuple(_fact_rows(old_facts, new_facts))
    unchanged = len((old_facts.keys() & new_facts.keys()) - {row[0] for row in rows})
    return Report(
        name="snapshots-diff",
        title=f"From snapshot {before.id} to {after.id}",
        columns=(Column(name="part", title="Part"), *_TEXTS),
        rows=tuple(_persona_rows(before, after)),
        definition="Facts are compared by their kind; what reads the same is left out.",
        notes=(f"{unchanged} kinds of facts are as they were.",) if unchanged else (),
        parts=(
            Report(
                name="facts-diff",
                title="Facts",
                columns=_FACT_COLUMNS,
                rows=rows,
                empty="All facts are as they were.",
            ),
        ),
    )


def _persona_rows(before: Snapshot, after: Snapshot) -> Iterator[Row]:
    """Yield the parts of both personas, and the parts of the requests that differ."""
    old, new = persona_from_json(before.persona), persona_from_json(after.persona)
    yield "name", old.name, new.name
    yield "tagline", old.tagline, new.tagline
    yield "stamp", old.stamp, new.stamp
    yield "window", before.label, after.label
    for part in _REQUEST_PARTS:
        if getattr(before, part) != getattr(after, part):
            yield part, getattr(before, part), getattr(after, part)


def _facts_by_kind(snapshot: Snapshot) -> dict[str, Fact]:
    """Return the facts by their kind, which is different for each."""
    return {fact.kind: fact for fact in facts_from_json(snapshot.facts)}


def _fact_rows(old_facts: dict[str, Fact], new_facts: dict[str, Fact]) -> Iterator[Row]:
    """Yield rows for facts that came, went or changed, in the order of the newer ranks."""
    for kind in dict.fromkeys((*new_facts, *old_facts)):
        old, new = old_facts.get(kind), new_facts.get(kind)
        change = "came" if old is None else "went" if new is None else "moved"
        yield from _name_rows(kind, change, old, new)
        yield from _figure_rows(kind, change, old, new)


def _name_rows(kind: str, change: str, old: Fact | None, new: Fact | None) -> Iterator[Row]:
    names = [None if fact is None else ", ".join(fact.names) for fact in (old, new)]
    if names[0] != names[1] and any(names):
        yield kind, change, "names", *names, None, None


def _figure_rows(kind: str, change: str, old: Fact | None, new: Fact | None) -> Iterator[Row]:
    old_figures, new_figures = _figures_by_name(old), _figures_by_name(new)
    for name in dict.fromkeys((*new_figures, *old_figures)):
        pair = (old_figures.get(name), new_figures.get(name))
        texts = [None if figure is None else format_figure(figure) for figure in pair]
        if texts[0] != texts[1]:
            values = (None if figure is None else figure.value for figure in pair)
            yield kind, change, name, *texts, *values


def _figures_by_name(fact: Fact | None) -> dict[str, Figure]:
    return {} if fact is None else {figure.name: figure for figure in fact.figures}
