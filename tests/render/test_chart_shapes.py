"""What is drawn has the size, the place and the colour of its figure."""

import re
from dataclasses import replace
from datetime import date
from math import hypot
from xml.etree import ElementTree as ET

import pytest

from musicanalyser.render.charts.chart import Chart
from musicanalyser.render.charts.report_charts import draw_chart, find_chart
from musicanalyser.report import Column, ColumnKind, Layout, Report
from tests.render.samples import HOUR_MS, SAMPLES, WEEK

HEARD_MS = tuple(hour * HOUR_MS for hour in range(24))
CLOCK = Report(
    name="clock",
    title="Clock",
    layout=Layout.COLUMNS,
    columns=(
        Column(name="hour", title="Hour", kind=ColumnKind.COUNT),
        Column(name="heard_ms", title="Time heard", kind=ColumnKind.DURATION, bar=True),
        Column(name="previous_heard_ms", title="Before", kind=ColumnKind.DURATION),
    ),
    rows=tuple((hour, ms, None) for hour, ms in enumerate(HEARD_MS)),
    span=WEEK,
)
TRAITS = {
    "energy": 1.0,
    "valence": 0.5,
    "danceability": 0.25,
    "acousticness": 0.75,
    "instrumentalness": 0.0,
    "speechiness": 0.1,
    "liveness": 0.9,
}
TASTE = Report(
    name="taste",
    title="Taste",
    layout=Layout.PROFILE,
    columns=(
        Column(name="trait", title="Trait"),
        Column(name="mean", title="Mean", kind=ColumnKind.SHARE, bar=True),
        Column(name="previous_mean", title="Before", kind=ColumnKind.SHARE),
    ),
    rows=tuple((trait, mean, mean / 2) for trait, mean in TRAITS.items()),
    span=WEEK,
)
AXES = ["energy", "danceability", "liveness", "speechiness", "instrumentalness"]
AXES += ["acousticness", "valence"]


def chart_of(report: Report) -> Chart:
    chart = draw_chart(report, width=480, height=300, text=12)
    assert chart is not None
    return chart


def shapes(chart: Chart, tag: str) -> list[dict[str, str]]:
    root = ET.fromstring(f"<svg>{chart.shapes}</svg>")  # noqa: S314 - written by the test itself
    return [element.attrib for element in root.iter(tag)]


def columns_of(report: Report) -> list[dict[str, str]]:
    return [each for each in shapes(chart_of(report), "rect") if "rx" in each]


def test_a_column_is_as_high_as_its_share_of_the_most() -> None:
    heights = [float(column["height"]) for column in columns_of(CLOCK)]
    assert heights == pytest.approx([heights[-1] * hour / 23 for hour in range(1, 24)], abs=0.1)
    assert columns_of(CLOCK)[-1]["class"] == "ramp-5"
    assert columns_of(CLOCK)[0]["class"] == "ramp-1"


def test_columns_stand_on_one_line_and_never_touch() -> None:
    columns = [
        {key: float(each[key]) for key in ("x", "y", "width", "height")}
        for each in columns_of(CLOCK)
    ]
    assert len({round(each["y"] + each["height"], 0) for each in columns}) == 1
    ends = [each["x"] + each["width"] for each in columns]
    assert all(end < after["x"] for end, after in zip(ends, columns[1:], strict=False))


def test_a_tick_is_at_the_height_of_the_previous_period() -> None:
    rows = tuple((hour, ms, HEARD_MS[-1]) for hour, ms in enumerate(HEARD_MS))
    compared = replace(CLOCK, rows=rows)
    top = float(columns_of(compared)[-1]["y"])
    ticks = [
        each for each in shapes(chart_of(compared), "rect") if each["class"] in {"side", "ground"}
    ]
    assert len(ticks) == 24
    assert all(float(tick["y"]) + 1.25 == pytest.approx(top, abs=0.1) for tick in ticks)


def test_the_description_of_columns_names_most_and_least() -> None:
    assert chart_of(CLOCK).description == "Most: hour 23, 23 h; least: hour 0, 0 s."


def test_a_radar_reaches_as_far_as_each_mean() -> None:
    polygons = {
        each["class"]: points(each["points"]) for each in shapes(chart_of(TASTE), "polygon")
    }
    rim = polygons["radar-grid"]
    reach = [
        hypot(x - 240, y - 150) / hypot(a - 240, b - 150)
        for (x, y), (a, b) in zip(polygons["radar"], rim, strict=True)
    ]
    assert reach == pytest.approx([TRAITS[axis] for axis in AXES], abs=0.01)
    before = [
        hypot(x - 240, y - 150) / hypot(a - 240, b - 150)
        for (x, y), (a, b) in zip(polygons["radar-before"], rim, strict=True)
    ]
    assert before == pytest.approx([TRAITS[axis] / 2 for axis in AXES], abs=0.01)


def points(text: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"([\d.-]+),([\d.-]+)", text)]


def test_the_names_of_a_radar_are_within_the_picture() -> None:
    for name in shapes(chart_of(TASTE), "text"):
        anchor = name.get("text-anchor", "start")
        assert anchor == "middle" or 12 * 12 * 0.5 < float(name["x"]) < 480 - 12 * 12 * 0.5


def test_a_tile_is_the_lighter_the_larger_its_share() -> None:
    tiles = shapes(chart_of(SAMPLES["heatmap"]), "rect")
    assert len(tiles) == 42
    assert {"nothing", "ramp-5"} <= {tile["class"] for tile in tiles}


def test_a_chart_that_needs_the_whole_page_says_so() -> None:
    spans = (Column(name="span", title="Week"), *CLOCK.columns[1:])
    rows = tuple((f"2025-W{week}", week, None) for week in range(1, 53))
    many = replace(CLOCK, columns=spans, rows=rows)
    assert chart_of(many).is_wide
    assert not chart_of(replace(many, rows=many.rows[:12])).is_wide


def test_each_of_a_few_columns_has_its_name() -> None:
    spans = (Column(name="span", title="Year"), *CLOCK.columns[1:])
    first_day = Column(name="first_day", title="From", kind=ColumnKind.DATE, detail=True)
    rows = tuple((str(year), year, None, date(year, 1, 1)) for year in range(2021, 2026))
    chart = chart_of(replace(CLOCK, columns=(*spans, first_day), rows=rows))
    assert [f">{year}</text>" in chart.shapes for year in range(2021, 2026)] == [True] * 5


@pytest.mark.parametrize("report", [CLOCK, TASTE], ids=["clock", "taste"])
def test_nothing_known_is_no_chart(report: Report) -> None:
    unknown = replace(report, rows=tuple((row[0], None, None) for row in report.rows))
    assert find_chart(unknown, width=480, text=12) is None
    assert find_chart(replace(report, rows=()), width=480, text=12) is None
