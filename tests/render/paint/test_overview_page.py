import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from musicanalyser.render.style import ColourDepth, OutputStyle, Paper
from musicanalyser.report import Report
from tests.render.dashboard import dashboard
from tests.render.output import output_of
from tests.render.test_goldens import assert_golden

WIDTHS = [30, 40, 59, 60, 79, 80, 100, 109, 110, 120, 159, 160, 200]
DEPTHS = [(ColourDepth.NONE, Paper.UNKNOWN), (ColourDepth.FULL, Paper.DARK)]
ANSI = re.compile("\x1b\\[[0-9;]*m")


def page(
    width: int,
    height: int | None = None,
    *,
    look: tuple[ColourDepth, Paper] = DEPTHS[0],
    report: Report | None = None,
) -> list[str]:
    style = OutputStyle(width=width, height=height, depth=look[0], paper=look[1])
    return ANSI.sub("", output_of(report or dashboard(), "table", style=style)).splitlines()


@pytest.mark.parametrize("look", DEPTHS, ids=["none", "full"])
@pytest.mark.parametrize("height", [24, 30, 50, None])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_leaves_a_line_for_the_prompt_and_is_never_too_wide(
    width: int, height: int | None, look: tuple[ColourDepth, Paper]
) -> None:
    lines = page(width, height, look=look)
    assert max(map(cell_len, lines)) <= width
    assert height is None or len(lines) <= height - 1


def test_an_ordinary_terminal_shows_everything_at_once() -> None:
    lines = page(80, 24, look=DEPTHS[1])
    text = "\n".join(lines)
    assert len(lines) == 23
    for block in ("Top tracks", "Top artists", "By hour", "Mon  ", "--notes"):
        assert block in text
    assert "57 h 25" in text
    assert "85 days at most" in text


def test_on_a_low_screen_the_calendar_gives_way_first_and_the_figures_never() -> None:
    blocks = ("Top tracks", "Top artists", "By hour", "Mon  ")
    for height, left in ((24, 4), (19, 3), (17, 2), (14, 1), (8, 0)):
        text = "\n".join(page(80, height, look=DEPTHS[1]))
        assert [block in text for block in blocks] == [place < left for place in range(4)]
        assert "57 h 25" in text


def test_lists_are_as_long_as_the_screen_is_high() -> None:
    def rows(height: int) -> int:
        return sum(line.startswith((" 1 ", " 2 ", " 5 ", "10 ")) for line in page(80, height))

    assert rows(40) > rows(24)
    assert page(80)[-3:] != page(80, 24)[-3:]


def test_blocks_stand_side_by_side_on_a_wide_screen_and_three_on_a_very_wide_one() -> None:
    assert any("Top tracks" in line and "Top artists" in line for line in page(120, 40))
    assert not any("Top albums" in line for line in page(120, 40))
    assert any("Top albums" in line and "By hour" in line for line in page(120, 60))
    wide = page(160, 40)
    assert any("Top artists" in line and "Top albums" in line for line in wide)
    assert any("Every day" in line and "By hour" in line for line in wide)
    assert max(map(cell_len, page(200, 40))) == 160


def test_a_change_is_shown_beside_its_figure_and_only_if_both_windows_are_known() -> None:
    assert re.search(r"1,017 +▲3%", "\n".join(page(80)))
    unknown = replace(dashboard(), is_comparable=False)
    assert "▲3%" not in "\n".join(page(80, report=unknown))


def test_an_overview_of_nothing_says_so() -> None:
    lines = page(80, report=replace(dashboard(), rows=(), parts=(), empty="Nothing here."))
    assert "Nothing here." in lines


def test_a_history_of_a_single_day_is_drawn_too() -> None:
    parts = tuple(
        replace(part, rows=part.rows[-1:] if part.name in {"calendar", "trend"} else part.rows[:1])
        for part in dashboard().parts
        if part.name != "clock"
    )
    report = replace(dashboard(), rows=dashboard().rows[:1], parts=parts, previous=None)
    for width in WIDTHS:
        assert max(map(cell_len, page(width, report=report))) <= width


@pytest.mark.parametrize(("width", "height"), [(80, 24), (80, None), (120, 40), (160, 40)])
@pytest.mark.parametrize("look", DEPTHS, ids=["none", "full"])
def test_the_page_is_drawn_as_its_golden_says(
    width: int, height: int | None, look: tuple[ColourDepth, Paper]
) -> None:
    text = "\n".join(line.rstrip() for line in page(width, height, look=look))
    assert_golden(f"dashboard-{width}x{height or 'any'}-{look[0].name.lower()}.txt", text + "\n")
