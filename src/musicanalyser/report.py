"""An answer as plain data: columns with a kind, rows of values, window, definition and coverage.

Renderers read a `Report` and nothing else, and a statistic does not know how it will be shown.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import overload


class RankChange(Enum):
    """What a `ColumnKind.RANK_CHANGE` holds where there is no number of places."""

    NEW_ENTRY = "new"
    """The row had no rank in the previous period. Formats for programs write it as null."""


Value = str | int | float | bool | date | datetime | RankChange | None
"""One cell. ``None`` means *unknown* and nothing else; it is shown as unknown, never as 0."""

Row = tuple[Value, ...]

PRIVATE_EXCLUDED = "private (excluded)"
"""The label of a row that sums plays which no other row includes, as they are private."""


class ColumnKind(StrEnum):
    """What the values of a column mean, which decides how they are shown."""

    TEXT = "text"
    COUNT = "count"
    NUMBER = "number"
    DURATION = "duration"
    """Milliseconds; the column's name ends in ``_ms``."""
    LENGTH = "length"
    """Milliseconds of one play or track: people read it to the second."""
    RAW = "raw"
    """A number as a database holds it, with all its digits."""
    SHARE = "share"
    """A fraction from 0 to 1."""
    SCORE = "score"
    """A number from 0 to 100; its changes are in points."""
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
    """How a report is arranged for people."""

    TABLE = "table"
    """One line for each row."""
    FIGURES = "figures"
    """Key figures: a row for the window and one for the previous window."""
    OVERVIEW = "overview"
    """The same, with a card for each column that leads, and its parts as blocks of one screen."""
    ENTITY = "entity"
    """Key figures of one track, artist or album, with its parts as blocks of one screen."""
    GRID = "grid"
    """A matrix: the columns are the label of its row, the label of its column, and the value."""
    TIMELINE = "timeline"
    """Rows sorted by the moment in the first column."""
    CALENDAR = "calendar"
    """Rows are days, the first column is their date; the column with a bar is drawn."""
    COLUMNS = "columns"
    """Rows are spans of time in order, as upright columns: the column with a bar is drawn, that
    named ``previous_`` and its name is marked, and the other numbers that people see are below."""
    RACE = "race"
    """Rows are ranks over time: the name of a span, who, its rank and its total at the end of the
    span. Each span has a row for each of them, in order of their ranks at the end."""
    PROFILE = "profile"
    """A line for each trait: its name, its mean from 0 to 1, and its spread on the same scale."""
    STORY = "story"
    """Parts that are told one after another, each on a card of its own."""
    CARD = "card"
    """A portrait: the columns are the kind of a row, its text, and the ids of the facts it cites.
    The part named ``facts`` has a row for each of these, its id first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: ``name`` is the snake_case key for programs, ``title`` the heading for people."""

    name: str
    title: str
    kind: ColumnKind = ColumnKind.TEXT
    bar: bool = False
    """Whether people see a bar beside each value."""
    lead: bool = False
    """Whether the column is one of the few that an overview shows large."""
    detail: bool = False
    """Whether the column is only in formats for programs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The half-open window of an answer; ``since`` is ``None`` if it begins with the history."""

    label: str
    since: datetime | None
    until: datetime
    timezone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What an answer rests on: ``what`` is known for a ``share``, from 0 to 1, of ``of``.

    The share is ``None`` if it is unknown itself.
    """

    what: str
    of: str = "listening time"
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the history knows: its first and last known local day, and the known days of a window.

    ``days`` of the ``of`` local days of the window up to today are known.
    """

    since: date | None
    until: date | None
    days: int
    of: int


class StreamedRows(Sequence[Row]):
    """Rows that are read each time they are asked for, so that no more than one is held at once."""

    def __init__(self, length: int, read: Callable[[], Iterator[Row]]) -> None:
        self._length = length
        self._read = read

    def __iter__(self) -> Iterator[Row]:
        return self._read()

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        return tuple(self)[place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An answer: its rows, what they mean, and the answers it contains as parts."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    layout: Layout = Layout.TABLE
    span: Span | None = None
    previous: Span | None = None
    """The window with which this one is compared; ``None`` if there is none."""
    summary: str = ""
    """The answer in one sentence or two, to stand above its rows."""
    counting: tuple[str, ...] = ()
    """In a few words each: which plays count, and which are excluded."""
    caveats: tuple[str, ...] = ()
    """In a few words each: what makes figures other than they look, as plays that they lack."""
    definition: str = ""
    coverage: Coverage | None = None
    known: Known | None = None
    """From when to when the history knows what was heard; ``None`` if that is not asked for."""
    is_comparable: bool = True
    """Whether the window and the previous window are both known, so that changes mean something."""
    is_of_other_time: bool = False
    """Whether rows are of other time than the window: they stay if nothing is known of that."""
    notes: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    """Who the facts are from, where a license or good manners ask to say so."""
    empty: str = "Nothing here."
    """The sentence shown instead of a table if there are no rows."""
    parts: tuple["Report", ...] = field(default=())
    """Further answers, shown below this one; formats with a single table leave them out."""

    @property
    def has_periods(self) -> bool:
        """Whether the rows are the window and the previous one, instead of a list."""
        return self.layout in {Layout.FIGURES, Layout.OVERVIEW, Layout.ENTITY}
