"""When it is played: hours of the day, and days of the week."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share, read_past
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_hour
from musicanalyser.roast.facts.report_values import ReportReader, ReportRow, UnknownError
from musicanalyser.roast.facts.surprise import OrdinaryShare, Proportion
from musicanalyser.roast.facts.window_reports import Reports

_TO = "\N{EN DASH}"
_WEEKEND = {"Saturday", "Sunday"}
_OFFICE_HOURS = range(9, 17)
_LEAST_DAYS = 14
"""In a shorter window a single weekend decides the share."""
_LEAST_PLAYS = 100


class HeatmapCell(NamedTuple):
    """The plays of one weekday in an hour or a block of hours."""

    weekday: str
    hours: range
    plays: int


def _read_cells(heatmap: ReportReader) -> list[HeatmapCell]:
    return [
        HeatmapCell(row.text("weekday"), _read_hours(row), row.count("plays"))
        for row in heatmap.rows
    ]


def _read_hours(row: ReportRow) -> range:
    """Return the hours of ``07``, or of ``04-08`` with an en dash."""
    first, _, end = row.text("hour" if "hour" in row.cells else "block").partition(_TO)
    if not first.isdecimal() or not (end or first).isdecimal():
        raise UnknownError("hours")
    return range(int(first), int(end) if end else int(first) + 1)


def _claim_cells(
    kind: FactKind,
    reports: Reports,
    *,
    is_counted: Callable[[HeatmapCell], bool],
    since: float,
    hours: range | None = None,
) -> Claim:
    """Return a claim about the share of plays in some cells, told from a share on."""

    def read_share(heatmap: ReportReader) -> Proportion:
        cells = _read_cells(heatmap)
        return Proportion.of(_count_plays(filter(is_counted, cells)), _count_plays(cells))

    figures = (make_hour("since", hours.start), make_hour("until", hours.stop)) if hours else ()
    past = read_past(reports, kind.statistic, read_share)
    now = read_share(reports.current(kind.statistic))
    return claim_share(kind, now, past, *figures, since=since)


def _count_plays(cells: Iterable[HeatmapCell]) -> int:
    return sum(cell.plays for cell in cells)


def _claim_hours(kind: FactKind, reports: Reports, *, hours: range, since: float) -> Claim:
    return _claim_cells(
        kind, reports, is_counted=lambda cell: cell.hours.start in hours, since=since, hours=hours
    )


def _claim_office(kind: FactKind, reports: Reports) -> Claim:
    def is_counted(cell: HeatmapCell) -> bool:
        return cell.weekday not in _WEEKEND and cell.hours.start in _OFFICE_HOURS

    return _claim_cells(kind, reports, is_counted=is_counted, since=0.5, hours=_OFFICE_HOURS)


def _claim_peak(kind: FactKind, reports: Reports) -> Claim:
    plays: Counter[range] = Counter()
    for cell in _read_cells(reports.current(kind.statistic)):
        plays[cell.hours] += cell.plays
    peak = max(plays, key=lambda hours: (plays[hours], -hours.start), default=range(0))
    return _claim_cells(
        kind, reports, is_counted=lambda cell: cell.hours == peak, since=0.1, hours=peak
    )


def _claim_weekend(kind: FactKind, reports: Reports, *, since: float) -> Claim:
    reports.require_days(_LEAST_DAYS)
    return _claim_cells(
        kind, reports, is_counted=lambda cell: cell.weekday in _WEEKEND, since=since
    )


_make = partial(FactKind, statistic="heatmap", least_evidence=_LEAST_PLAYS)
KINDS = {
    "night": _make(
        find=partial(_claim_hours, hours=range(4), since=0.08),
        ordinary=OrdinaryShare(0.06, 0.9),
        theme=Theme.HOURS,
        relation=Relation.HOUR,
        weight=1.3,
    ),
    "early": _make(
        find=partial(_claim_hours, hours=range(4, 8), since=0.08),
        ordinary=OrdinaryShare(0.05, 0.9),
        theme=Theme.HOURS,
        relation=Relation.HOUR,
        weight=1.3,
    ),
    "office": _make(
        find=_claim_office,
        ordinary=OrdinaryShare(0.28, 0.6),
        theme=Theme.HOURS,
        relation=Relation.AGAIN,
    ),
    "peak-hour": _make(
        find=_claim_peak,
        ordinary=OrdinaryShare(0.1, 1.0),
        theme=Theme.HOURS,
        relation=Relation.AGAIN,
        weight=0.8,
    ),
    "weekend": _make(
        find=partial(_claim_weekend, since=0.33),
        ordinary=OrdinaryShare(0.29, 0.5),
        theme=Theme.WEEK,
        relation=Relation.AGAIN,
    ),
    "weekdays": _make(
        find=partial(_claim_weekend, since=0.15),
        ordinary=OrdinaryShare(0.29, 0.5, is_low=True),
        theme=Theme.WEEK,
        relation=Relation.AGAIN,
    ),
}
