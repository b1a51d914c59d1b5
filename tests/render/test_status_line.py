from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from musicanalyser.errors import UsageError
from musicanalyser.render.status_line import (
    SHORT_WIDTH,
    StatusField,
    chosen_fields,
    only_fields,
    status_line,
)
from musicanalyser.report import Known, Report, Value
from musicanalyser.stats.parts.today_figures import COLUMNS
from musicanalyser.units import HOUR_MS, MINUTE_MS

TODAY: dict[str, Value] = {
    "heard_ms": 72 * MINUTE_MS + 59_999,
    "plays": 21,
    "skip_rate": 0.38,
    "current_streak_days": 23,
    "last_title": "Kettle Season",
    "last_artist": "Pigeonhole Timetable",
}


def line(
    values: dict[str, Value] | None = None,
    fields: str | None = None,
    *,
    short: bool = False,
    encoding: str = "utf-8",
) -> str:
    chosen = chosen_fields(fields, short=short)
    return status_line(report(values or {}), chosen, short=short, encoding=encoding)


def report(values: dict[str, Value]) -> Report:
    row = {"period": "today", **TODAY, **values}
    rows = (tuple(row[column.name] for column in COLUMNS),)
    return Report(name="today", title="Today", columns=COLUMNS, rows=rows)


def test_a_long_line_has_every_figure_in_words() -> None:
    words = line().replace("\N{EN DASH}", "-").replace(" %", "%")
    assert words == (
        "♫ 1 h 12 min · 21 plays · 38% skipped · 23 days in a row"
        " · last Kettle Season - Pigeonhole Timetable"
    )


def test_a_short_line_has_time_plays_and_the_streak() -> None:
    assert line(short=True) == "♫ 1h12 · 21 · day 23"


def test_what_does_not_fit_a_short_line_is_left_out_but_a_name_is_cut() -> None:
    assert line(fields="time,skips,streak", short=True).replace(" %", "%") == "♫ 1h12 · 38% skipped"
    assert line(fields="time,last", short=True) == "♫ 1h12 · Kettle Season"
    assert line(fields="time,plays,last", short=True) == "♫ 1h12 · 21 · Kettle Se…"


@pytest.mark.parametrize(
    ("ms", "long", "short"),
    [
        (0, "0 s", "0min"),
        (59_999, "59 s", "0min"),
        (45 * MINUTE_MS + 59_999, "45 min", "45min"),
        (HOUR_MS, "1 h", "1h00"),
        (23 * HOUR_MS + 5 * MINUTE_MS, "23 h 5 min", "23h05"),
    ],
)
def test_time_is_rounded_down_to_minutes(ms: int, long: str, short: str) -> None:
    assert line({"heard_ms": ms}, "time") == f"♫ {long}"
    assert line({"heard_ms": ms}, "time", short=True) == f"♫ {short}"


def test_one_play_and_one_day_are_singular() -> None:
    values: dict[str, Value] = {"plays": 1, "current_streak_days": 1}
    assert line(values, "plays,streak") == "♫ 1 play · 1 day in a row"


def test_what_is_unknown_is_left_out_and_nothing_is_0() -> None:
    values: dict[str, Value] = {"plays": 0, "skip_rate": None, "current_streak_days": None}
    assert line(values, "plays,skips,streak") == "♫ 0 plays"


def test_where_nothing_is_known_it_says_until_when_it_is() -> None:
    unknown = report(dict.fromkeys(TODAY))
    fields = chosen_fields(None, short=False)
    assert status_line(unknown, fields, short=False, encoding=None) == (
        "♫ Nothing is known of today."
    )
    known = Known(since=date(2025, 1, 1), until=date(2025, 3, 1), days=0, of=1)
    past = Report(
        name="today", title="Today", columns=unknown.columns, rows=unknown.rows, known=known
    )
    assert status_line(past, fields, short=False, encoding=None).startswith("♫ Known until ")
    assert status_line(past, fields, short=True, encoding=None) == "♫ \N{EN DASH}"


def test_an_empty_history_is_an_empty_short_line() -> None:
    empty = Report(name="today", title="Today", columns=COLUMNS, rows=())
    assert status_line(empty, [StatusField.TIME], short=True, encoding=None) == ""
    assert status_line(empty, [StatusField.TIME], short=False, encoding=None) == "No plays yet."


def test_fields_are_shown_in_the_order_asked_for() -> None:
    assert line(fields="streak, time") == "♫ 23 days in a row · 1 h 12 min"


@pytest.mark.parametrize("names", ["", "time,", "hours", "time;plays"])
def test_a_field_that_is_none_is_refused(names: str) -> None:
    with pytest.raises(UsageError, match="no field"):
        chosen_fields(names, short=False)


def test_formats_for_programs_get_the_columns_of_the_fields_alone() -> None:
    chosen = only_fields(report({}), [StatusField.LAST, StatusField.TIME])
    assert [column.name for column in chosen.columns] == [
        "period",
        "last_title",
        "last_artist",
        "heard_ms",
    ]
    assert chosen.rows == (("today", "Kettle Season", "Pigeonhole Timetable", TODAY["heard_ms"]),)


def test_without_unicode_the_marks_are_ascii() -> None:
    assert line(fields="time,plays,last", encoding="ascii") == (
        "1 h 12 min | 21 plays | last Kettle Season - Pigeonhole Timetable"
    )


def test_a_title_cannot_control_the_terminal() -> None:
    assert "\x1b" not in line({"last_title": "\x1b[2J"}, "last", short=True)


@given(
    st.integers(0, 30 * HOUR_MS),
    st.integers(0, 10**6),
    st.text(min_size=1),
    st.lists(st.sampled_from(list(StatusField)), min_size=1),
)
def test_a_short_line_never_has_more_than_24_cells(
    ms: int, plays: int, title: str, fields: list[StatusField]
) -> None:
    values: dict[str, Value] = {"heard_ms": ms, "plays": plays, "last_title": title}
    shown = status_line(report(values), fields, short=True, encoding="utf-8")
    assert cell_len(shown) <= SHORT_WIDTH
