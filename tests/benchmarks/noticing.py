"""How soon the starts of sessions are noticed, by habits and by equal waits, for as many calls.

``python -m tests.benchmarks noticing [--hours 300] [--seeds 1 2 3 4]`` plays only the silences of
the simulated listeners, so it takes a minute where `accuracy` takes an hour. The
first four weeks of each life are not counted: habits must be learnt first.
"""

import argparse
from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean, pstdev
from zoneinfo import ZoneInfo

from musicanalyser.listening.polling.idle_waits import IdleWaits, plan_idle_waits
from musicanalyser.listening.polling.policies import PollingPolicy
from musicanalyser.listening.polling.poll_intervals import POLL_INTERVALS
from musicanalyser.listening.polling.silences import Silence
from musicanalyser.listening.polling.start_profile import learn_profile
from musicanalyser.listening.polling.waits import next_wait_ms
from musicanalyser.listening.tracking.state import TrackerState
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.units import DAY_MS
from tests.simulators.listener.circumstances import HABITUAL, USUAL
from tests.simulators.listener.habits import Habits
from tests.simulators.listener.listener import listen
from tests.simulators.listener.runs import NOTICED_WITHIN_MS

_MEANS_S = (60, 90, 120, 180)
_LEARNING_MS = 28 * DAY_MS
_CLOCK = LocalClock(ZoneInfo("UTC"))
_LISTENERS = {"by habit": HABITUAL.habits, "at any time": USUAL.habits}


def run(argv: Sequence[str]) -> None:
    """Measure what a command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks noticing")
    parser.add_argument("--hours", type=float, default=300)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4])
    options = parser.parse_args(argv)
    main(hours=options.hours, seeds=options.seeds)


def main(*, hours: float, seeds: Sequence[int]) -> None:
    """Print the share of starts noticed within a minute, and the calls of a silent day."""
    print(f"{'starts':<14}{'waits':<10}{'mean s':>8}{'noticed':>9}{'spread':>8}{'calls':>7}")
    for name, habits in _LISTENERS.items():
        lives = [_silences(habits, hours=hours, seed=seed) for seed in seeds]
        for mean_s in _MEANS_S:
            for waits in ("equal", "habits"):
                found = [
                    _notice(life, mean_ms=1_000 * mean_s, follows_habits=waits == "habits")
                    for life in lives
                ]
                shares, calls = zip(*found, strict=True)
                print(
                    f"{name:<14}{waits:<10}{mean_s:>8}{fmean(shares):>9.3f}"
                    f"{pstdev(shares):>8.3f}{fmean(calls):>7.0f}",
                    flush=True,
                )


def _silences(habits: Habits, *, hours: float, seed: int) -> list[Silence]:
    sessions = listen(habits, hours=hours, seed=seed).sessions
    return [
        Silence(one.ended_ms, other.began_ms, ended_by_play=True)
        for one, other in pairwise(sessions)
    ]


def _notice(silences: list[Silence], *, mean_ms: int, follows_habits: bool) -> tuple[float, float]:
    """Return the share of starts noticed in time, and the calls of 24 silent hours."""
    noticed, calls, idle_ms = [], 0, 0
    waits, learnt_ms = None, 0
    for number, silence in enumerate(silences):
        if silence.since_ms < silences[0].since_ms + _LEARNING_MS:
            continue
        if waits is None or silence.since_ms - learnt_ms >= DAY_MS:
            waits, learnt_ms = _learn(silences[:number], mean_ms), silence.since_ms
        at_ms, samples = silence.since_ms, 1
        while at_ms < silence.until_ms:
            state = TrackerState(idle_samples=samples)
            wait_ms = mean_ms
            if follows_habits:
                silent_ms = at_ms - silence.since_ms
                wait_ms = waits.wait_ms(at_ms=at_ms, silent_ms=silent_ms, mean_ms=mean_ms)
            at_ms += next_wait_ms(state, POLL_INTERVALS[PollingPolicy.ECON], idle_ms=wait_ms)
            samples += 1
        noticed.append(at_ms - silence.until_ms <= NOTICED_WITHIN_MS)
        calls += samples
        idle_ms += silence.until_ms - silence.since_ms
    return fmean(noticed), calls * DAY_MS / idle_ms


def _learn(silences: list[Silence], mean_ms: int) -> IdleWaits:
    return plan_idle_waits(
        silences, _CLOCK, profile=learn_profile(silences, _CLOCK), mean_ms=mean_ms
    )
