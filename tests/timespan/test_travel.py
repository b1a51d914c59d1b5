from bisect import bisect_right
from datetime import UTC, datetime
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.timespan import to_ms
from musicanalyser.timespan.local_clock import LocalClock, numbered_day
from musicanalyser.timespan.travel import (
    Whereabouts,
    ZoneSource,
    find_steps,
    travelling_clock,
)
from musicanalyser.units import HOUR_MS

HOME = Whereabouts("Europe/Vienna", ZoneSource.HOME)
TOKYO = Whereabouts("Asia/Tokyo", ZoneSource.COUNTRY, "JP")
PLACES = [
    HOME,
    TOKYO,
    Whereabouts("Pacific/Kiritimati", ZoneSource.SETTING),
    Whereabouts("Pacific/Pago_Pago", ZoneSource.COUNTRY, "AS"),
    Whereabouts("Asia/Kathmandu", ZoneSource.COUNTRY, "NP"),
    Whereabouts("Europe/Vienna", ZoneSource.UNCLEAR, "US"),
]
BEGIN_MS = to_ms(datetime(2025, 3, 20, tzinfo=UTC))
PLAYS = st.lists(
    st.tuples(
        st.integers(0, 30 * 24 * HOUR_MS).map(lambda ms: BEGIN_MS + ms), st.sampled_from(PLACES)
    ),
    min_size=1,
    unique_by=lambda play: play[0],
).map(sorted)
Plays = list[tuple[int, Whereabouts]]


def clock_of(plays: Plays, home: Whereabouts = HOME) -> LocalClock:
    return travelling_clock(ZoneInfo(home.zone), [*find_steps(plays, home=home)])


@given(PLAYS)
def test_every_play_has_the_hour_of_the_zone_where_it_was_heard(plays: Plays) -> None:
    clock = clock_of(plays)
    for started_ms, place in plays:
        there = datetime.fromtimestamp(started_ms / 1000, ZoneInfo(place.zone))
        assert clock.day_and_hour(started_ms)[1] == there.hour
        assert clock.during(started_ms).zone.key == place.zone


@given(
    st.lists(
        st.tuples(st.integers(0, 3).map(lambda ms: BEGIN_MS + ms), st.sampled_from(PLACES)),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_plays_that_start_together_are_one_step_whatever_their_order(
    plays: Plays, random: Random
) -> None:
    steps = [*find_steps(sorted(plays, key=lambda play: play[0]), home=HOME)]
    assert len({step.since_ms for step in steps}) == len(steps)
    assert all(
        (step.since_ms, step[2:]) in {(ms, tuple(place)) for ms, place in plays} for step in steps
    )
    random.shuffle(plays)
    assert [*find_steps(sorted(plays, key=lambda play: play[0]), home=HOME)] == steps


@given(PLAYS)
def test_days_never_go_back_and_are_no_later_than_they_must(plays: Plays) -> None:
    clock = clock_of(plays)
    days = [clock.day_and_hour(started_ms)[0] for started_ms, _ in plays]
    assert days == sorted(days)
    latest = None
    for (started_ms, place), day in zip(plays, days, strict=True):
        there = datetime.fromtimestamp(started_ms / 1000, ZoneInfo(place.zone)).date()
        latest = there if latest is None else max(latest, there)
        assert numbered_day(day) == latest


@given(PLAYS)
def test_the_first_moment_of_a_day_parts_the_plays_of_earlier_days_from_the_others(
    plays: Plays,
) -> None:
    clock = clock_of(plays)
    starts_ms = [started_ms for started_ms, _ in plays]
    days = [clock.day_and_hour(started_ms)[0] for started_ms in starts_ms]
    for day in range(days[0] - 1, days[-1] + 2):
        place = bisect_right(starts_ms, clock.first_ms(day) - 1)
        assert all(one < day for one in days[:place])
        assert all(one >= day for one in days[place:])


@given(PLAYS)
def test_the_first_moments_of_days_are_in_their_order(plays: Plays) -> None:
    clock = clock_of(plays)
    first = clock.day_and_hour(plays[0][0])[0]
    moments = [clock.first_ms(day) for day in range(first - 3, first + 40)]
    assert all(one <= other for one, other in pairwise(moments))


@given(st.lists(st.integers(0, 10**12), min_size=1).map(sorted))
def test_who_never_travels_has_an_ordinary_clock(starts_ms: list[int]) -> None:
    assert [*find_steps([(ms, HOME) for ms in starts_ms], home=HOME)] == []
    assert type(travelling_clock(ZoneInfo(HOME.zone), [])) is LocalClock


def test_a_trip_to_tokyo_moves_the_hours_and_ends() -> None:
    plays = [
        (to_ms(datetime(2025, 3, 20, 12, tzinfo=UTC)), HOME),
        (to_ms(datetime(2025, 3, 21, 23, tzinfo=UTC)), TOKYO),
        (to_ms(datetime(2025, 3, 23, 12, tzinfo=UTC)), HOME),
    ]
    clock = clock_of(plays)
    shown = [clock.day_and_hour(started_ms) for started_ms, _ in plays]
    assert [(numbered_day(day).day, hour) for day, hour in shown] == [(20, 13), (22, 8), (23, 13)]
