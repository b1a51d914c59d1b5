"""A race in the terminal, in words and as a picture; the text is compared with goldens.

MUSICANALYSER_REWRITE_GOLDENS=1 pytest tests/render/test_race.py
"""

import re
from xml.etree import ElementTree as ET

import pytest
from rich.cells import cell_len

from musicanalyser.render.charts.report_charts import draw_chart, find_chart
from musicanalyser.render.marks.bump import draw_bump
from musicanalyser.render.style import ColourDepth, OutputStyle, Paper
from musicanalyser.report import Report
from tests.render.output import output_of
from tests.render.races import NAMES, race
from tests.render.test_goldens import assert_golden

ANSI = re.compile("\x1b\\[[0-9;]*m")
NONE, FEW, FULL = (
    (ColourDepth.NONE, Paper.UNKNOWN),
    (ColourDepth.FEW, Paper.DARK),
    (ColourDepth.FULL, Paper.LIGHT),
)


def page(
    report: Report, width: int, look: tuple[ColourDepth, Paper] = NONE, *, ascii_: bool = False
) -> list[str]:
    style = OutputStyle(width=width, depth=look[0], paper=look[1], ascii=ascii_)
    return ANSI.sub("", output_of(report, "table", style=style)).splitlines()


@pytest.mark.parametrize("width", [80, 120])
def test_a_race_is_drawn_as_its_golden_says(width: int) -> None:
    assert_golden(f"race-{width}.txt", "".join(f"{line}\n" for line in page(race(), width)))


@pytest.mark.parametrize("look", [NONE, FEW, FULL], ids=["none", "few", "full"])
@pytest.mark.parametrize("width", [24, 30, 40, 59, 60, 79, 80, 109, 110, 160, 200])
def test_no_line_is_wider_than_the_screen(width: int, look: tuple[ColourDepth, Paper]) -> None:
    for report in (race(), race(1), race(2), race(200), race(40, ranks=1), race(13, ranks=30)):
        assert max(map(cell_len, page(report, width, look))) <= width


def test_letters_tell_the_courses_apart_where_colours_cannot() -> None:
    for look in (NONE, FEW):
        lines = page(race(), 80, look)[2:7]
        assert any(" d Ada " in line for line in lines)
        assert all(letter in "".join(lines) for letter in "abcde")
    assert "●" in "".join(page(race(), 80, FULL))


def test_what_knows_only_ascii_has_letters_and_no_curves() -> None:
    chart = "\n".join(page(race(), 80, ascii_=True)[2:8])
    assert not re.search("[⠀-⣿●]", chart)
    assert "a" in chart


def test_a_month_of_which_nothing_is_known_breaks_the_curves() -> None:
    steady = [[1, 1, None, 1, 1], [2, 2, None, 2, 2]]
    line = draw_bump(steady, pitch=4, inks=["", ""], marks=["a", "b"])[0].plain
    assert re.fullmatch("a...a {7}a...a", line)


def test_a_course_that_ends_better_hides_the_other_where_they_cross() -> None:
    lines = draw_bump([[2, 1], [1, 2]], pitch=8, inks=["best", "other"], marks=["a", "b"])
    inks = {ink for line in lines for text, ink in line.runs() if text.strip()}
    crossing = [
        (text, ink) for line in lines for text, ink in line.runs() if "⠉" in text or "⣀" in text
    ]
    assert inks == {"best", "other"}
    assert crossing


def test_ranks_that_are_not_drawn_lie_below() -> None:
    lines = draw_bump([[9, 1]], pitch=3, inks=[""], marks=["a"])
    assert len(lines) == 1
    assert lines[0].plain.rstrip().endswith("a")
    assert not lines[0].plain.startswith("a")


def test_a_reader_hears_each_rank_that_changes() -> None:
    lines = output_of(race(4, unknown=2), "table", style=OutputStyle(width=80, plain=True))
    assert (
        "2. 夜行エスカレーター: unranked from Mar 2024; unknown from May 2024; rank 2 from Jun 2024"
        in lines
    )
    assert lines.splitlines()[1].startswith("1. The Lanterns: rank ")


def test_a_picture_has_a_band_a_name_and_a_last_point_for_each_course() -> None:
    report = race()
    for chart in (
        find_chart(report, width=900, text=12),
        draw_chart(report, width=900, height=300, text=20),
    ):
        assert chart is not None
        root = ET.fromstring(f"<svg>{chart.shapes}</svg>")  # noqa: S314 - written by the program
        bands = [one for one in root if one.tag == "path"]
        names = [one.text for one in root if one.tag == "text"]
        assert len(bands) == len(NAMES)
        assert {"The Lanterns", "Ada", "1", "5"} <= {*names}
        assert all(0 <= float(one.get("y", 0)) <= chart.area.height for one in root)
        assert chart.description.startswith("At the end: 1. The Lanterns, 2. ")


def test_long_names_and_many_points_stay_in_the_picture() -> None:
    chart = draw_chart(race(200), width=500, height=200, text=16)
    assert chart is not None
    assert len(chart.shapes) < 120_000
    assert sum(one == "<" for one in chart.shapes) < 60


def test_programs_read_a_row_for_each_artist_and_month() -> None:
    assert output_of(race(), "csv").count("\n") == 13 * len(NAMES) + 1
    assert output_of(race(), "markdown").count("\n| ") >= 13 * len(NAMES)
