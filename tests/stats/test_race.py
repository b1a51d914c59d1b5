from dataclasses import replace
from datetime import date, timedelta

import pytest

from musicanalyser.report import Report
from musicanalyser.stats import race
from musicanalyser.stats.base.question import Question, RankBy, TimeUnit
from tests.stats.history import BERLIN, MINUTE, History, Song, asked, columns, part

QUARTER = replace(asked("2025-01-01", "2025-04-01"), per=TimeUnit.MONTH)
YEAR = asked("2025-01-01", "2026-01-01")
_KNOWN = ("2024-01-01 00:00", "2026-01-01 00:00")


def _play(history: History, artist: str, on: str, minutes: int = 3, *, times: int = 1) -> None:
    for number in range(times):
        song = Song(title=f"by {artist}", artist=artist)
        history.play(f"{on} {number // 6:02}:{number % 6 * 10:02}", minutes * MINUTE, song=song)


def _daily(history: History, artist: str, since: date, until: date, times: int) -> None:
    for after in range((until - since).days):
        _play(history, artist, f"{since + timedelta(days=after)}", times=times)


def _courses(history: History, question: Question = QUARTER) -> dict[str, list[object]]:
    report = race.answer(history.conn, question)
    rows = columns(report, "artist", "rank")
    return {str(one): [rank for who, rank in rows if who == one] for one, _ in rows}


def test_a_rank_is_that_of_the_total_since_the_start_of_the_window(history: History) -> None:
    history.know_span(*_KNOWN)
    for artist, on, minutes in (
        ("Ada", "2025-01-05", 10),
        ("Bea", "2025-01-06", 20),
        ("Ada", "2025-02-05", 15),
        ("Cal", "2025-03-05", 12),
        ("Cal", "2024-12-31", 99),
    ):
        _play(history, artist, on, minutes)
    assert _courses(history) == {"Ada": [2, 1, 1], "Bea": [1, 2, 2], "Cal": [None, None, 3]}
    report = race.answer(history.conn, QUARTER)
    assert columns(report, "span", "heard_ms")[:3] == [
        ("2025-01", 10 * MINUTE),
        ("2025-01", 20 * MINUTE),
        ("2025-01", 0),
    ]
    assert columns(part(report, "leaders"), "artist", "first_span", "last_span", "periods") == [
        ("Bea", "2025-01", "2025-01", 1),
        ("Ada", "2025-02", "2025-03", 2),
    ]
    assert columns(part(report, "standings"), "artist", "best_rank", "periods_first") == [
        ("Ada", 1, 2),
        ("Bea", 1, 1),
        ("Cal", 3, 0),
    ]


def test_artists_that_are_not_shown_count_in_the_ranks_and_may_have_led(history: History) -> None:
    history.know_span(*_KNOWN)
    _play(history, "Ada", "2025-01-05", 9)
    _play(history, "Bea", "2025-01-06", 5)
    _play(history, "Bea", "2025-02-06", 5)
    one = replace(QUARTER, limit=1)
    assert _courses(history, one) == {"Bea": [2, 1, 1]}
    leaders = part(race.answer(history.conn, one), "leaders")
    assert columns(leaders, "artist") == [("Ada",), ("Bea",)]


def test_of_equal_totals_the_first_name_leads(history: History) -> None:
    history.know_span(*_KNOWN)
    for artist in ("Cal", "Bea", "Ada"):
        _play(history, artist, "2025-01-05")
    assert _courses(history) == {"Ada": [1] * 3, "Bea": [2] * 3, "Cal": [3] * 3}


def test_by_plays_the_counted_plays_decide(history: History) -> None:
    history.know_span(*_KNOWN)
    _play(history, "Ada", "2025-01-05", 1, times=3)
    _play(history, "Bea", "2025-01-06", 10)
    assert _courses(history, replace(QUARTER, rank_by=RankBy.PLAYS))["Ada"] == [1, 1, 1]
    assert _courses(history)["Ada"] == [2, 2, 2]


def test_a_period_of_which_nothing_is_known_has_neither_rank_nor_total(history: History) -> None:
    history.know_span("2025-01-01 00:00", "2025-01-20 00:00")
    history.know_span("2025-03-01 00:00", "2025-03-05 00:00")
    _play(history, "Ada", "2025-01-05")
    report = race.answer(history.conn, QUARTER)
    assert columns(report, "rank", "heard_ms") == [
        (1, 3 * MINUTE),
        (None, None),
        (1, 3 * MINUTE),
    ]
    assert columns(part(report, "leaders"), "first_span", "periods") == [
        ("2025-01", 1),
        ("2025-03", 1),
    ]


