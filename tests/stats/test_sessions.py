from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest

from musicanalyser.listening.definitions import CountAs
from musicanalyser.report import Layout
from musicanalyser.stats import sessions
from tests.stats.history import (
    BERLIN,
    HOUR,
    MINUTE,
    SECOND,
    History,
    Song,
    asked,
    column,
    columns,
    figure,
    part,
)

WEEK = asked("2025-03-10", "2025-03-17")
ALL = asked(None, "2025-03-17")


def test_a_gap_of_30_minutes_keeps_a_session_together_and_more_ends_it(history: History) -> None:
    history.play("2025-03-12 08:00:00", 10 * MINUTE)
    history.play("2025-03-12 08:40:00", 10 * MINUTE)
    history.play("2025-03-12 09:20:00.001", 10 * MINUTE)
    report = sessions.answer(history.conn, WEEK)
    assert report.layout is Layout.FIGURES
    longest = part(report, "longest-sessions")
    assert columns(longest, "started_at", "ended_at", "length_ms", "heard_ms", "plays") == [
        (_at("2025-03-12 08:00"), _at("2025-03-12 08:50"), 50 * MINUTE, 20 * MINUTE, 2),
        (
            _at("2025-03-12 09:20:00.001"),
            _at("2025-03-12 09:30:00.001"),
            10 * MINUTE,
            10 * MINUTE,
            1,
        ),
    ]


def test_the_gap_can_be_chosen_and_is_named(history: History) -> None:
    history.play("2025-03-12 08:00", 10 * MINUTE)
    history.play("2025-03-12 08:20", 10 * MINUTE)
    report = sessions.answer(history.conn, replace(WEEK, session_gap_minutes=9))
    assert figure(report, "sessions") == 2
    assert "a silence of more than 9 minutes" in report.definition


def test_the_figures_of_both_windows_stand_side_by_side(history: History) -> None:
    for hour, minutes in ((8, 10), (12, 20), (16, 40), (20, 60)):
        history.play(f"2025-03-12 {hour:02}:00", minutes * MINUTE)
    history.play("2025-03-12 20:30", 5 * MINUTE)
    history.play("2025-03-05 08:00", 7 * MINUTE)
    report = sessions.answer(history.conn, WEEK)
    assert report.rows == (
        ("the window", 4, 20 * MINUTE, 32 * MINUTE + 30 * SECOND, 60 * MINUTE, 1.25),
        ("previous 7 days", 1, 7 * MINUTE, 7 * MINUTE, 7 * MINUTE, 1.0),
    )


def test_a_mean_is_rounded_down_to_the_millisecond(history: History) -> None:
    history.play("2025-03-12 08:00", 1)
    history.play("2025-03-12 12:00", 2)
    assert figure(sessions.answer(history.conn, WEEK), "mean_length_ms") == 1


def test_a_window_without_sessions_has_unknown_lengths(history: History) -> None:
    history.play("2025-03-05 08:00")
    assert sessions.answer(history.conn, WEEK).rows[0] == (
        "the window",
        0,
        None,
        None,
        None,
        None,
    )


def test_all_plays_hold_a_session_together_and_counted_ones_are_counted(history: History) -> None:
    history.play("2025-03-12 08:00", 10 * MINUTE)
    history.play("2025-03-12 08:35", 1 * SECOND)
    history.play("2025-03-12 09:00", 10 * MINUTE)
    report = sessions.answer(history.conn, WEEK)
    assert report.rows[0][1:] == (1, 70 * MINUTE, 70 * MINUTE, 70 * MINUTE, 2.0)
    report = sessions.answer(history.conn, replace(WEEK, count_as=CountAs.ANY))
    assert figure(report, "plays_per_session") == 3.0


def test_a_pause_up_to_the_gap_is_part_of_a_session(history: History) -> None:
    history.play("2025-03-12 08:00", 3 * MINUTE, paused_ms=30 * MINUTE)
    history.play("2025-03-12 08:40", 3 * MINUTE)
    longest = part(sessions.answer(history.conn, WEEK), "longest-sessions")
    assert columns(longest, "length_ms", "heard_ms") == [(43 * MINUTE, 6 * MINUTE)]


def test_a_longer_pause_within_a_play_ends_the_session(history: History) -> None:
    """Where the pause was is unknown: the play counts as heard at its start."""
    history.play("2025-03-12 08:00", 3 * MINUTE, paused_ms=30 * MINUTE + 1)
    history.play("2025-03-12 08:34", 4 * MINUTE)
    longest = part(sessions.answer(history.conn, WEEK), "longest-sessions")
    assert column(longest, "length_ms") == [4 * MINUTE, 3 * MINUTE]


def test_no_session_is_longer_than_its_sound_and_its_gaps(history: History) -> None:
    random = Random(1)  # noqa: S311 - repeatable, not secret
    started = datetime(2025, 3, 10, 1, tzinfo=history.zone)
    for _ in range(200):
        heard_ms, paused_ms = random.randrange(10 * MINUTE), random.randrange(60 * MINUTE)
        history.play(started.isoformat(), heard_ms, paused_ms=paused_ms)
        started += timedelta(milliseconds=heard_ms + paused_ms + random.randrange(40 * MINUTE))
    found = sessions.sessions_of(history.conn, ALL, ALL.window)
    gaps = 2 * 30 * MINUTE  # within each play, and after it
    assert len(found) > 50
    assert all(one.length_ms <= one.heard_ms + one.plays * gaps for one in found)


