"""Spotify's clock, whatever this machine's says."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from musicanalyser.spotify.servertime import ServerTime
from musicanalyser.timespan import to_ms

TRUE = datetime(2026, 3, 2, 8, tzinfo=UTC)


class Machine:
    """A clock that is wrong by ``wrong``, while true time goes on."""

    def __init__(self, wrong: timedelta = timedelta()) -> None:
        self.true, self.wrong = TRUE, wrong

    def now(self) -> datetime:
        return self.true + self.wrong

    def answer(self, time: ServerTime, *, after_s: float = 9.3) -> None:
        """Let time pass and an answer come, dated by the service."""
        self.true += timedelta(seconds=after_s)
        date = format_datetime(self.true.replace(microsecond=0), usegmt=True)
        time.learn(date, rtt_ms=0)

    def off_s(self, time: ServerTime) -> float:
        return abs(time.middle_ms(0) - to_ms(self.true)) / 1000


@pytest.mark.parametrize("wrong", [timedelta(), timedelta(hours=1), timedelta(days=-400)])
def test_a_clock_that_is_wrong_does_not_matter(wrong: timedelta) -> None:
    machine = Machine(wrong)
    time = ServerTime(machine.now)
    for _ in range(5):
        machine.answer(time)
        assert machine.off_s(time) <= 1


def test_a_clock_that_is_set_in_the_middle_does_not_matter() -> None:
    machine = Machine()
    time = ServerTime(machine.now)
    for _ in range(30):
        machine.answer(time)
    machine.wrong = timedelta(hours=-2)
    machine.answer(time)
    assert machine.off_s(time) <= 1


def test_many_answers_tell_more_than_the_second_that_each_is_cut_to() -> None:
    machine = Machine(timedelta(minutes=7))
    time = ServerTime(machine.now)
    for number in range(20):
        machine.answer(time, after_s=9 + number * 0.05)
    assert machine.off_s(time) <= 0.3


@pytest.mark.parametrize("date", [None, "", "soon", "Mon, 99 Foo 2026 00:00:00 GMT"])
def test_without_a_date_it_is_the_time_of_this_machine(date: str | None) -> None:
    machine = Machine()
    time = ServerTime(machine.now)
    time.learn(date, rtt_ms=40)
    assert time.offset_ms == 0
    assert time.middle_ms(200) == to_ms(TRUE) - 100
