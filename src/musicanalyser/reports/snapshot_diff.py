"""How a listener moved from one snapshot to another: the persona, and the facts behind it."""

from collections.abc import Iterator

from musicanalyser.flows.roasting.serialize import facts_of, persona_of
from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.roast.facts.sentences import written
from musicanalyser.roast.persona import Fact, Figure
from musicanalyser.store.snapshots import Snapshot

_SIDES = (Column(name="before", title="Before"), Column(name="after", title="After"))


def difference(before: Snapshot, after: Snapshot) -> Report:
    """Return what differs between two snapshots; facts are compared by their kind."""
    earlier, later = _by_kind(before), _by_kind(after)
    rows = tuple(_moves(earlier, later))
    same = len((earlier.keys() & later.keys()) - {row[0] for row in rows})
    return Report(
        name="snapshots-diff",
        title=f"From snapshot {before.id} to {after.id}",
        columns=(Column(name="part", title="Part"), *_SIDES),
        rows=tuple(_portraits(before, after)),
        definition="Facts are compared by their kind; what reads the same is left out.",
        notes=(f"{same} kinds of facts are as they were.",) if same else (),
        parts=(
            Report(
                name="facts-diff",
                title="Facts",
                columns=(
                    Column(name="kind", title="Fact"),
                    Column(name="change", title="Change"),
                    Column(name="figure", title="Figure"),
                    *_SIDES,
                    Column(
                        name="before_value", title="Before", kind=ColumnKind.NUMBER, detail=True
                    ),
                    Column(name="after_value", title="After", kind=ColumnKind.NUMBER, detail=True),
                ),
                rows=rows,
                empty="All facts are as they were.",
            ),
        ),
    )


def _portraits(before: Snapshot, after: Snapshot) -> Iterator[Row]:
    """Put the personas side by side, and what they were asked for where that differs."""
    one, other = persona_of(before.persona), persona_of(after.persona)
    yield "name", one.name, other.name
    yield "tagline", one.tagline, other.tagline
    yield "traits", ", ".join(one.traits), ", ".join(other.traits)
    yield "window", before.label, after.label
    for part in ("tone", "language", "provider", "model"):
        if getattr(before, part) != getattr(after, part):
            yield part, getattr(before, part), getattr(after, part)


def _by_kind(snapshot: Snapshot) -> dict[str, Fact]:
    """Return facts by their kind, of which no two are the same."""
    return {fact.kind: fact for fact in facts_of(snapshot.facts)}


def _moves(earlier: dict[str, Fact], later: dict[str, Fact]) -> Iterator[Row]:
    """Tell of facts that came, went or changed, in the order of their rank, the later first."""
    for kind in dict.fromkeys((*later, *earlier)):
        one, other = earlier.get(kind), later.get(kind)
        change = "came" if one is None else "went" if other is None else "moved"
        yield from _named(kind, change, one, other)
        yield from _figures(kind, change, one, other)


def _named(kind: str, change: str, one: Fact | None, other: Fact | None) -> Iterator[Row]:
    names = [None if fact is None else ", ".join(fact.names) for fact in (one, other)]
    if names[0] != names[1] and any(names):
        yield kind, change, "names", *names, None, None


def _figures(kind: str, change: str, one: Fact | None, other: Fact | None) -> Iterator[Row]:
    sides = [
        {figure.name: figure for figure in fact.figures} if fact else {} for fact in (one, other)
    ]
    for name in dict.fromkeys((*sides[1], *sides[0])):
        pair = [side.get(name) for side in sides]
        words = [_words(figure) for figure in pair]
        if words[0] != words[1]:
            yield kind, change, name, *words, *map(_value, pair)


def _words(figure: Figure | None) -> str | None:
    return None if figure is None else written(figure)


def _value(figure: Figure | None) -> float | None:
    return None if figure is None else figure.value
