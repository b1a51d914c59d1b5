"""The formula of kinds that count plays by hour and weekday."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share, read_past
from musicanalyser.roast.facts.fact_kind import FactKind
from musicanalyser.roast.facts.figures import make_hour
from musicanalyser.roast.facts.report_values import ReportReader, ReportRow, UnknownError
from musicanalyser.roast.facts.surprise import Proportion
from musicanalyser.roast.facts.window_reports import Reports

_TO = "\N{EN DASH}"
WEEKEND = {"Saturday", "Sunday"}


class HeatmapCell(NamedTuple):
    """The plays of one weekday in an hour or a block of hours."""

    weekday: str
    hours: range
    plays: int


def read_cells(heatmap: ReportReader) -> list[HeatmapCell]:
    """Return the cells of `stats heatmap`."""
    return [
        HeatmapCell(row.text("weekday"), _read_hours(row), row.count("plays"))
        for row in heatmap.rows
    ]


def claim_share_of_cells(
    kind: FactKind,
    reports: Reports,
    is_counted: Callable[[HeatmapCell], bool],
    *,
    since: float,
    hours: range | None = None,
) -> Claim:
    """Return a claim about the share of plays in some cells, told from a share on."""

    def read_share(heatmap: ReportReader) -> Proportion:
        cells = read_cells(heatmap)
        return Proportion.of(_count_plays(filter(is_counted, cells)), _count_plays(cells))

    figures = (make_hour("since", hours.start), make_hour("until", hours.stop)) if hours else ()
    past = read_past(reports, kind.statistic, read_share)
    now = read_share(reports.current(kind.statistic))
    return claim_share(kind, now, past, *figures, since=since)


def claim_plays_between(kind: FactKind, reports: Reports, *, hours: range, since: float) -> Claim:
    """Return a claim about the share of plays that began within some hours."""
    return claim_share_of_cells(
        kind, reports, lambda cell: cell.hours.start in hours, since=since, hours=hours
    )


def _count_plays(cells: Iterable[HeatmapCell]) -> int:
    return sum(cell.plays for cell in cells)


def _read_hours(row: ReportRow) -> range:
    """Return the hours of ``07``, or of ``04-08`` with an en dash."""
    first, _, end = row.text("hour" if "hour" in row.cells else "block").partition(_TO)
    if not first.isdecimal() or not (end or first).isdecimal():
        raise UnknownError("hours")
    return range(int(first), int(end) if end else int(first) + 1)
