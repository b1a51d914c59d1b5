"""Reports read by the names of their columns; what is missing there ends the search for a fact."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isfinite

from musicanalyser.report import Report, Span, Value
from musicanalyser.roast.facts.sentences import Named
from musicanalyser.roast.sanitize import UNNAMED, safe_name

_LATE_SHARE = 0.05
"""By this share of its length a window may begin before the history does and count as held."""


class UnknownError(Exception):
    """A figure, name or report is not known; then there is no such fact."""


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

    def identity(self, title: str | None) -> tuple[Value, ...]:
        """Return what tells an artist, or what a column of titles names, from another."""
        artist = self.cells.get("artist")
        return (artist,) if title is None else (artist, self.cells.get(title))

    def text(self, column: str) -> str:
        """Return a text as it stands in the report."""
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

    def named(self, title: str | None = None) -> Named:
        """Return the artist and, if a column of titles is given, the title, both made safe."""
        return Named(
            title=None if title is None else self._name(title), artist=self._name("artist")
        )

    def _name(self, column: str) -> str:
        name = safe_name(self.text(column))
        if name == UNNAMED:
            raise UnknownError(column)
        return name


@dataclass(frozen=True, slots=True)
class ReportReader:
    """A report whose rows are read by name."""

    report: Report

    @property
    def lines(self) -> Sequence[ReportRow]:
        """All rows."""
        names = [column.name for column in self.report.columns]
        return [ReportRow(dict(zip(names, row, strict=False))) for row in self.report.rows]

    @property
    def first(self) -> ReportRow:
        """The first row: the key figures of the window, or the head of a list."""
        return self._line(0)

    @property
    def before(self) -> ReportRow:
        """The second row of key figures: those of the window before."""
        return self._line(1)

    def part(self, name: str) -> "ReportReader":
        """Return a part."""
        for one in self.report.parts:
            if one.name == name:
                return ReportReader(one)
        raise UnknownError(name)

    def _line(self, place: int) -> ReportRow:
        if place >= len(self.report.rows):
            raise UnknownError(self.report.name)
        return self.lines[place]


class Reports:
    """The reports of the window, and those of the listener's own past."""

    def __init__(self, now: Mapping[str, Report], past: Mapping[str, Report]) -> None:
        self._now = now
        self._past = past

    def now(self, statistic: str) -> ReportReader:
        """Return the answer for the window."""
        return _answer(self._now, statistic)

    def before(self, statistic: str) -> ReportRow:
        """Return the key figures of the window before, if the history holds all of it."""
        self.require_held(windows=1)
        return self.now(statistic).before

    def past(self, statistic: str) -> ReportReader:
        """Return the answer for the listener's past, if that is another window."""
        past = _answer(self._past, statistic)
        if _span(past).since == _span(self.now(statistic)).since:
            raise UnknownError(statistic)
        return past

    def when(self, statistic: str) -> str:
        """Say when the listener's past was, as the end of a sentence."""
        now, past = _span(self.now(statistic)), _span(self.past(statistic))
        if past.since is None:
            return "over all time"
        return "before" if now.since and past.until <= now.since else "in the long run"

    @property
    def window(self) -> Span:
        """The window."""
        return _span(self.now("totals"))

    def require_held(self, *, windows: int = 0, days: int = 0) -> None:
        """Insist that the history holds the window, so many before it, and so many days more.

        All of the history holds itself, and nothing before it.
        """
        since, until = self.window.since, self.window.until
        if since is None:
            if windows or days:
                raise UnknownError("window before")
            return
        back = windows * (until - since) + timedelta(days=days)
        late = _LATE_SHARE * (until - since + back)
        try:
            from_day = (since - back + late).date()
        except OverflowError:
            raise UnknownError("window before") from None
        if not any(day <= from_day for day in self._first_days()):
            raise UnknownError("window before")

    def _first_days(self) -> Iterator[date]:
        """Yield the first day with music of the window, and that of the past."""
        for reports in (self._now, self._past):
            for line in ReportReader(reports["totals"]).lines if "totals" in reports else ():
                if line.cells.get("kind") == "music":
                    yield line.day("first_day")


def _answer(reports: Mapping[str, Report], statistic: str) -> ReportReader:
    if statistic not in reports:
        raise UnknownError(statistic)
    return ReportReader(reports[statistic])


def _span(answer: ReportReader) -> Span:
    if answer.report.span is None:
        raise UnknownError(answer.report.name)
    return answer.report.span