@pytest.mark.parametrize(
    ("since", "unit", "spans"),
    [("2025-03-01", "Day", 31), ("2025-01-01", "Week", 14), ("2023-01-01", "Month", 27)],
)
def test_the_length_of_the_window_chooses_the_periods(
    history: History, since: str, unit: str, spans: int
) -> None:
    history.know_span(*_KNOWN)
    _play(history, "Ada", "2025-03-05")
    report = race.answer(history.conn, asked(since, "2025-04-01"))
    assert (report.columns[0].title, len(report.rows)) == (unit, spans)


def test_years_of_all_time_are_those_of_the_plays_and_of_the_sums(history: History) -> None:
    history.know_span("2020-01-01 00:00", "2026-01-01 00:00")
    for year in range(2020, 2026):
        _play(history, "Ada", f"{year}-12-31", year - 2015)
        _play(history, "Bea", f"{year}-01-01", 2027 - year)
    everything = replace(asked(None, "2026-01-01"), per=TimeUnit.YEAR)
    summed = race.answer(history.conn, everything)
    history.play("2025-06-01 12:00", song=Song(artist="Private"), private=True)
    read = race.answer(history.conn, replace(everything, private=True, limit=2))
    assert summed.rows == read.rows
    assert [row[1:3] for row in summed.rows[::2]] == [("Ada", rank) for rank in (2, 2, 1, 1, 1, 1)]


def _overtake(history: History, *, today: date) -> Report:
    """Let Bea gain two plays a day on Ada, who is ahead by many."""
    _daily(history, "Ada", date(2025, 1, 1), date(2025, 3, 1), 4)
    _daily(history, "Ada", date(2025, 3, 1), today, 1)
    _daily(history, "Bea", date(2025, 3, 1), today, 3)
    history.know_span("2024-12-01 00:00", f"{today} 12:00")
    window = replace(YEAR.window, until=YEAR.window.until.replace(year=2025, month=today.month))
    window = replace(window, until=window.until.replace(day=today.day, hour=12, tzinfo=BERLIN))
    question = Question(window=window, today=today, rank_by=RankBy.PLAYS)
    return race.answer(history.conn, question)


def test_a_planted_overtake_comes_as_forecast(history: History) -> None:
    report = _overtake(history, today=date(2025, 6, 10))
    ((artist, ahead, gap, gain, in_sight, about, earliest, latest),) = part(
        report, "overtakes"
    ).rows
    assert (artist, ahead, in_sight, gain) == ("Bea", "Ada", True, 2)
    came = date(2025, 3, 1) + timedelta(days=59 * 4 // 2)
    assert gap == (came - date(2025, 6, 10)).days * 2
    assert about == earliest == latest == came


def test_an_overtake_that_is_not_in_sight_is_only_told_of_the_first_two(history: History) -> None:
    today = date(2025, 6, 10)
    for artist, times in (("Ada", 3), ("Bea", 2), ("Cal", 1)):
        _daily(history, artist, date(2025, 1, 1), today, times)
    history.know_span("2024-12-01 00:00", f"{today} 00:00")
    report = race.answer(history.conn, replace(asked("2025-01-01", f"{today}"), today=today))
    assert columns(part(report, "overtakes"), "artist", "in_sight", "day", "latest_day") == [
        ("Bea", False, None, None)
    ]
    assert report.notes == ("Bea does not pass Ada within 2 years at this pace.",)


def test_there_is_no_forecast_without_90_known_days_or_for_the_past(history: History) -> None:
    report = _overtake(history, today=date(2025, 6, 10))
    assert len(part(report, "overtakes").rows) == 1
    past = replace(asked("2025-01-01", "2025-06-01"), today=date(2025, 6, 10))
    assert part(race.answer(history.conn, past), "overtakes").rows == ()
    history.conn.execute("update known_spans set since_ms = since_ms + 110 * 86400000")
    shorter = replace(asked("2025-01-01", "2025-06-11"), today=date(2025, 6, 10))
    forecast = part(race.answer(history.conn, shorter), "overtakes")
    assert (forecast.rows, forecast.empty) == (
        (),
        "No forecast: the window has ended, or the last 90 days are not known.",
    )


def test_a_window_without_music_has_no_race(history: History) -> None:
    history.play("2024-01-01 12:00")
    report = race.answer(history.conn, QUARTER)
    assert (report.rows, report.parts) == ((), ())
