"""A listener who travels: hours and days are those of the place where music was heard."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.listening.definitions import CountAs
from musicanalyser.report import Report
from musicanalyser.stats import STATS, answer_question
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.clock import answer as clock
from musicanalyser.stats.entities.entity import find_entity
from musicanalyser.stats.entities.why import explain
from musicanalyser.store import database_state
from musicanalyser.timespan import to_ms
from tests.stats.history import MINUTE, History, Song, asked, column, figure, part, records

MARCH = asked("2025-03-01", "2025-04-01")
FIRST = datetime(2025, 3, 1, tzinfo=UTC)


def _add(history: History, moment: datetime, country: str | None, heard_ms: int = MINUTE) -> None:
    started_ms = to_ms(moment)
    play = history.play_at(started_ms, heard_ms, song=Song(), ended_ms=started_ms + heard_ms)
    history.set_device(play, country=country)


def _trip(history: History, country: str | None = "JP") -> None:
    """Add a play at eight in the morning of each day: in Berlin, but of 11 to 20 March in Tokyo."""
    for day in range(1, 31):
        if 11 <= day <= 20:
            _add(history, datetime(2025, 3, day - 1, 23, tzinfo=UTC), country)
        else:
            _add(history, datetime(2025, 3, day, 7 - (day >= 30), tzinfo=UTC), "DE")


def _hours(report: Report) -> dict[int, int]:
    times = zip(column(report, "hour"), column(report, "heard_ms"), strict=True)
    return {int(str(hour)): int(str(ms)) // MINUTE for hour, ms in times if ms}


@pytest.mark.parametrize("count_as", CountAs)
def test_a_trip_by_country_is_heard_in_the_hours_there(count_as: CountAs, history: History) -> None:
    _trip(history)
    assert _hours(clock(history.conn, replace(MARCH, count_as=count_as))) == {8: 30}


def test_a_trip_by_the_setting_is_heard_in_the_hours_there(history: History) -> None:
    _set_zones(history, "2025-03-11/2025-03-20 Asia/Tokyo")
    _trip(history, country=None)
    assert _hours(clock(history.conn, MARCH)) == {8: 30}


def test_why_shows_plays_at_the_time_of_the_place_as_the_log_does(history: History) -> None:
    _trip(history)
    question = replace(MARCH, limit=40)
    why = explain(history.conn, question, find_entity(history.conn, "Aria"))
    logged = column(STATS["log"].answer(history.conn, question), "started_at")
    assert column(part(why, "why-plays"), "started_at") == logged
    assert {moment.hour for moment in logged if isinstance(moment, datetime)} == {8}


def test_without_a_trip_and_a_country_hours_are_those_of_home(history: History) -> None:
    _trip(history, country=None)
    assert _hours(clock(history.conn, MARCH)) == {8: 20, 0: 10}


def test_the_setting_wins_over_the_country(history: History) -> None:
    _set_zones(history, "2025-03-11/2025-03-20 Asia/Kathmandu")
    _trip(history)
    hours = _hours(clock(history.conn, MARCH))
    assert hours == {8: 20, 4: 10}


def test_a_country_with_several_zones_is_not_guessed_and_a_note_says_so(history: History) -> None:
    _trip(history, country="US")
    report = clock(history.conn, MARCH)
    assert _hours(report) == {8: 20, 0: 10}
    (note,) = report.notes
    assert note.startswith("Local time of Europe/Berlin also for 33% of listening time in United")
    assert note.endswith("has several zones. Name yours with: musicanalyser config set zones")


@pytest.mark.parametrize(
    ("zones", "note"),
    [
        ("", "Local time of Asia/Tokyo for 33% of listening time, by the country: Japan."),
        (
            "2025-03-11/2025-03-20 Asia/Seoul",
            "Local time of Asia/Seoul for 33% of listening time, by the setting zones.",
        ),
    ],
)
def test_notes_say_where_the_hours_are_from(zones: str, note: str, history: History) -> None:
    _set_zones(history, zones)
    _trip(history)
    for name in ("clock", "heatmap", "calendar", "first-last"):
        assert note in STATS[name].answer(history.conn, MARCH).notes


def test_who_stays_at_home_is_told_nothing_of_zones(history: History) -> None:
    _trip(history, country="DE")
    for name in ("clock", "heatmap", "calendar", "first-last"):
        assert STATS[name].answer(history.conn, MARCH).notes == ()


def test_every_day_of_a_trip_has_its_own_play(history: History) -> None:
    _trip(history)
    history.know_span("2025-03-01 00:00", "2025-03-31 00:00")
    days = records(STATS["calendar"].answer(history.conn, MARCH))
    assert [one["plays"] for one in days] == [1] * 30 + [0]
    report = STATS["streaks"].answer(history.conn, MARCH)
    assert figure(report, "longest_streak_days") == 30


def test_mornings_abroad_are_mornings(history: History) -> None:
    _trip(history)
    report = STATS["first-last"].answer(history.conn, MARCH)
    assert (figure(report, "earliest_first"), figure(report, "latest_last")) == ("08:00", "08:00")
    assert figure(report, "days") == 30
    assert {one["first"] for one in records(part(report, "days"))} == {"08:00"}


def test_the_log_shows_the_time_there(history: History) -> None:
    _trip(history)
    moments = [one["started_at"] for one in records(STATS["log"].answer(history.conn, MARCH))]
    assert {moment.hour for moment in moments} == {8}


def test_a_play_out_of_the_window_of_days_counts_for_its_nearest_day(history: History) -> None:
    """The last evening of March at home is already the first of April in Tokyo."""
    _add(history, datetime(2025, 3, 31, 20, tzinfo=UTC), "JP")
    history.know_span("2025-03-01 00:00", "2025-04-01 00:00")
    report = answer_question(history.conn, "calendar", MARCH)
    last = records(report)[-1]
    assert (last["day"], last["plays"]) == (date(2025, 3, 31), 1)
    streaks = answer_question(history.conn, "streaks", MARCH)
    assert (figure(streaks, "active_days"), figure(streaks, "longest_last_day")) == (
        1,
        date(2025, 3, 31),
    )


MOVES = st.lists(
    st.tuples(st.integers(0, 40 * 24 * 60), st.sampled_from([None, "DE", "JP", "AS", "KI", "US"])),
    min_size=1,
    max_size=25,
    unique_by=lambda move: move[0],
)


def _figures(history: History, question: Question) -> tuple[object, ...]:
    hours = STATS["heatmap"].answer(history.conn, question)
    days = STATS["calendar"].answer(history.conn, question)
    return (
        sum(one["heard_ms"] for one in records(hours)),
        sum(one["plays"] for one in records(hours)),
        sum(one["heard_ms"] or 0 for one in records(days)),
        sum(one["plays"] or 0 for one in records(days)),
    )


@settings(deadline=None, max_examples=60)
@given(MOVES, st.integers(1, 41), st.sampled_from(["stream", "scrobble"]))
def test_no_play_falls_into_two_days_or_none_however_one_travels(
    moves: list[tuple[int, str | None]], cut: int, count_as: str
) -> None:
    with closing(History()) as history:
        for minutes, country in sorted(moves, key=lambda move: move[0]):
            _add(history, FIRST + timedelta(minutes=minutes), country, 5 * MINUTE)
        day = f"{(FIRST + timedelta(days=cut)).date()}"
        whole, first, second = (
            _figures(history, _counted(asked(*span), count_as))
            for span in (("2025-02-20", "2025-04-20"), ("2025-02-20", day), (day, "2025-04-20"))
        )
        added = tuple(
            int(str(one)) + int(str(other)) for one, other in zip(first, second, strict=True)
        )
        assert added == whole
        assert whole[1] == whole[3] == len(moves)
        assert whole[0] == whole[2] == len(moves) * 5 * MINUTE


@settings(deadline=None, max_examples=60)
@given(MOVES)
def test_sums_that_are_kept_are_those_that_are_made_anew(
    moves: list[tuple[int, str | None]],
) -> None:
    """Plays come in any order, one after the other; the sums are those of all of them at once."""
    with closing(History()) as one, closing(History()) as other:
        for minutes, country in moves:
            _add(one, FIRST + timedelta(minutes=minutes), country, 200 * MINUTE)
            one.conn.execute("select 1")
        for minutes, country in sorted(moves, key=lambda move: move[0]):
            _add(other, FIRST + timedelta(minutes=minutes), country, 200 * MINUTE)
        for table in ("hour_totals", "zone_steps", "year_totals"):
            dumps = [_dump(history, table) for history in (one, other)]
            assert dumps[0] == dumps[1]


def _dump(history: History, table: str) -> list[tuple[object, ...]]:
    return sorted(history.conn.execute(f"select * from {table}"), key=repr)  # noqa: S608


def _counted(question: Question, count_as: str) -> Question:
    return replace(question, count_as=CountAs(count_as), private=False)


def _set_zones(history: History, zones: str) -> None:
    database_state.put(history.conn, database_state.ZONES, zones)
