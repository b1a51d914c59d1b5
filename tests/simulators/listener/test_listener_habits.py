"""The listener has the habits it was given: those measured on real ones."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from math import log
from statistics import fmean, median, quantiles, stdev

import pytest

from tests.simulators.listener.listener import listen
from tests.simulators.listener.profiles import PROFILES
from tests.simulators.listener.timeline import SHORT_PLAY_MS, Play, Timeline

_HOUR_MS = 3_600_000


@pytest.mark.parametrize(
    ("profile", "short", "finished"),
    [("median", 0.36, 0.5), ("skipper", 0.6, 0.26), ("patient", 0.2, 0.58)],
)
def test_each_profile_skips_and_finishes_as_often_as_it_is_said_to(
    profile: str, short: float, finished: float
) -> None:
    plays = listen(PROFILES[profile], hours=300, seed=4).plays

    assert fmean(play.heard_ms < SHORT_PLAY_MS for play in plays) == pytest.approx(short, abs=0.025)
    assert fmean(play.finished for play in plays) == pytest.approx(finished, abs=0.03)


def test_skips_come_in_bursts(life: Timeline) -> None:
    short = [play.heard_ms < SHORT_PLAY_MS for play in life.plays]

    assert fmean(this for before, this in pairwise(short) if before) == pytest.approx(
        0.63, abs=0.02
    )


@pytest.mark.parametrize(
    ("under_ms", "share"),
    [(1_000, 0.25), (2_000, 0.47), (5_000, 0.69), (10_000, 0.82), (15_000, 0.89)],
)
def test_short_plays_are_as_short_as_measured(life: Timeline, under_ms: int, share: float) -> None:
    short = [play.heard_ms for play in life.plays if play.heard_ms < SHORT_PLAY_MS]

    assert fmean(ms < under_ms for ms in short) == pytest.approx(share, abs=0.02)


def test_what_is_neither_short_nor_finished_is_left_anywhere_but_mostly_early_or_late(
    life: Timeline,
) -> None:
    left_at = [
        (play.heard_ms - SHORT_PLAY_MS) / (play.track.length_ms - SHORT_PLAY_MS)
        for play in life.plays
        if play.heard_ms >= SHORT_PLAY_MS and not play.finished
    ]

    assert quantiles(left_at, n=4) == pytest.approx([0.24, 0.54, 0.84], abs=0.04)


def test_early_ends_are_mostly_the_forward_button(life: Timeline) -> None:
    pressed = Counter(play.reason_end for play in life.plays if play.reason_end != "logout")
    del pressed["trackdone"]

    assert pressed["fwdbtn"] / pressed.total() == pytest.approx(0.927, abs=0.01)
    assert pressed["endplay"] / pressed.total() == pytest.approx(0.047, abs=0.01)
    assert pressed["backbtn"] / pressed.total() == pytest.approx(0.026, abs=0.01)


def test_tracks_are_as_long_as_measured(life: Timeline) -> None:
    lengths = {play.track.id: play.track.length_ms for play in life.plays}.values()

    assert median(lengths) == pytest.approx(214_000, rel=0.03)
    assert stdev(map(log, lengths)) == pytest.approx(0.316, abs=0.02)


def test_seeks_are_rare_and_come_in_heaps(life: Timeline) -> None:
    forward = [play.seeks_forward for play in life.plays]
    back = [play.seeks_back for play in life.plays]

    assert fmean(forward) == pytest.approx(0.039, abs=0.01)
    assert fmean(back) == pytest.approx(0.046, abs=0.015)
    assert max(back) > 20


def test_sessions_have_seven_plays_in_the_median_and_some_have_very_many(life: Timeline) -> None:
    starts = [play.started_ms for play in life.plays]
    plays_in = [
        bisect_right(starts, it.ended_ms) - bisect_left(starts, it.began_ms) for it in life.sessions
    ]
    ten_or_more = [plays for plays in plays_in if plays >= 10]

    assert 6 <= median(plays_in) <= 8
    assert fmean(plays >= 20 for plays in ten_or_more) == pytest.approx(0.477, abs=0.06)
    assert fmean(plays == 10 for plays in ten_or_more) == pytest.approx(0.088, abs=0.03)


def test_the_first_play_of_a_session_is_short_more_often_than_any() -> None:
    life = listen(PROFILES["median"], hours=900, seed=4)
    starts = [play.started_ms for play in life.plays]
    firsts = [life.plays[bisect_left(starts, session.began_ms)] for session in life.sessions]

    def short_share(plays: Iterable[Play]) -> float:
        return fmean(play.heard_ms < SHORT_PLAY_MS for play in plays)

    assert short_share(firsts) / short_share(life.plays) == pytest.approx(1.2, abs=0.06)


def test_sessions_have_pauses_in_them_and_silence_between_them(life: Timeline) -> None:
    lengths = [it.ended_ms - it.began_ms for it in life.sessions]
    silences = [after.began_ms - before.ended_ms for before, after in pairwise(life.sessions)]

    assert median(lengths) / 60_000 == pytest.approx(17, abs=2.5)
    assert min(silences) >= 20 * 60_000
    assert sum(lengths) / life.heard_ms == pytest.approx(1.085, abs=0.03)


def test_the_listener_hears_thirteen_tenths_of_an_hour_a_day(life: Timeline) -> None:
    days = (life.ended_ms - life.began_ms) / (24 * _HOUR_MS)

    assert life.heard_ms / _HOUR_MS / days == pytest.approx(1.3, abs=0.1)


def test_the_same_seed_gives_the_same_life_and_another_another() -> None:
    one, again, other = (listen(PROFILES["median"], hours=5, seed=seed) for seed in (1, 1, 2))

    assert one.changes == again.changes
    assert one.plays != other.plays
