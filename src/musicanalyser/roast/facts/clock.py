"""Facts about the hours and days of the week."""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from musicanalyser.roast.facts.comparison import past_of, share_claim
from musicanalyser.roast.facts.report_values import ReportReader, ReportRow, Reports, UnknownError
from musicanalyser.roast.facts.sentences import Claim, hour
from musicanalyser.roast.facts.surprise import Proportion

_NIGHT = range(4)
_EARLY = range(4, 8)
_WEEKEND = {"Saturday", "Sunday"}
_TO = "\N{EN DASH}"
_LEAST_DAYS = 14
"""In a shorter window the days of the week are too few to be compared."""


class _Cell(NamedTuple):
    weekday: str
    hours: range
    plays: int


def night(reports: Reports) -> Claim:
    """Tell how much is heard after midnight."""
    return _between(reports, "night", _NIGHT)


def early(reports: Reports) -> Claim:
    """Tell how much is heard before the day begins for others."""
    return _between(reports, "early", _EARLY)


def weekend(reports: Reports) -> Claim:
    """Tell how much is heard on weekends, in a window with enough of them."""
    since, until = reports.window.since, reports.window.until
    if since is not None and (until - since).days < _LEAST_DAYS:
        raise UnknownError("weekend")
    sentence = "{share} of plays fell on Saturdays and Sundays"
    return _compared(reports, "weekend", sentence, lambda cell: cell.weekday in _WEEKEND)


def peak_hour(reports: Reports) -> Claim:
    """Tell the hour, or the block of hours, with the most plays."""
    plays: Counter[range] = Counter()
    for cell in _cells(reports.now("heatmap")):
        plays[cell.hours] += cell.plays
    hours = max(plays, key=lambda one: (plays[one], -one.start), default=range(0))
    return _compared(
        reports,
        "peak-hour",
        "Plays peak between {since} and {until}, with {share} of them",
        lambda cell: cell.hours == hours,
        hours,
    )


def _between(reports: Reports, kind: str, hours: range) -> Claim:
    sentence = "{share} of plays began between {since} and {until}"
    return _compared(reports, kind, sentence, lambda cell: cell.hours.start in hours, hours)


def _compared(
    reports: Reports,
    kind: str,
    sentence: str,
    is_meant: Callable[[_Cell], bool],
    hours: range | None = None,
) -> Claim:
    def read(heatmap: ReportReader) -> Proportion:
        cells = _cells(heatmap)
        meant = sum(cell.plays for cell in cells if is_meant(cell))
        return Proportion.of(meant, sum(cell.plays for cell in cells))

    told = (hour("since", hours.start), hour("until", hours.stop)) if hours else ()
    past = past_of(reports, "heatmap", read)
    return share_claim(kind, sentence, read(reports.now("heatmap")), past, *told)


def _cells(heatmap: ReportReader) -> list[_Cell]:
    return [
        _Cell(line.text("weekday"), _hours(line), line.count("plays")) for line in heatmap.lines
    ]


def _hours(line: ReportRow) -> range:
    """Read ``07`` or ``04-08``, with an en dash, as the hours it stands for."""
    first, _, after = line.text("hour" if "hour" in line.cells else "block").partition(_TO)
    if not first.isdecimal() or not (after or first).isdecimal():
        raise UnknownError("hours")
    return range(int(first), int(after) if after else int(first) + 1)
