"""When to ask the player next, and what the day's budget of calls still allows.

Skips come early in a track and in bursts, so that is when asking is worth most: the best interval
goes with one over the square root of how likely a skip is. Asking shortly before the end of a track
tells nothing, as the position of the next one dates the handover.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from musicanalyser.listening.definitions import STREAM_MS
from musicanalyser.listening.tracking.tracker import State
from musicanalyser.units import SECOND_MS

_AFTER_END_MS = 1_600
"""By then the service has told of the next track, most times."""
_SOONEST_MS = 1_500
"""The least time between two calls, of whatever kind."""
_OVERDUE_MS = 4 * SECOND_MS
"""After a track should have ended, and the service has not told of the next."""
_GONE_MS = 8 * SECOND_MS
"""After the service said once that nothing plays while something did."""
_PAUSED_MS = 10 * SECOND_MS
_PAUSED_LONG_MS = 30 * SECOND_MS
_PAUSED_OFTEN = 6
_IDLE_MS = 15 * SECOND_MS
_AGES_MS = (5_000, 15_000, 30_000, 60_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How often to ask: by the age of what plays, up to 5, 15, 30, 60 s and above.

    ``after_skip`` shortens the intervals up to 30 s if the last play was a short one, or there was
    none: whoever begins to listen looks for something; ``in_run`` does after two of them or more.
    ``idle_ms`` is the longest interval while nothing plays.
    """

    intervals_ms: tuple[int, int, int, int, int]
    after_skip: float
    in_run: float
    idle_ms: int


POLICIES: Mapping[str, Policy] = MappingProxyType(
    {
        "lean": Policy(
            intervals_ms=(12_000, 20_000, 35_000, 70_000, 75_000),
            after_skip=0.7,
            in_run=0.5,
            idle_ms=120_000,
        ),
        "econ": Policy(
            intervals_ms=(6_000, 12_000, 21_000, 29_000, 29_000),
            after_skip=0.7,
            in_run=0.4,
            idle_ms=120_000,
        ),
        "bal": Policy(
            intervals_ms=(5_000, 8_500, 18_000, 26_000, 26_000),
            after_skip=0.5,
            in_run=0.5,
            idle_ms=60_000,
        ),
        "fast": Policy(
            intervals_ms=(2_000, 2_600, 4_400, 6_200, 12_400),
            after_skip=1.0,
            in_run=1.0,
            idle_ms=30_000,
        ),
    }
)
"""By name, the rarest first. All but ``lean`` never leave a gap over 30 s while something plays, so
that what was never seen cannot have been heard for longer."""

_STEPS = (0.9, 0.95, 0.98)
_SLOW_IDLE_MS = (240_000, 600_000)


def governed(policy: Policy, *, used: int, budget: int) -> Policy:
    """Return the policy that the calls of the last 24 hours still allow.

    From nine tenths of the budget on it is ``lean``, and then idle intervals grow as well.
    """
    share = used / budget
    if share < _STEPS[0]:
        return policy
    lean = POLICIES["lean"]
    if share < _STEPS[1]:
        return replace(lean, idle_ms=max(lean.idle_ms, policy.idle_ms))
    return replace(lean, idle_ms=_SLOW_IDLE_MS[share >= _STEPS[2]])


def next_poll_ms(state: State, policy: Policy) -> int:
    """Return how long to wait from the last sample to the next."""
    play = state.open
    if play is None:
        return _idle_ms(state.quiet, policy)
    if state.gone_ms is not None:
        return _GONE_MS
    if play.stopped_ms is not None:
        return _paused_ms(state.quiet, policy)
    return max(_SOONEST_MS, _playing_ms(state, policy))


def _playing_ms(state: State, policy: Policy) -> int:
    play, seen = state.open, state.seen
    if play is None or seen is None or state.asked_ms is None:
        return _IDLE_MS
    age_ms = state.asked_ms - play.started_ms
    place = sum(age_ms >= limit_ms for limit_ms in _AGES_MS)
    interval_ms = policy.intervals_ms[place]
    if state.short_run and age_ms < STREAM_MS:
        factor = policy.after_skip if state.short_run == 1 else policy.in_run
        interval_ms = round(interval_ms * factor)
    if play.length_ms is None or seen.progress_ms is None:
        return interval_ms
    end_ms = seen.at_ms + play.length_ms - seen.progress_ms
    until_end_ms = end_ms + _AFTER_END_MS - state.asked_ms
    return min(interval_ms, until_end_ms if until_end_ms > 0 else _OVERDUE_MS)


def _paused_ms(quiet: int, policy: Policy) -> int:
    if quiet <= _PAUSED_OFTEN:
        return _PAUSED_MS
    if quiet <= 3 * _PAUSED_OFTEN:
        return _PAUSED_LONG_MS
    return policy.idle_ms


def _idle_ms(quiet: int, policy: Policy) -> int:
    """Return 15, 30, 60 s and so on, up to the longest of the policy."""
    doubled = min(max(quiet - 1, 0), 10)
    return min(_IDLE_MS << doubled, policy.idle_ms)
