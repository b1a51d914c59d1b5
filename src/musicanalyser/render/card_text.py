"""The text of a card: a portrait whose lines cite numbered facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from musicanalyser.render.wording import format_value
from musicanalyser.report import ColumnKind, Report, Row

FACTS = "facts"
"""The part of the report with a row for each fact: id, sentence, statistic, known share."""
_NEARLY_ALL = 0.995
"""A citation does not mention a known share from here on: it would be shown as 100 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLine:
    """A line of a card, and the marks of the facts it cites, such as ``[1]``."""

    text: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A cited fact: ``source`` is its statistic."""

    mark: str
    fact: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The parts of a portrait; a part that the report does not have is empty."""

    name: str
    tagline: str
    lines: tuple[CardLine, ...]
    stamp: str
    """The verdict."""
    redeeming: str
    citations: tuple[Citation, ...]


def make_card(report: Report) -> Card:
    """Return the card of a report with the layout ``CARD``; facts are numbered as cited."""
    cited = _cited_ids(report.rows)
    marks = {fact_id: f"[{number}]" for number, fact_id in enumerate(cited, 1)}
    return Card(
        name=format_value(report.title, ColumnKind.TEXT),
        tagline=_joined_text(report.rows, "tagline"),
        lines=tuple(
            CardLine(text=_text_of(row), marks=tuple(marks[one] for one in _ids(row)))
            for row in _rows_of(report.rows, "line")
        ),
        stamp=_joined_text(report.rows, "stamp"),
        redeeming=_joined_text(report.rows, "redeeming"),
        citations=tuple(_citation(report, fact_id, mark) for fact_id, mark in marks.items()),
    )


def _cited_ids(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the ids of the facts that lines cite, in order and without repeats."""
    return tuple(dict.fromkeys(one for row in _rows_of(rows, "line") for one in _ids(row)))


def _citation(report: Report, fact_id: str, mark: str) -> Citation:
    facts = (row for row in _facts(report) if row[0] == fact_id)
    _, fact, statistic, share = next(facts, (fact_id, fact_id, None, None))
    sources = [f"stats {format_value(statistic, ColumnKind.TEXT)}"] if statistic else []
    if isinstance(share, float) and share < _NEARLY_ALL:
        sources.append(f"known for {format_value(share, ColumnKind.SHARE)}")
    return Citation(
        mark=mark,
        fact=format_value(fact, ColumnKind.TEXT),
        source=", ".join(sources),
    )


def _facts(report: Report) -> Iterable[Row]:
    return next((part.rows for part in report.parts if part.name == FACTS), ())


def _rows_of(rows: Iterable[Row], kind: str) -> list[Row]:
    return [row for row in rows if row[0] == kind]


def _joined_text(rows: Iterable[Row], kind: str) -> str:
    return " ".join(map(_text_of, _rows_of(rows, kind)))


def _text_of(row: Row) -> str:
    return format_value(row[1], ColumnKind.TEXT)


def _ids(row: Row) -> list[str]:
    return format_value(row[2], ColumnKind.TEXT).split() if row[2] else []
