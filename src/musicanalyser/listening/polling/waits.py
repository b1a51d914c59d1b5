"""When to ask the player next, and how the day's budget of calls slows that down.

Skips come early in a track and in runs, so asking is worth most then: the best wait is proportional
to one over the square root of how likely a skip is. Asking just before the end of a track is worth
nothing, as the position of the next track dates the change.
"""

from dataclasses import replace
from enum import Enum, auto

from musicanalyser.listening.definitions import STREAM_MS
from musicanalyser.listening.polling.poll_intervals import PollIntervals, WaitsByAge
from musicanalyser.listening.tracking.state import TrackerState
from musicanalyser.listening.tracking.tolerances import LAG_MS
from musicanalyser.units import SECOND_MS

# Chosen, not measured, but for the limits while idle: docs/decisions/032-waiting-times-of-watch.md
_SHORTEST_MS = 1_500
"""The least wait between two calls of any kind."""
_OVERDUE_MS = 4 * SECOND_MS
"""After a track should have ended, and the service does not show the next one yet."""
_ABSENT_MS = 8 * SECOND_MS
"""After the service once said that nothing plays although something did."""
_PAUSED_MS = 10 * SECOND_MS
_PAUSED_LONG_MS = 30 * SECOND_MS
_PAUSED_LONGEST_MS = 60 * SECOND_MS
_PAUSED_SAMPLES = 6
"""The samples of a pause before the longer wait; after three times as many it is the longest."""
_IDLE_MS = 15 * SECOND_MS
"""The first wait while nothing plays; each further one is twice as long."""
_MOST_DOUBLINGS = 10
"""Keeps the wait a small number before it is limited by the policy."""
_AGES_MS = (5_000, 15_000, 30_000, 60_000)
"""The ages of a play that separate the waits of a policy."""
_STRETCH_FROM, _STRETCH_DOUBLES_IN, _LONGEST_STRETCH = 0.18, 0.2, 16.0
_SAVE_FROM, _RARELY_FROM, _RAREST_FROM = 0.5, 0.8, 0.9
"""Shares of the budget: see docs/decisions/011-budget-slows-late.md."""
_LONGEST_LATE_MS = 75 * SECOND_MS
_RARELY_MS = (12_000, 20_000, 35_000, 70_000, 150_000)
_RAREST_MS = (20_000, 35_000, 60_000, 110_000, 150_000)
"""The least waits of a playing track from the two greater shares on."""


class CallSaving(Enum):
    """How a budget of calls changes the polls of a track that plays."""

    NONE = auto()
    LATE = auto()
    """A track that has played for a minute is polled half as often."""
    RARELY = auto()
    RAREST = auto()


def call_saving(*, used: int, budget: int) -> CallSaving:
    """Return what the calls of the last 24 hours change."""
    share = used / budget
    if share < _SAVE_FROM:
        return CallSaving.NONE
    if share < _RARELY_FROM:
        return CallSaving.LATE
    return CallSaving.RARELY if share < _RAREST_FROM else CallSaving.RAREST


def slow_down(intervals: PollIntervals, *, used: int, budget: int) -> PollIntervals:
    """Return the intervals that the calls of the last 24 hours still allow.

    Waits while nothing plays grow from early on, which keeps calls for long sessions. From half of
    the budget on a track that has played for a minute is polled half as often. Near its end every
    track is polled more rarely: that finds more than polling as before until nothing is left.
    """
    share = used / budget
    stretch = min(2 ** max(0.0, (share - _STRETCH_FROM) / _STRETCH_DOUBLES_IN), _LONGEST_STRETCH)
    by_age_ms = _by_age_ms(intervals.by_age_ms, call_saving(used=used, budget=budget))
    return replace(intervals, by_age_ms=by_age_ms, idle_ms=round(intervals.idle_ms * stretch))


def _by_age_ms(waits_ms: WaitsByAge, saving: CallSaving) -> WaitsByAge:
    one, two, three, four, late_ms = waits_ms
    match saving:
        case CallSaving.NONE:
            return waits_ms
        case CallSaving.LATE:
            return one, two, three, four, max(late_ms, min(2 * late_ms, _LONGEST_LATE_MS))
        case CallSaving.RARELY:
            least = _RARELY_MS
        case CallSaving.RAREST:
            least = _RAREST_MS
    one, two, three, four, late_ms = map(max, waits_ms, least)
    return one, two, three, four, late_ms


def next_wait_ms(state: TrackerState, intervals: PollIntervals, *, idle_ms: int) -> int:
    """Return how long to wait from the last sample to the next; ``idle_ms`` if nothing plays."""
    play = state.open_play
    if play is None:
        return _idle_ms(state.idle_samples, idle_ms)
    if state.absent_since_ms is not None:
        return _ABSENT_MS
    if play.paused_ms is not None:
        return _paused_ms(state.idle_samples, idle_ms)
    return max(_SHORTEST_MS, _playing_ms(state, intervals))


def _playing_ms(state: TrackerState, intervals: PollIntervals) -> int:
    play, last = state.open_play, state.last_sample
    if play is None or last is None or state.polled_ms is None:
        return _IDLE_MS
    age_ms = state.polled_ms - play.started_ms
    wait_ms = intervals.by_age_ms[sum(age_ms >= limit_ms for limit_ms in _AGES_MS)]
    if state.short_run and age_ms < STREAM_MS:
        is_first = state.short_run == 1
        factor = intervals.after_short_play if is_first else intervals.in_short_run
        wait_ms = round(wait_ms * factor)
    if play.length_ms is None or last.progress_ms is None:
        return wait_ms
    end_ms = last.at_ms + play.length_ms - last.progress_ms
    until_shown_ms = end_ms + LAG_MS - state.polled_ms
    return min(wait_ms, until_shown_ms if until_shown_ms > 0 else _OVERDUE_MS)


def _paused_ms(idle_samples: int, idle_ms: int) -> int:
    if idle_samples <= _PAUSED_SAMPLES:
        return _PAUSED_MS
    if idle_samples <= 3 * _PAUSED_SAMPLES:
        return _PAUSED_LONG_MS
    return max(_PAUSED_LONG_MS, min(idle_ms, _PAUSED_LONGEST_MS))


def _idle_ms(idle_samples: int, idle_ms: int) -> int:
    """Return 15, 30, 60 s and so on, up to the wait that habits and budget allow."""
    doublings = min(max(idle_samples - 1, 0), _MOST_DOUBLINGS)
    return min(_IDLE_MS << doublings, idle_ms)
