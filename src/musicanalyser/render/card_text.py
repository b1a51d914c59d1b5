"""What a card says, in words and without a look: a portrait, and the facts behind each jab."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from musicanalyser.render.wording import format_value
from musicanalyser.report import ColumnKind, Report, Row

FACTS = "facts"
"""The name of the part that holds them: id, sentence, statistic, and the share each rests on."""
_NEARLY_ALL = 0.995


@dataclass(frozen=True, slots=True, kw_only=True)
class Jab:
    """A line of a card, and the marks of the facts that prove it, such as ``[1]``."""

    text: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A fact that is cited: ``source`` tells where it is from, ``why`` what it is here for."""

    mark: str
    fact: str
    source: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The parts of a portrait; what there is none of is empty."""

    name: str
    tagline: str
    summary: str
    lines: tuple[Jab, ...]
    traits: tuple[str, ...]
    redeeming: str
    proofs: tuple[Proof, ...]


def card(report: Report) -> Card:
    """Return what a report says whose layout is a card; facts are numbered as they are cited."""
    cited = _cited(report.rows)
    numbers = {fact_id: f"[{number}]" for number, fact_id in enumerate(cited, 1)}
    return Card(
        name=format_value(report.title, ColumnKind.TEXT),
        tagline=_text(report.rows, "tagline"),
        summary=_text(report.rows, "summary"),
        lines=tuple(
            Jab(text=_words(row), marks=tuple(numbers[one] for one in _ids(row)))
            for row in _named(report.rows, "line")
        ),
        traits=tuple(map(_words, _named(report.rows, "trait"))),
        redeeming=_text(report.rows, "redeeming"),
        proofs=tuple(_proof(report, fact_id, mark) for fact_id, mark in numbers.items()),
    )


def _cited(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the ids of the facts that lines and evidence rest on, in the order of their naming."""
    found = [*_named(rows, "line"), *_named(rows, "evidence")]
    return tuple(dict.fromkeys(one for row in found for one in _ids(row)))


def _proof(report: Report, fact_id: str, mark: str) -> Proof:
    told = (row for row in _facts(report) if row[0] == fact_id)
    _, fact, statistic, share = next(told, (fact_id, fact_id, None, None))
    named = (_words(row) for row in _named(report.rows, "evidence") if fact_id in _ids(row))
    why = [words for words in named if words != fact]  # said once is enough
    sources = [f"stats {format_value(statistic, ColumnKind.TEXT)}"] if statistic else []
    if isinstance(share, float) and share < _NEARLY_ALL:
        sources.append(f"rests on {format_value(share, ColumnKind.SHARE)}")
    return Proof(
        mark=mark,
        fact=format_value(fact, ColumnKind.TEXT),
        source=", ".join(sources),
        why=" ".join(why),
    )


def _facts(report: Report) -> Iterable[Row]:
    return next((part.rows for part in report.parts if part.name == FACTS), ())


def _named(rows: Iterable[Row], name: str) -> list[Row]:
    return [row for row in rows if row[0] == name]


def _text(rows: Iterable[Row], name: str) -> str:
    return " ".join(map(_words, _named(rows, name)))


def _words(row: Row) -> str:
    return format_value(row[1], ColumnKind.TEXT)


def _ids(row: Row) -> list[str]:
    return format_value(row[2], ColumnKind.TEXT).split() if row[2] else []
