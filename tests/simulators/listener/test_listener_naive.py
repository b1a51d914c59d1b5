"""The usual poller does as badly as an independent simulation of the same numbers found.

That simulation, over 2,400 hours, had for polls every 15 s: recall .30, of skips of at least 2 s
.51, precision .94, a mean error of 8.3 s, 261 calls per hour. Lacking its code, this is the check
that both describe the same listener.
"""

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.simulators.listener.clock import VirtualClock
from tests.simulators.listener.conditions import Conditions
from tests.simulators.listener.listener import listen
from tests.simulators.listener.logged import LoggedPlay
from tests.simulators.listener.naive import naive
from tests.simulators.listener.profiles import MEDIAN
from tests.simulators.listener.runs import Run, run
from tests.simulators.listener.service import Service
from tests.simulators.listener.timeline import Timeline


@pytest.fixture(scope="module")
def busy() -> Timeline:
    """A life whose silence between sessions is short: it costs time and shows nothing."""
    return listen(replace(MEDIAN, break_ms=60_000), hours=300, seed=5)


@pytest.fixture(scope="module")
def ran(busy: Timeline) -> Run:
    return run(busy, naive(15), Conditions(), seed=5)


def test_the_usual_poller_misses_what_arithmetic_says_it_must(ran: Run) -> None:
    assert ran.scores.recall == pytest.approx((0.30, 0.51, 0.72), abs=0.03)
    assert ran.scores.precision == pytest.approx(0.94, abs=0.03)


def test_the_usual_poller_is_off_by_half_its_interval(ran: Run) -> None:
    assert ran.scores.median_error_ms == pytest.approx(7_000, abs=700)
    assert ran.scores.mean_error_ms == pytest.approx(8_300, abs=600)
    assert ran.scores.total_error == pytest.approx(-0.045, abs=0.006)
    assert ran.scores.lost == pytest.approx(0.008, abs=0.004)


def test_the_usual_poller_asks_all_day(ran: Run) -> None:
    assert ran.calls_per_hour == pytest.approx(261, abs=6)
    assert ran.calls_per_day == pytest.approx(5_760, abs=20)


def test_half_the_interval_halves_the_error_and_doubles_the_price(busy: Timeline, ran: Run) -> None:
    slower = run(busy, naive(30), Conditions(), seed=5)

    assert slower.scores.recall[0] == pytest.approx(0.176, abs=0.025)
    assert slower.scores.mean_error_ms == pytest.approx(15_200, abs=1_000)
    assert slower.calls_per_day == pytest.approx(ran.calls_per_day / 2, rel=0.01)


def test_who_is_killed_and_remembers_nothing_loses_plays(busy: Timeline, ran: Run) -> None:
    killed = run(busy, naive(15), Conditions(kills_per_hour=1.0), seed=5)

    assert killed.scores.lost > ran.scores.lost + 0.01
    assert killed.scores.total_error < ran.scores.total_error - 0.01


def test_nothing_is_logged_after_the_end(busy: Timeline) -> None:
    clock = VirtualClock(busy.began_ms)
    until_ms = busy.plays[100].started_ms
    log = naive(15)(Service(busy, clock, Conditions(), seed=1), clock, until_ms)

    assert clock.now_ms < until_ms + 20_000
    assert max(play.ended_ms for play in log) <= clock.now_ms
    assert all(_in_order(before, after) for before, after in pairwise(log))


def _in_order(before: LoggedPlay, after: LoggedPlay) -> bool:
    return before.ended_ms <= after.ended_ms