def test_the_end_is_the_latest_so_far_whatever_ended_since(history: History) -> None:
    history.play("2025-03-12 08:00", 3 * HOUR)
    history.play("2025-03-12 08:05", 1 * MINUTE)
    history.play("2025-03-12 11:20", 1 * MINUTE)
    longest = part(sessions.answer(history.conn, WEEK), "longest-sessions")
    assert column(longest, "length_ms") == [201 * MINUTE]


def test_a_session_belongs_to_the_window_in_which_it_started_and_is_measured_whole(
    history: History,
) -> None:
    history.play("2025-03-09 23:50", 15 * MINUTE)  # began before the window
    history.play("2025-03-10 00:10", 15 * MINUTE)
    history.play("2025-03-16 23:50", 15 * MINUTE)
    history.play("2025-03-17 00:20", 15 * MINUTE)  # runs past its end
    history.play("2025-03-17 01:20", 15 * MINUTE)  # and begins after it
    longest = part(sessions.answer(history.conn, WEEK), "longest-sessions")
    assert columns(longest, "started_at", "length_ms", "plays") == [
        (_at("2025-03-16 23:50"), 45 * MINUTE, 2)
    ]
    before = sessions.answer(history.conn, asked("2025-03-03", "2025-03-10"))
    assert figure(before, "longest_length_ms") == 35 * MINUTE


@pytest.mark.parametrize(("minute", "count"), [("30", 0), ("31", 1)])
def test_a_play_that_began_long_before_the_window_can_reach_into_it(
    history: History, minute: str, count: int
) -> None:
    history.play("2025-03-09 00:01", 24 * HOUR)
    history.play("2025-03-09 12:00", 1 * MINUTE)
    history.play(f"2025-03-10 00:{minute}:30", 1 * MINUTE)
    assert figure(sessions.answer(history.conn, WEEK), "sessions") == count


def test_a_play_of_a_whole_day_that_ended_before_the_window_is_still_seen(
    history: History,
) -> None:
    history.play("2025-03-08 23:40", 24 * HOUR)
    history.play("2025-03-10 00:05", 1 * MINUTE)
    assert figure(sessions.answer(history.conn, WEEK), "sessions") == 0


def test_no_play_reaches_further_than_a_day(history: History) -> None:
    history.play("2025-03-08 12:00", 101 * HOUR)
    history.play("2025-03-10 12:00", 1 * MINUTE)
    assert figure(sessions.answer(history.conn, WEEK), "sessions") == 1
    longest = part(sessions.answer(history.conn, ALL), "longest-sessions")
    assert column(longest, "length_ms") == [24 * HOUR, 1 * MINUTE]


def test_private_plays_and_podcasts_hold_no_session_together(history: History) -> None:
    history.play("2025-03-12 08:00", 10 * MINUTE)
    history.play("2025-03-12 08:20", 20 * MINUTE, private=True)
    history.play("2025-03-12 08:20", 20 * MINUTE, song=Song(uri="x:1", kind="podcast"))
    history.play("2025-03-12 08:45", 10 * MINUTE)
    assert figure(sessions.answer(history.conn, WEEK), "sessions") == 2
    report = sessions.answer(history.conn, replace(WEEK, private=True))
    assert figure(report, "sessions") == 1


def test_the_longest_sessions_come_first_and_name_their_first_track(history: History) -> None:
    history.play("2025-03-12 08:00", 10 * MINUTE, song=Song(title="Aria", uri="x:1"))
    history.play("2025-03-12 12:00", 20 * MINUTE, song=Song(title="Ballad", uri="x:2"))
    history.play("2025-03-12 12:20", 10 * MINUTE, song=Song(title="Canon", uri="x:3"))
    history.play("2025-03-11 12:00", 10 * MINUTE, song=Song(title=None, artist=None, uri="x:4"))
    longest = part(sessions.answer(history.conn, WEEK), "longest-sessions")
    assert columns(longest, "first_title", "first_artist", "first_uri") == [
        ("Ballad", "Ada", "x:2"),
        (None, None, "x:4"),
        ("Aria", "Ada", "x:1"),
    ]
    short = part(sessions.answer(history.conn, replace(WEEK, limit=1)), "longest-sessions")
    assert column(short, "first_title") == ["Ballad"]


def test_a_session_across_a_change_of_the_clock_is_measured_in_true_time(history: History) -> None:
    history.play("2025-03-30T01:50+01:00", 10 * MINUTE)
    history.play("2025-03-30T03:10+02:00", 10 * MINUTE)
    report = sessions.answer(history.conn, asked("2025-03-30", "2025-03-31"))
    assert figure(report, "longest_length_ms") == 30 * MINUTE


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)
