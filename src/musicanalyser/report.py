"""An answer before it has a look: columns with a kind, rows of plain values, and what they rest on.

Every renderer reads a `Report` and nothing else, so a statistic never knows how it will be shown.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, StrEnum


class RankChange(Enum):
    """What a `ColumnKind.RANK_CHANGE` holds where there is no number of places."""

    NEW_ENTRY = "new"
    """The row had no rank in the previous period. Formats for programs write it as null."""


Value = str | int | float | bool | date | datetime | RankChange | None
"""One cell. ``None`` means *unknown* and nothing else; it is shown as unknown, never as 0."""

Row = tuple[Value, ...]


class ColumnKind(StrEnum):
    """What the values of a column mean, and so how they read."""

    TEXT = "text"
    COUNT = "count"
    NUMBER = "number"
    DURATION = "duration"
    """Milliseconds; the column's name ends in ``_ms``."""
    SHARE = "share"
    """A fraction from 0 to 1."""
    DATE = "date"
    """A local `datetime.date`."""
    MOMENT = "moment"
    """An aware `datetime.datetime` in the zone of the report."""
    FLAG = "flag"
    """A `bool`."""
    RANK_CHANGE = "rank_change"
    """Places gained since the previous period: positive is up. Or `RankChange.NEW_ENTRY`."""
    SHARE_CHANGE = "share_change"
    """The difference of two shares: 0.05 is up by 5 percentage points."""


class Layout(StrEnum):
    """The shape in which a report is best read by a person."""

    TABLE = "table"
    """One line a row."""
    FIGURES = "figures"
    """Key figures: the first column names a period, the first row is now and the second before."""
    GRID = "grid"
    """A matrix: the first column is its row, the second its column, the third its value."""
    TIMELINE = "timeline"
    """Rows in the order of time; the first column is the moment of each."""
    CARD = "card"
    """A portrait: the first column names the part of it that a row is, the second is its text, the
    third the ids of the facts behind it. A part named ``facts`` tells of each, its id first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: ``name`` is its snake_case key for programs, ``title`` its head for people."""

    name: str
    title: str
    kind: ColumnKind = ColumnKind.TEXT
    bar: bool = False
    """Whether a bar that compares the rows helps to read it."""
    detail: bool = False
    """Left out of what people look at; kept in what programs read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The half-open window of an answer; ``since`` is ``None`` when it starts with the history."""

    label: str
    since: datetime | None
    until: datetime
    timezone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of what was asked the answer rests on: ``share`` from 0 to 1 of ``of``."""

    of: str
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An answer: what was asked, what counts, the rows, and the answers it is made of."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    layout: Layout = Layout.TABLE
    span: Span | None = None
    definition: str = ""
    coverage: Coverage | None = None
    notes: tuple[str, ...] = ()
    empty: str = "Nothing here."
    """What to say in place of no rows."""
    parts: tuple["Report", ...] = field(default=())
    """Further answers shown below this one; formats made of one flat table leave them out."""
