"""The reports that facts are found in: those of the window, and those of the listener's past."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from musicanalyser.report import Report, Span
from musicanalyser.roast.facts.report_values import ReportReader, ReportRow, UnknownError

_LATE_SHARE = 0.05
"""A window counts as covered if the history begins within this share of its length."""


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

    @property
    def window(self) -> Span:
        """The window of the current reports."""
        return _require_span(self.current("totals"))

    def require_days(self, days: int) -> None:
        """Raise `UnknownError` if the window is shorter than some days."""
        since, until = self.window.since, self.window.until
        if since is not None and until - since < timedelta(days=days):
            raise UnknownError("window")

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
