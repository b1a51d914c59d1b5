"""Which reports have a chart, and how large it is on a page."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from musicanalyser.render.charts.chart import Chart, ChartArea
from musicanalyser.render.charts.svg_calendar import draw_calendar
from musicanalyser.render.charts.svg_columns import draw_upright_columns
from musicanalyser.render.charts.svg_heatmap import draw_heatmap_chart
from musicanalyser.render.charts.svg_race import draw_race_chart
from musicanalyser.render.charts.svg_radar import draw_radar
from musicanalyser.report import Layout, Report

DrawChart = Callable[[Report, ChartArea], Chart | None]


class _Kind(NamedTuple):
    """How a report is drawn, and its height on a page and at most, as parts of its width."""

    draw: DrawChart
    aspect: float
    tallest: float


_CHARTS: Mapping[Layout, _Kind] = {
    Layout.CALENDAR: _Kind(draw_calendar, 0.172, 0.5),
    Layout.COLUMNS: _Kind(draw_upright_columns, 0.23, 0.9),
    Layout.GRID: _Kind(draw_heatmap_chart, 0.42, 0.6),
    Layout.PROFILE: _Kind(draw_radar, 0.6, 0.64),
    Layout.RACE: _Kind(draw_race_chart, 0.34, 0.9),
}
_LEAST = 12
"""The least height of a chart on a page, in sizes of its text."""


def find_chart(report: Report, *, width: float, text: float) -> Chart | None:
    """Return the chart of a report for a page; ``None`` if it has none, or nothing to show."""
    kind = _kind_of(report)
    if kind is None:
        return None
    height = max(width * kind.aspect, _LEAST * text)
    return kind.draw(report, ChartArea(width=width, height=height, text=text, has_tips=True))


def draw_chart(report: Report, *, width: float, height: float, text: float) -> Chart | None:
    """Return the chart of a report for a picture of this size, likewise."""
    kind = _kind_of(report)
    return kind and kind.draw(report, ChartArea(width=width, height=height, text=text))


def tallest_chart(report: Report, width: float) -> float:
    """Return the greatest height that suits the chart of a report; 0 if it has none."""
    kind = _kind_of(report)
    return width * kind.tallest if kind else 0


def _kind_of(report: Report) -> _Kind | None:
    return _CHARTS.get(report.layout) if report.rows else None
