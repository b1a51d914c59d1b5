"""The pages of a calendar, a clock and a trend; their text is compared with goldens.

After a change that is meant to change them, write them anew and read the difference:

    MUSICANALYSER_REWRITE_GOLDENS=1 pytest tests/render/paint/test_charts.py
"""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len

from musicanalyser.render.style import ColourDepth, OutputStyle, Paper
from musicanalyser.report import Column, ColumnKind, Layout, Report
from tests.render import charts
from tests.render.output import output_of
from tests.render.test_goldens import assert_golden

ANSI = re.compile("\x1b\\[[0-9;]*m")
CHARTS = {"calendar": charts.calendar, "clock": charts.clock, "trend": charts.trend}
LOOKS = [
    (ColourDepth.NONE, Paper.UNKNOWN),
    (ColourDepth.FEW, Paper.DARK),
    (ColourDepth.FULL, Paper.LIGHT),
]


def page(
    report: Report,
    width: int,
    height: int | None = None,
    look: tuple[ColourDepth, Paper] = LOOKS[0],
) -> list[str]:
    style = OutputStyle(width=width, height=height, depth=look[0], paper=look[1])
    return ANSI.sub("", output_of(report, "table", style=style)).splitlines()


def plain(report: Report) -> list[str]:
    return output_of(report, "table", style=OutputStyle(width=80, plain=True)).splitlines()


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_drawn_as_its_golden_says(name: str, width: int) -> None:
    lines = page(CHARTS[name](), width)
    assert_golden(f"{name}-{width}.txt", "".join(f"{line}\n" for line in lines))


@pytest.mark.parametrize("look", LOOKS, ids=["none", "few", "full"])
@pytest.mark.parametrize("width", [24, 30, 40, 59, 60, 79, 80, 109, 110, 111, 159, 160, 200])
@pytest.mark.parametrize("name", CHARTS)
def test_no_line_is_wider_than_the_screen(
    name: str, width: int, look: tuple[ColourDepth, Paper]
) -> None:
    assert max(map(cell_len, page(CHARTS[name](), width, 24, look))) <= width


@pytest.mark.parametrize("chart", [charts.calendar, charts.trend])
def test_an_ordinary_terminal_shows_all_of_it(chart: Callable[[], Report]) -> None:
    assert len(page(chart(), 80, 24, LOOKS[2])) <= 23


@pytest.mark.parametrize("count", [1, 2, 7, 60, 366, 2000])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_windows_of_any_length_are_drawn(count: int, width: int) -> None:
    for report in (charts.calendar(count, unknown=0), charts.trend(count, unknown=0)):
        assert max(map(cell_len, page(report, width))) <= width


def test_columns_stand_apart_as_long_as_there_is_room() -> None:
    apart, close = (page(charts.trend(), width)[9] for width in (120, 80))
    assert re.fullmatch(r" {8}(. ){48}. (\? ){3}\?", apart)
    assert re.fullmatch(r" {8}.{49}\?{4}", close)


def test_what_does_not_fit_is_the_oldest() -> None:
    latest = charts.calendar(2000, unknown=0)
    assert re.search(r"last 53 of 28\d weeks", "\n".join(page(latest, 120)))
    assert "weeks" not in "\n".join(page(charts.calendar(), 120))


def test_ticks_are_explained_and_left_out_where_columns_touch() -> None:
    assert "━ previous 365 days" in "\n".join(page(charts.trend(), 120))
    assert "━" not in "\n".join(page(charts.trend(), 80))
    alone = replace(charts.trend(), columns=charts.trend().columns[:4], previous=None)
    alone = replace(alone, rows=tuple(row[:4] for row in alone.rows))
    assert "━" not in "\n".join(page(alone, 120))


def test_the_unknown_is_drawn_as_unknown_and_explained() -> None:
    assert "? unknown" in "\n".join(page(charts.trend(), 120))
    assert "?" not in "\n".join(page(charts.trend(unknown=0), 120))
    assert "? unknown" in "\n".join(page(charts.calendar(), 120))
    assert "unknown  9 days" in "\n".join(page(charts.calendar(), 120))
    assert "unknown" not in "\n".join(page(charts.calendar(unknown=0), 120))


def test_active_days_are_a_share_of_the_known_days() -> None:
    assert "301 of 356 known days  85%" in "\n".join(page(charts.calendar(), 120))
    assert "308 of 365 days  84%" in "\n".join(page(charts.calendar(unknown=0), 120))


def test_a_day_without_music_has_no_rate_but_is_not_unknown() -> None:
    report = charts.calendar(7, unknown=0)
    columns = (
        *(replace(column, bar=False) for column in report.columns[:2]),
        Column(name="skip_rate", title="Skip rate", kind=ColumnKind.SHARE, bar=True),
    )
    rows = tuple((row[0], 0, None) for row in report.rows)
    quiet = replace(report, columns=columns, rows=rows, parts=())
    days = "".join(page(quiet, 80)[3:10])
    assert days.count("·") == 7
    assert "?" not in days


def test_rows_that_are_cut_short_are_no_extremes() -> None:
    text = "\n".join(page(charts.trend(), 120))
    least = re.search(r"least: week of (\S+ \S+ \S+),", text)
    assert least is not None
    assert least[1] != "11 Mar 2024"  # the first week, which the window cuts
    assert "of 39 weeks above" in text


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_without_pictures_says_where_it_is_greatest_and_least(name: str) -> None:
    lines = plain(CHARTS[name]())
    line = next(line for line in lines if line.startswith("Listening time: most: "))
    assert "; least: " in line
    assert "; median: " in line


def test_hours_weeks_and_days_have_names_of_their_own() -> None:
    hours, weeks, days = (
        "\n".join(plain(CHARTS[name]())) for name in ("clock", "trend", "calendar")
    )
    assert re.search(r"most: \d\d:00, ", hours)
    assert re.search(r"most: week of \d+ \w+ 202\d, ", weeks)
    assert re.search(r"most: \d+ \w+ 202\d, ", days)
    assert "Unknown: 4 of 53 weeks" in weeks


@pytest.mark.parametrize("layout", [Layout.CALENDAR, Layout.COLUMNS])
def test_the_layouts_of_charts_are_tables_for_programs_and_in_markdown(layout: Layout) -> None:
    report = charts.calendar() if layout is Layout.CALENDAR else charts.trend()
    assert report.layout is layout
    assert output_of(report, "markdown").count("\n| ") >= len(report.rows)
    assert output_of(report, "csv").count("\n") == len(report.rows) + 1
