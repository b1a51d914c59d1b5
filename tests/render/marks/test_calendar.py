from collections import Counter
from datetime import date, timedelta

import pytest

from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.marks.calendar import CALENDAR, draw_calendar, draw_small_calendar
from musicanalyser.render.style import ColourDepth, OutputStyle, Paper
from musicanalyser.report import Column, ColumnKind, Report

LAST = date(2025, 3, 14)  # a Friday
RAMP = OutputStyle(width=120, depth=ColourDepth.MANY, paper=Paper.DARK)
SHADED = OutputStyle(width=120)


def days(*amounts: int | None) -> Report:
    first = LAST - timedelta(days=len(amounts) - 1)
    return Report(
        name="calendar",
        title="Every day",
        columns=(
            Column(name="day", title="Day", kind=ColumnKind.DATE),
            Column(name="heard_ms", title="Time", kind=ColumnKind.DURATION, bar=True),
        ),
        rows=tuple((first + timedelta(days=place), one) for place, one in enumerate(amounts)),
    )


def rows(lines: list[StyledText]) -> dict[str, str]:
    return {line.plain[:3]: line.plain[5:].rstrip() for line in lines[1:8]}


def test_a_week_is_a_column_that_begins_on_monday() -> None:
    found = rows(draw_calendar(days(*[1] * 9), SHADED))
    assert found["Mon"] == "  █"
    assert found["Fri"] == "█ █"
    assert found["Sun"] == "█"


def test_a_year_ends_with_its_last_day_and_is_as_wide_as_a_calendar() -> None:
    page = draw_calendar(days(*[1] * 371), RAMP)
    assert max(line.cell_len for line in page) == CALENDAR
    assert len(rows(page)["Fri"].split()) == 53
    assert len(rows(page)["Sun"].split()) == 52
    assert draw_calendar(days(*[1] * 2000), RAMP)[3].plain == page[3].plain


def test_a_month_is_named_over_the_first_week_that_begins_in_it() -> None:
    months = draw_calendar(days(*[1] * 90), RAMP)[0].plain
    assert months.split() == ["Jan", "Feb", "Mar"]
    week_of_february = (date(2025, 2, 3) - date(2024, 12, 9)).days // 7
    assert months.index("Feb") == 5 + 2 * week_of_february


def test_the_unknown_is_not_nothing_and_nothing_is_not_little() -> None:
    found = rows(draw_calendar(days(None, 0, 5), SHADED))
    assert (found["Wed"], found["Fri"]) == ("?", "█")
    assert draw_calendar(days(None, 0, 5), SHADED)[4].plain[5:].strip() == "·"


@pytest.mark.parametrize(("style", "steps"), [(RAMP, 5), (SHADED, 4)])
def test_every_step_holds_as_many_days_as_the_others(style: OutputStyle, steps: int) -> None:
    page = draw_calendar(days(*range(1, 101)), style)[1:8]
    runs = [run for line in page for run in line.runs() if "ramp" in run[1]]
    counts = Counter((mark, ink) for text, ink in runs for mark in text if mark != " ")
    assert len(counts) == steps
    assert set(counts.values()) == {100 // steps}


def test_two_days_share_a_cell_where_there_are_colours_enough() -> None:
    page = draw_small_calendar(days(*range(1, 15)), RAMP, [StyledText("beside")])
    assert [line.plain[:3] for line in page[1:]] == ["Mon", "Wed", "Fri", "Sun"]
    assert page[1].plain.endswith("beside")
    assert page[1].plain[5:8].strip(" ") == "▀▀"


def test_without_colours_a_small_calendar_has_a_line_for_each_weekday() -> None:
    page = draw_small_calendar(days(*range(1, 15)), SHADED, [])
    assert len(page) == 8


def test_a_calendar_of_one_day_is_drawn_too() -> None:
    assert rows(draw_calendar(days(7), SHADED))["Fri"] == "█"
    assert rows(draw_calendar(days(0), SHADED))["Fri"] == "·"
    assert rows(draw_calendar(days(None), SHADED))["Fri"] == "?"
