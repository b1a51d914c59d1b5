"""How long the wait is while nothing plays."""

from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.listening.polling.idle_waits import IdleWaits, plan_idle_waits
from musicanalyser.listening.polling.silences import Silence, find_silences
from musicanalyser.listening.polling.start_profile import StartProfile, learn_profile
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.timespan.quarter_hours import quarter_parts
from musicanalyser.units import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS

UTC = LocalClock(ZoneInfo("UTC"))
MONDAY_MS = 20_514 * DAY_MS
"""2 March 2026."""
MEAN_MS = 120_000


def daily(*hours: float, days: int, weekend: float | None = None) -> list[Silence]:
    """Return the silences of somebody who listens for half an hour at these hours of each day."""
    starts = [
        MONDAY_MS + day * DAY_MS + int(HOUR_MS * hour)
        for day in range(days)
        for hour in ((weekend,) if weekend is not None and day % 7 >= 5 else hours)
    ]
    heard = [(at_ms, at_ms + 30 * MINUTE_MS) for at_ms in starts]
    return list(find_silences(heard, until_ms=MONDAY_MS + days * DAY_MS))


def planned(silences: list[Silence], *, mean_ms: int = MEAN_MS) -> IdleWaits:
    return plan_idle_waits(silences, UTC, profile=learn_profile(silences, UTC), mean_ms=mean_ms)


def calls(waits: IdleWaits, silences: list[Silence], *, mean_ms: int = MEAN_MS) -> float:
    return sum(
        lasts_ms / waits.wait_ms(at_ms=at_ms, silent_ms=at_ms - silence.since_ms, mean_ms=mean_ms)
        for silence in silences
        for at_ms, lasts_ms in quarter_parts(silence.since_ms, silence.until_ms)
    )


def test_a_silence_is_at_least_seven_minutes_and_the_last_one_still_lasts() -> None:
    minute = MINUTE_MS
    heard = [(0, 10 * minute), (5 * minute, 6 * minute), (16 * minute, 20 * minute)]
    assert find_silences(heard, until_ms=26 * minute) == []
    heard = [(0, 10 * minute), (5 * minute, 6 * minute), (17 * minute, 20 * minute)]
    assert find_silences(heard, until_ms=27 * minute) == [
        Silence(10 * minute, 17 * minute, ended_by_play=True),
        Silence(20 * minute, 27 * minute, ended_by_play=False),
    ]
    assert find_silences([], until_ms=DAY_MS) == []


def test_the_wait_is_short_at_the_hour_at_which_listening_usually_begins() -> None:
    waits = planned(daily(8, 18, days=60))
    at_8, at_13, at_3 = (
        waits.wait_ms(
            at_ms=MONDAY_MS + 70 * DAY_MS + hour * HOUR_MS, silent_ms=None, mean_ms=MEAN_MS
        )
        for hour in (8, 13, 3)
    )
    assert at_8 < MEAN_MS / 2
    assert at_13 > 3 * at_8
    assert at_3 > 3 * at_8


def test_hours_are_local_and_weekends_have_their_own() -> None:
    vienna = LocalClock(ZoneInfo("Europe/Vienna"))
    profile = learn_profile(daily(8, days=70, weekend=11), vienna)
    saturday_ms = MONDAY_MS + 5 * DAY_MS
    assert profile.rate_at(MONDAY_MS + 8 * HOUR_MS, vienna) > 3
    assert profile.rate_at(MONDAY_MS + 11 * HOUR_MS, vienna) < 1
    assert profile.rate_at(saturday_ms + 11 * HOUR_MS, vienna) > 3
    assert profile.rate_at(saturday_ms + 8 * HOUR_MS, vienna) < 3
    assert profile.workday.index(max(profile.workday)) == 4 * 10  # it is summer


def test_new_habits_replace_old_ones() -> None:
    old = daily(8, days=90)
    new = [
        Silence(one.since_ms + 90 * DAY_MS, one.until_ms + 90 * DAY_MS, one.ended_by_play)
        for one in daily(20, days=90)
    ]
    profile = learn_profile([*old, *new], UTC)
    assert profile.rate_at(MONDAY_MS + 20 * HOUR_MS, UTC) > 3 * profile.rate_at(
        MONDAY_MS + 8 * HOUR_MS, UTC
    )


@pytest.mark.parametrize(("days", "is_learnt"), [(20, False), (23, True)])
def test_hours_are_learnt_from_three_weeks(days: int, *, is_learnt: bool) -> None:
    assert bool(learn_profile(daily(8, days=days), UTC).workday) is is_learnt


def test_a_profile_around_midnight_has_no_edge() -> None:
    profile = learn_profile(daily(0, days=60), UTC)
    assert profile.workday[95] == pytest.approx(profile.workday[1], rel=0.2)


def test_a_history_without_any_start_teaches_nothing() -> None:
    silent = [Silence(0, 40 * DAY_MS, ended_by_play=False)]
    assert learn_profile(silent, UTC) == StartProfile()
    assert planned(silent).wait_ms(at_ms=0, silent_ms=None, mean_ms=MEAN_MS) > 0


@pytest.mark.parametrize("mean_ms", [60_000, 120_000, 240_000])
@pytest.mark.parametrize("hours", [(8,), (7, 12.5, 18, 21)])
def test_the_waits_of_four_weeks_cost_what_equal_waits_would_have(
    hours: tuple[float, ...], mean_ms: int
) -> None:
    silences = daily(*hours, days=27)
    idle_ms = sum(one.until_ms - one.since_ms for one in silences)
    waits = planned(silences, mean_ms=mean_ms)
    assert calls(waits, silences, mean_ms=mean_ms) == pytest.approx(idle_ms / mean_ms, rel=0.02)


def test_just_after_listening_it_waits_least_and_longer_and_longer_for_a_new_user() -> None:
    waits = planned([])
    after_minutes = (8, 20, 45, 90, 180, 400)
    found = [
        waits.wait_ms(at_ms=0, silent_ms=minutes * MINUTE_MS, mean_ms=MEAN_MS)
        for minutes in after_minutes
    ]
    assert all(one < other for one, other in pairwise(found))
    assert found[0] < MEAN_MS / 2
    assert found[-1] > MEAN_MS


def test_how_long_silences_last_is_learnt_too() -> None:
    waits = planned(daily(*range(8, 23, 2), days=60))
    soon, later = (
        waits.wait_ms(
            at_ms=MONDAY_MS + 60 * DAY_MS + 14 * HOUR_MS,
            silent_ms=minutes * MINUTE_MS,
            mean_ms=MEAN_MS,
        )
        for minutes in (10, 89)
    )
    assert later < soon


def test_a_wait_is_from_twenty_seconds_to_ten_minutes_or_fifteen_if_calls_are_scarce() -> None:
    waits = IdleWaits(StartProfile(), UTC, (8.2,) * 8 + (0.001,), scale=1.0)

    def wait_ms(silent_ms: int, mean_ms: int) -> int:
        return waits.wait_ms(at_ms=0, silent_ms=silent_ms, mean_ms=mean_ms)

    assert wait_ms(0, 30_000) == 20 * SECOND_MS
    assert wait_ms(40 * HOUR_MS, 216_000) == 600 * SECOND_MS
    assert wait_ms(40 * HOUR_MS, 217_000) == 900 * SECOND_MS
