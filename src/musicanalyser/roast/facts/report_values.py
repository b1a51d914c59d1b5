"""Reports read by the names of their columns.

A missing value raises `UnknownError`, and then there is no such fact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

from musicanalyser.report import Report, Value
from musicanalyser.roast.facts.claims import MusicName
from musicanalyser.roast.sanitize import UNNAMED, sanitize_name


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
            title=None if title is None else self.plain_name(title),
            artist=self.plain_name("artist"),
        )

    def plain_name(self, column: str) -> str:
        """Return a sanitized name, such as that of a genre."""
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
