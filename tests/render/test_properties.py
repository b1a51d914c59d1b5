import csv
import json
import re
import unicodedata
from datetime import date
from io import StringIO
from math import isfinite
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from musicanalyser.report import RankChange, Report, Value
from tests.render.output import DARK, output_of
from tests.render.reports import reports, unhurried
from tests.render.samples import OVERVIEW, SAMPLES

REPORTS = reports() | st.sampled_from(list(SAMPLES.values()))
HUMAN = st.sampled_from(["table", "markdown", "svg", "html"])
ANSI = re.compile("\x1b\\[[0-9;]*m")
PLAIN_TEXT = "\N{REPLACEMENT CHARACTER}"


@unhurried
@given(REPORTS, st.integers(40, 200))
def test_no_line_of_a_table_is_wider_than_the_screen(report: Report, width: int) -> None:
    lines = output_of(report, "table", width=width).splitlines()
    assert max(map(cell_len, lines)) <= width


@unhurried
@given(REPORTS, st.integers(1, 39))
def test_a_tiny_screen_is_cramped_but_not_overrun(report: Report, width: int) -> None:
    lines = output_of(report, "table", width=width).splitlines()
    assert max(map(cell_len, lines)) <= width


@unhurried
@given(REPORTS, HUMAN)
def test_without_colour_nothing_is_left_that_acts_or_hides(report: Report, name: str) -> None:
    text = output_of(report, name).replace("\n", "")
    found = {unicodedata.category(character) for character in text}
    assert found.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})


def test_no_column_ends_in_white_space_without_colour() -> None:
    for report in SAMPLES.values():
        for line in output_of(report, "table", width=130).splitlines():
            assert line == line.rstrip()


@unhurried
@given(reports().filter(lambda report: "grid" not in repr(report.layout)))
def test_colour_changes_nothing_but_the_colour(report: Report) -> None:
    """Except in heatmaps, which are shaded without colour."""
    coloured = ANSI.sub("", output_of(report, "table", style=DARK))
    plain = output_of(report, "table")
    if not any("grid" in repr(part.layout) for part in report.parts):
        assert [line.rstrip() for line in coloured.split("\n")] == plain.split("\n")


def test_there_is_colour_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[38;" in output_of(OVERVIEW, "table", style=DARK)
    assert "\x1b" not in output_of(OVERVIEW, "table")


def sound(text: str) -> str:
    return re.sub("[\ud800-\udfff]", PLAIN_TEXT, text)


def as_json(value: Value) -> object:
    if isinstance(value, str):
        return sound(value)
    if isinstance(value, RankChange) or (isinstance(value, float) and not isfinite(value)):
        return None
    return value.isoformat() if isinstance(value, date) else value


def expected_rows(report: Report) -> list[dict[str, object]]:
    names = [column.name for column in report.columns]
    return [dict(zip(names, map(as_json, row), strict=True)) for row in report.rows]


@unhurried
@given(REPORTS)
def test_json_gives_back_every_value_of_a_report_and_its_parts(report: Report) -> None:
    text = output_of(report, "json")
    document = json.loads(text)
    assert document["rows"] == expected_rows(report)
    assert document["title"] == sound(report.title)
    assert document["notes"] == [sound(note) for note in report.notes]
    assert [part["rows"] for part in document.get("parts", [])] == [
        expected_rows(part) for part in report.parts
    ]
    assert text.endswith("}\n")


@unhurried
@given(REPORTS, st.sampled_from(["json", "jsonl"]))
def test_json_holds_nothing_that_a_terminal_obeys(report: Report, name: str) -> None:
    text = output_of(report, name).replace("\n", "")
    assert not re.search("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text)


@unhurried
@given(REPORTS)
def test_jsonl_holds_one_row_a_line(report: Report) -> None:
    lines = output_of(report, "jsonl").split("\n")
    assert [json.loads(line) for line in lines[:-1]] == expected_rows(report)
    assert lines[-1] == ""


def as_field(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    plain = as_json(value)
    return "" if plain is None else str(plain)


@unhurried
@given(REPORTS)
def test_csv_parses_back_to_the_same_values(report: Report) -> None:
    head, *rows = csv.reader(StringIO(output_of(report, "csv"), newline=""))
    assert head == [column.name for column in report.columns]
    assert rows == [[as_field(value) for value in row] for row in report.rows]


def test_csv_lines_end_as_the_standard_says() -> None:
    assert output_of(SAMPLES["top-tracks"], "csv").count("\r\n") == 7


@unhurried
@given(REPORTS, st.integers(40, 200))
def test_an_svg_is_sound_and_fetches_nothing(report: Report, width: int) -> None:
    picture = ET.fromstring(output_of(report, "svg", width=width))  # noqa: S314 - written by the test itself
    right = float(picture.attrib["width"])
    for element in picture.iter():
        assert element.tag.rpartition("}")[2] in {"svg", "title", "style", "rect", "path", "text"}
        assert not {"href", "src", "style"} & {name.rpartition("}")[2] for name in element.attrib}
        assert not any("url(" in value for value in element.attrib.values())
        length = element.get("textLength", element.get("width", "0"))
        assert float(element.get("x", "0")) + float(length) <= right
    style = picture.findtext("{http://www.w3.org/2000/svg}style", "")
    assert "url" not in style
    assert "@" not in style
