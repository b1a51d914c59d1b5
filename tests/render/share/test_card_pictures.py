"""Cards as files: sound, small, complete, and inside their margins in the fonts of this machine."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO, TextIOWrapper
from itertools import product
from math import hypot
from pathlib import Path

import pytest
from hypothesis import given
from resvg_py import svg_to_bytes

from musicanalyser.render import PICTURES, OutputStyle
from musicanalyser.render.style import CardShape, Paper
from musicanalyser.report import Column, ColumnKind, Report, Span
from tests.render.cards import CARD, HOSTILE_CARD
from tests.render.output import output_of
from tests.render.png_pixels import Pixels, read_png
from tests.render.reports import reports, unhurried
from tests.render.samples import OVERVIEW, SAMPLES, TOP_ARTISTS, TOP_TRACKS, ZONE
from tests.render.web.test_html_page import CALENDAR

SIZES = {
    CardShape.PORTRAIT: (1080, 1350),
    CardShape.SQUARE: (1080, 1080),
    CardShape.STORY: (1080, 1920),
}
PAPERS = {Paper.DARK: "#0f1318", Paper.LIGHT: "#fdfcf8", Paper.UNKNOWN: "#0f1318"}
MARGIN, LOWEST = 84, 100
WIDEST = Path("/usr/share/fonts/truetype/dejavu")
LONG_NAMES = replace(
    TOP_TRACKS,
    title="W" * 60,
    rows=tuple((row[0], "Wm" * 60, "夜" * 60, *row[3:]) for row in TOP_TRACKS.rows),
)
REPORTS: dict[str, Report] = {
    **SAMPLES,
    "calendar": CALENDAR,
    "roast": CARD,
    "hostile-roast": HOSTILE_CARD,
    "long": LONG_NAMES,
}
EACH = list(product(CardShape, REPORTS))
SVG = "{http://www.w3.org/2000/svg}"


def card_of(report: Report, shape: CardShape, paper: Paper = Paper.DARK) -> str:
    return output_of(report, "svg", style=OutputStyle(width=80, card=shape, paper=paper))


def pixels_of(report: Report, shape: CardShape, *, fonts: Path | None = None) -> Pixels:
    """Return the picture in a quarter of its size, in the fonts of this machine or of a folder."""
    picture = svg_to_bytes(
        svg_string=card_of(report, shape),
        zoom=0.25,
        skip_system_fonts=fonts is not None,
        font_dirs=[str(fonts)] if fonts else None,
    )
    return read_png(picture)


def words_of(picture: str) -> str:
    """Return all text of a picture, but its title and description."""
    texts = (element for element in ET.fromstring(picture).iter(f"{SVG}text"))  # noqa: S314 - written by the test itself
    return " ".join(" ".join("".join(text.itertext()) for text in texts).split())


@pytest.mark.parametrize(("shape", "name"), EACH)
def test_every_card_has_the_size_of_its_shape_and_loads_nothing(
    shape: CardShape, name: str
) -> None:
    picture = card_of(REPORTS[name], shape)
    root = ET.fromstring(picture)  # noqa: S314 - written by the test itself
    assert (root.attrib["width"], root.attrib["height"]) == tuple(map(str, SIZES[shape]))
    assert len(picture.encode()) < 30_000
    assert_loads_nothing(root)


@unhurried
@given(reports())
def test_every_report_makes_a_sound_card(report: Report) -> None:
    assert_loads_nothing(ET.fromstring(card_of(report, CardShape.PORTRAIT)))  # noqa: S314 - written by the test itself


def assert_loads_nothing(root: ET.Element) -> None:
    for element in root.iter():
        assert element.tag != f"{SVG}image"
        assert not {"href", "src"} & {name.rpartition("}")[2] for name in element.attrib}
    style = root.findtext(f"{SVG}style", "")
    assert set(re.findall(r"url\((.*?)\)", style)) == {"#lead"}
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None


@pytest.mark.parametrize(("paper", "ground"), PAPERS.items())
def test_a_card_is_dark_unless_the_paper_is_light(paper: Paper, ground: str) -> None:
    assert f".ground{{fill:{ground}}}" in card_of(TOP_TRACKS, CardShape.SQUARE, paper)


@pytest.mark.parametrize("fonts", [None, WIDEST], ids=["own-fonts", "widest-font"])
@pytest.mark.parametrize("shape", CardShape)
@pytest.mark.parametrize("name", ["overview", "roast", "long", "hostile-roast", "calendar"])
def test_nothing_is_in_the_margins_or_at_the_foot(
    shape: CardShape, name: str, fonts: Path | None
) -> None:
    if fonts is not None and not fonts.is_dir():
        pytest.skip("DejaVu Sans is not installed where Debian has it")
    pixels = pixels_of(REPORTS[name], shape, fonts=fonts)
    margin, lowest = MARGIN // 4 - 1, LOWEST // 4 - 3
    for row in pixels.rows:
        assert set(row[:margin] + row[pixels.width - margin :]) == {pixels.rows[0][0]}
    assert {each for row in pixels.rows[-lowest:] for each in row} == {pixels.rows[0][0]}


def test_this_machine_has_letters_to_draw() -> None:
    """Without a font the test of margins could not fail."""
    empty, full = (replace(TOP_TRACKS, title=title, rows=(), parts=()) for title in ("", "WWWW"))
    drawn = [
        sum(each != row[0] for row in pixels_of(one, CardShape.SQUARE).rows for each in row)
        for one in (empty, full)
    ]
    if drawn[0] == drawn[1]:
        pytest.skip("there is no font on this machine")
    assert drawn[0] < drawn[1]


@pytest.mark.parametrize("shape", CardShape)
def test_a_roast_has_its_name_its_verdict_and_three_lines(shape: CardShape) -> None:
    words = words_of(card_of(CARD, shape))
    lines = [str(row[1]) for row in CARD.rows if row[0] == "line"]
    assert "The Midnight Archivist" in words
    assert "212-ferries-52-%-skipped-38-%-after-midnight bad" in words
    assert all(line in re.sub(r"(?<=[.!?])[\d ]+(?= |$)", "", words) for line in lines[:3])
    assert lines[3] not in words


def test_a_story_has_room_for_the_facts_behind_its_lines() -> None:
    words = words_of(card_of(CARD, CardShape.STORY))
    assert "38% of plays fell between 0:00 and 4:00, against 21%." in words
    assert "Of 41 new artists, 3 were heard again" not in words, "no shown line cites it"


@pytest.mark.parametrize(("shape", "name"), EACH)
def test_a_card_gives_no_hints_at_commands(shape: CardShape, name: str) -> None:
    words = words_of(card_of(REPORTS[name], shape))
    assert not re.search(r"(?<!\w)--\w|musicanalyser \w+ -|\bstats \w", words)


def test_a_list_shows_names_figures_and_bars() -> None:
    picture = card_of(TOP_TRACKS, CardShape.PORTRAIT)
    words = words_of(picture)
    assert "1 Midnight Ferry 4 h 12 The Paper Lungs" in words
    bars = [float(each) for each in re.findall(r'class="ramp-\d" .*?width="([\d.]+)"', picture)]
    assert bars == sorted(bars, reverse=True)
    assert len(bars) == len(TOP_TRACKS.rows)


def test_figures_lead_with_the_first_and_its_change() -> None:
    words = words_of(card_of(OVERVIEW, CardShape.PORTRAIT))
    assert re.search(r"Listening time|Time heard", words)
    assert "▲" not in words


def test_a_year_is_a_ring_of_rays_and_a_month_is_squares() -> None:
    year = ET.fromstring(card_of(CALENDAR, CardShape.STORY))  # noqa: S314 - written by the test itself
    rays = sum(path.attrib["d"].count("z") for path in year.iter(f"{SVG}path"))
    month = replace(CALENDAR, rows=CALENDAR.rows[:30])
    squares = ET.fromstring(card_of(month, CardShape.STORY)).iter(f"{SVG}rect")  # noqa: S314 - written by the test itself
    assert rays == 365
    paths = {path.attrib["class"]: path.attrib["d"] for path in year.iter(f"{SVG}path")}
    assert paths["nothing"].count("z") == 34, "days without music have short rays of their own"
    longest = {
        role: max(map(ray_length, found.split("z")[:-1]))
        for role, found in paths.items()
        if role != "accent"
    }
    assert [longest[f"ramp-{step}"] for step in (2, 3, 4, 5)] == sorted(longest.values())[-4:]
    assert sum("rx" in square.attrib for square in squares) == 30 + 6


def test_the_ring_of_an_overview_holds_the_days_of_its_window_alone() -> None:
    """The calendar of an overview shows a year, whatever the window is."""
    month = Span(
        label="last 30 days",
        since=datetime(2025, 3, 1, tzinfo=ZONE),
        until=datetime(2025, 3, 30, 12, tzinfo=ZONE),
        timezone="Europe/Berlin",
    )
    card = card_of(replace(OVERVIEW, span=month, parts=(CALENDAR,)), CardShape.STORY)
    tiles = [each for each in ET.fromstring(card).iter(f"{SVG}rect") if "rx" in each.attrib]  # noqa: S314 - written by the test itself
    assert len(tiles) == 30 + 6


def test_a_ring_of_moods_counts_the_days_whose_mood_is_known() -> None:
    columns = (
        CALENDAR.columns[0],
        Column(name="valence", title="Mood", kind=ColumnKind.SHARE, bar=True),
    )
    rows = tuple((row[0], 0.5 if place else None) for place, row in enumerate(CALENDAR.rows))
    moods = replace(CALENDAR, columns=columns, rows=rows)
    assert "364 days" in words_of(card_of(moods, CardShape.PORTRAIT))


def ray_length(path: str) -> float:
    (x, y), (end_x, end_y) = [tuple(map(float, each.split())) for each in path[1:].split("L")[:2]]
    return hypot(end_x - x, end_y - y)


def test_a_licence_that_must_be_named_is_on_the_card() -> None:
    credit = "Genres: MusicBrainz, CC BY-NC-SA 3.0, by way of ListenBrainz."
    report = replace(TOP_ARTISTS, notes=(credit, "Another note."))
    words = words_of(card_of(report, CardShape.SQUARE))
    assert credit in words
    assert "Another note." not in words


def png_of(report: Report, style: OutputStyle) -> bytes:
    written = BytesIO()
    stream = TextIOWrapper(written, encoding="utf-8")
    PICTURES["png"].write(report, stream, style=style)
    stream.detach()
    return written.getvalue()


def sizes_of(styles: list[OutputStyle]) -> Iterator[tuple[int, int]]:
    for style in styles:
        header = png_of(TOP_TRACKS, style)[:24]
        assert header.startswith(b"\x89PNG\r\n\x1a\n")
        yield int.from_bytes(header[16:20]), int.from_bytes(header[20:24])


def test_a_png_has_the_size_of_the_card_or_twice_that_of_the_screen() -> None:
    svg = ET.fromstring(output_of(TOP_TRACKS, "svg"))  # noqa: S314 - written by the test itself
    screen, card = sizes_of([OutputStyle(width=80), OutputStyle(width=80, card=CardShape.PORTRAIT)])
    assert card == (1080, 1350)
    assert screen[0] == round(2 * float(svg.attrib["width"]))
