import pytest

from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.marks.columns import draw_columns, draw_hour_strip
from musicanalyser.render.marks.day_strip import STRIP, draw_day_strip
from musicanalyser.render.marks.radar import HEIGHT, WIDTH, draw_radar
from musicanalyser.report import Column, ColumnKind, Report
from tests.render.samples import MINUTE_MS, NOW


def plain(lines: list[StyledText]) -> list[str]:
    return [line.plain for line in lines]


def test_columns_grow_by_eighths_of_a_line() -> None:
    assert plain(draw_columns([8, 4, 1, 0, None], height=2, cells=1)) == ["█    ", "██▂  "]


def test_a_tick_marks_the_previous_value_and_is_cut_out_of_a_higher_column() -> None:
    lines = draw_columns([4, 1], height=4, cells=2, gap=1, previous=[2, 4])
    assert plain(lines) == ["██ ━━ ", "██    ", "━━    ", "██ ██ "]
    assert [style for text, style in lines[2].runs() if "━" in text] == ["side on scale-8"]
    assert [style for text, style in lines[0].runs() if "━" in text] == ["side"]


@pytest.mark.parametrize("values", [[], [None], [0, 0], [None, 0]])
def test_columns_of_nothing_are_empty(values: list[float | None]) -> None:
    assert all(not line.strip() for line in plain(draw_columns(values, height=3, cells=2)))


def test_the_hours_of_a_day_fill_an_ordinary_terminal() -> None:
    clock = Report(
        name="clock",
        title="By hour",
        columns=(
            Column(name="hour", title="Hour", kind=ColumnKind.COUNT),
            Column(name="heard_ms", title="Time", kind=ColumnKind.DURATION, bar=True),
        ),
        rows=tuple((hour, hour) for hour in range(24)),
    )
    line, names = plain(draw_hour_strip(clock, StyledText("By hour")))
    assert len(line) == 80
    assert line.startswith("By hour    ▁▁ ")
    assert line.rstrip().endswith("██")
    assert names.split() == ["00", "03", "06", "09", "12", "15", "18", "21"]
    assert names.index("21") == 8 + 3 * 21


def test_a_day_has_a_cell_for_each_quarter_of_an_hour() -> None:
    start = NOW.replace(hour=6, minute=10)
    line, names = plain(draw_day_strip([(start, 20 * MINUTE_MS)]))
    assert len(line) == STRIP
    assert line.strip() == "▃█"
    assert line.index("▃") == 6 * 4
    assert names.index("06") == 6 * 4


def test_what_sounds_past_midnight_is_left_out_of_the_day() -> None:
    start = NOW.replace(hour=23, minute=55)
    assert draw_day_strip([(start, 20 * MINUTE_MS)])[0].plain.strip() == "█"


def test_a_radar_names_its_axes_and_draws_nothing_outside_of_its_size() -> None:
    labels = ["energy", "danceability", "liveness", "instrumentalness", "valence"]
    lines = draw_radar(labels, [1, 0.5, 0, 0.25, 0.75])
    assert len(lines) == HEIGHT
    assert {line.cell_len for line in lines} == {WIDTH}
    assert all(any(label in line.plain for line in lines) for label in labels)


def test_more_of_a_trait_covers_more_of_a_radar() -> None:
    def filled(share: float) -> int:
        lines = draw_radar(["a", "b", "c", "d"], [share] * 4)
        return sum(len(text) for line in lines for text, ink in line.runs() if "ramp" in ink)

    assert filled(0) < filled(0.4) < filled(0.8) < filled(1)
