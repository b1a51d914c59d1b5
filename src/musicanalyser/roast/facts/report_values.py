"""Reports read by the names of their columns.

A missing value raises `UnknownError`, and then there is no such fact.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isfinite

from musicanalyser.report import Report, Span, Value
from musicanalyser.roast.facts.claims import MusicName
from musicanalyser.roast.sanitize import UNNAMED, sanitize_name

_LATE_SHARE = 0.05
"""A window counts as covered if the history begins within this share of its length."""


class UnknownError(Exception):
    """A figure, a name or a report is missing."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A row, by the names of its columns."""

    cells: Mapping[str, Value]

    def number(self, column: str) -> float:
        """Return a finite number that is not negative."""
        value = self.cells.get(column)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise UnknownError(column)
        if not isfinite(value) or value < 0:
            raise UnknownError(column)
        return value

    def count(self, column: str) -> int:
        """Return a whole number that is not negative."""
        value = self.number(column)
        if not isinstance(value, int):
            raise UnknownError(column)
        return value

    def share(self, column: str) -> float:
        """Return a number from 0 to 1."""
        value = self.number(column)
        if value > 1:
            raise UnknownError(column)
        return value

    def text(self, column: str) -> str:
        """Return a text as the report holds it."""
        value = self.cells.get(column)
        if not isinstance(value, str):
            raise UnknownError(column)
        return value

    def day(self, column: str) -> date:
        """Return a local day."""
        value = self.cells.get(column)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise UnknownError(column)
        return value

    def key(self, title: str | None) -> tuple[Value, ...]:
        """Return what identifies an artist, or the title in a column together with its artist."""
        artist = self.cells.get("artist")
        return (artist,) if title is None else (artist, self.cells.get(title))

    def music_name(self, title: str | None = None) -> MusicName:
        """Return the sanitized artist, with the sanitized title if its column is given."""
        return MusicName(
            title=None if title is None else self._name(title), artist=self._name("artist")
        )

    def _name(self, column: str) -> str:
        name = sanitize_name(self.text(column))
        if name == UNNAMED:
            raise UnknownError(column)
        return name


@dataclass(frozen=True, slots=True)
class ReportReader:
    """A report whose rows are read by name."""

    report: Report

    @property
    def rows(self) -> Sequence[ReportRow]:
        """All rows."""
        names = [column.name for column in self.report.columns]
        return [ReportRow(dict(zip(names, row, strict=False))) for row in self.report.rows]

    @property
    def first(self) -> ReportRow:
        """The first row: the key figures of the window, or the first entry of a list."""
        return self._row(0)

    @property
    def previous(self) -> ReportRow:
        """The second row of key figures: those of the previous window."""
        return self._row(1)

    def part(self, name: str) -> "ReportReader":
        """Return a part of the report."""
        for part in self.report.parts:
            if part.name == name:
                return ReportReader(part)
        raise UnknownError(name)

    def _row(self, index: int) -> ReportRow:
        if index >= len(self.report.rows):
            raise UnknownError(self.report.name)
        return self.rows[index]


class Reports:
    """The reports of the window, and those of the listener's own past, by statistic."""

    def __init__(self, current: Mapping[str, Report], past: Mapping[str, Report]) -> None:
        self._current = current
        self._past = past

    def current(self, statistic: str) -> ReportReader:
        """Return the report of the window."""
        return _find_reader(self._current, statistic)

    def previous(self, statistic: str) -> ReportRow:
        """Return the key figures of the previous window, if the history covers all of it."""
        self.require_history(windows=1)
        return self.current(statistic).previous

    def past(self, statistic: str) -> ReportReader:
        """Return the report of the listener's past, if that is another window."""
        past = _find_reader(self._past, statistic)
        if _require_span(past).since == _require_span(self.current(statistic)).since:
            raise UnknownError(statistic)
        return past

    def describe_past(self, statistic: str) -> str:
        """Return the end of a sentence that says when the listener's past was."""
        current, past = _require_span(self.current(statistic)), _require_span(self.past(statistic))
        if past.since is None:
            return "over all time"
        return "before" if current.since and past.until <= current.since else "in the long run"

    @property
    def window(self) -> Span:
        """The window of the current reports."""
        return _require_span(self.current("totals"))

    def require_history(self, *, windows: int = 0, days: int = 0) -> None:
        """Raise `UnknownError` unless the history covers the window and a time before it.

        That time is ``windows`` previous windows and ``days`` more. A window without a start covers
        itself, and there is nothing before it.
        """
        since, until = self.window.since, self.window.until
        if since is None:
            if windows or days:
                raise UnknownError("previous window")
            return
        back = windows * (until - since) + timedelta(days=days)
        late = _LATE_SHARE * (until - since + back)
        try:
            latest_first_day = (since - back + late).date()
        except OverflowError:
            raise UnknownError("previous window") from None
        if not any(day <= latest_first_day for day in self._first_days()):
            raise UnknownError("previous window")

    def _first_days(self) -> Iterator[date]:
        """Yield the first day with music of the window, and that of the past."""
        for reports in (self._current, self._past):
            for row in ReportReader(reports["totals"]).rows if "totals" in reports else ():
                if row.cells.get("kind") == "music":
                    yield row.day("first_day")


def _find_reader(reports: Mapping[str, Report], statistic: str) -> ReportReader:
    if statistic not in reports:
        raise UnknownError(statistic)
    return ReportReader(reports[statistic])


def _require_span(reader: ReportReader) -> Span:
    if reader.report.span is None:
        raise UnknownError(reader.report.name)
    return reader.report.span
