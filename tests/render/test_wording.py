from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.render.wording import format_change, format_dates, format_value, with_title
from musicanalyser.report import ColumnKind, RankChange, Span, Value
from tests.render.samples import WEEK, ZONE


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0, "0%"),
        (0.0004, "<0.1%"),
        (0.004, "0.4%"),
        (0.0094, "0.9%"),
        (0.0099, "1%"),
        (0.364, "36%"),
        (0.994, "99%"),
        (0.9951, ">99%"),
        (1, "100%"),
        (1.2, "120%"),
    ],
)
def test_a_share_is_whole_percent_and_only_the_whole_is_a_hundred(
    share: float, expected: str
) -> None:
    assert format_value(share, ColumnKind.SHARE) == expected


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (12_345, ColumnKind.COUNT, "12,345"),
        (-12_345, ColumnKind.COUNT, "−12,345"),  # noqa: RUF001 - a minus sign
        (11.26, ColumnKind.NUMBER, "11.3"),
        (3, ColumnKind.NUMBER, "3"),
        (46.94, ColumnKind.SCORE, "46.9"),
        (date(2025, 3, 14), ColumnKind.DATE, "14 Mar 2025"),
        (datetime(2025, 3, 14, 18, 30, 59, tzinfo=ZONE), ColumnKind.MOMENT, "14 Mar 2025 18:30"),
        (245_000, ColumnKind.DURATION, "4 min"),
        (3_600_000.7, ColumnKind.DURATION, "1 h 00"),
        (12_300, ColumnKind.DURATION, "12 s"),
        (245_000, ColumnKind.LENGTH, "4:05"),
        (3_845_000, ColumnKind.LENGTH, "64:05"),
        (True, ColumnKind.FLAG, "yes"),
        (False, ColumnKind.FLAG, "no"),
        ("a\x1bb", ColumnKind.TEXT, "a�b"),
        (7, ColumnKind.TEXT, "7"),
        ("not a number", ColumnKind.DURATION, "not a number"),
        (3, ColumnKind.RANK_CHANGE, "▲3"),
        (-12, ColumnKind.RANK_CHANGE, "▼12"),
        (0, ColumnKind.RANK_CHANGE, "·"),
        (RankChange.NEW_ENTRY, ColumnKind.RANK_CHANGE, "new"),
        (0.05, ColumnKind.SHARE_CHANGE, "▲5 pp"),
        (-0.03, ColumnKind.SHARE_CHANGE, "▼3 pp"),
        (-1, ColumnKind.SHARE_CHANGE, "▼100 pp"),
        (0.012, ColumnKind.SHARE_CHANGE, "▲1.2 pp"),
        (0.0994, ColumnKind.SHARE_CHANGE, "▲9.9 pp"),
        (0.0996, ColumnKind.SHARE_CHANGE, "▲10 pp"),
        (0.0004, ColumnKind.SHARE_CHANGE, "±0"),
        (-0.0004, ColumnKind.SHARE_CHANGE, "±0"),
        (0.0, ColumnKind.SHARE_CHANGE, "±0"),
    ],
)
def test_every_kind_reads_in_one_way(value: Value, kind: ColumnKind, expected: str) -> None:
    assert format_value(value, kind) == expected


@pytest.mark.parametrize("kind", ColumnKind)
@pytest.mark.parametrize("value", [None, float("nan"), float("inf")])
def test_the_unknown_is_a_dash_and_never_nothing_or_zero(value: Value, kind: ColumnKind) -> None:
    assert format_value(value, kind) == "–"  # noqa: RUF001 - an en dash


@pytest.mark.parametrize(
    ("now", "before", "kind", "expected"),
    [
        (112, 100, ColumnKind.COUNT, "▲12%"),
        (88, 100, ColumnKind.DURATION, "▼12%"),
        (1002, 1000, ColumnKind.COUNT, "▲0.2%"),
        (5, 5, ColumnKind.COUNT, "±0"),
        (100_001, 100_000, ColumnKind.COUNT, "±0"),
        (3, 0, ColumnKind.COUNT, "▲ from 0"),
        (0, 0, ColumnKind.COUNT, "±0"),
        (0.18, 0.21, ColumnKind.SHARE, "▼3 pp"),
        (0.05, 0, ColumnKind.SHARE, "▲5 pp"),
        (46.9, 47.1, ColumnKind.SCORE, "▼0.2 points"),
        (60.3, 45.2, ColumnKind.SCORE, "▲15 points"),
        (5, 0, ColumnKind.SCORE, "▲5 points"),
        (None, 5, ColumnKind.COUNT, "–"),  # noqa: RUF001 - an en dash
        (5, None, ColumnKind.COUNT, "–"),  # noqa: RUF001 - an en dash
        (date(2025, 1, 1), date(2024, 1, 1), ColumnKind.DATE, ""),
        ("a", "b", ColumnKind.TEXT, ""),
    ],
)
def test_a_change_is_in_percent_or_points_and_unknown_where_either_figure_is(
    now: Value, before: Value, kind: ColumnKind, expected: str
) -> None:
    assert format_change(now, before, kind) == expected


def test_a_window_of_whole_days_names_its_last_day_and_not_the_one_after() -> None:
    until = datetime(2025, 3, 15, tzinfo=ZONE)
    assert format_dates(replace(WEEK, until=until)) == "8 – 14 Mar 2025"  # noqa: RUF001 - an en dash


def test_a_window_of_two_years_names_both() -> None:
    since = datetime(2024, 12, 31, tzinfo=ZONE)
    assert format_dates(replace(WEEK, since=since)) == "31 Dec 2024 – 14 Mar 2025"  # noqa: RUF001 - an en dash


def test_a_window_of_one_day_is_named_once() -> None:
    span = replace(
        WEEK, since=datetime(2025, 3, 30, tzinfo=ZONE), until=datetime(2025, 3, 31, tzinfo=ZONE)
    )
    assert format_dates(span) == "Sunday, 30 Mar 2025"


def test_a_window_says_hours_only_where_it_is_less_than_days() -> None:
    assert format_dates(WEEK) == "8 – 14 Mar 2025"  # noqa: RUF001 - an en dash
    today = replace(WEEK, since=datetime(2025, 3, 14, tzinfo=ZONE))
    assert format_dates(today) == "Friday, 14 Mar 2025 until 18:30"
    hours = replace(WEEK, since=datetime(2025, 3, 13, 9, 30, tzinfo=ZONE))
    assert format_dates(hours) == "13 Mar 2025 09:30 – 14 Mar 2025 18:30"  # noqa: RUF001 - an en dash
    assert format_dates(replace(WEEK, since=None)) == "until 14 Mar 2025"


def test_a_day_without_a_midnight_still_begins_where_it_begins() -> None:
    beirut = ZoneInfo("Asia/Beirut")
    first = datetime(2024, 3, 31, 1, tzinfo=beirut)  # the clocks jump from 00:00 to 01:00
    span = Span(
        label="", since=first, until=datetime(2024, 4, 1, tzinfo=beirut), timezone="Asia/Beirut"
    )
    assert format_dates(span) == "Sunday, 31 Mar 2024"
    assert format_dates(replace(span, since=first.astimezone(UTC))).startswith("30 Mar 2024 22:00")


def test_one_of_something_is_no_plural() -> None:
    assert [with_title(text, "Plays") for text in ("1", "2", "1.0")] == [
        "1 play",
        "2 plays",
        "1.0 plays",
    ]
    assert with_title("1", "Known days") == "1 known day"
    assert with_title("1", "In 7 days") == "1 in 7 days"
