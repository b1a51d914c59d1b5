"""When nothing, or something without a name, is observed instead of the open play."""

from dataclasses import replace

from musicanalyser.listening.tracking import confidence
from musicanalyser.listening.tracking.open_play import OpenPlay, left_ms
from musicanalyser.listening.tracking.state import TrackerState, TrackerStep, finish_plays
from musicanalyser.listening.tracking.tolerances import BLIND_MS, LAG_MS, LONGEST_PAUSE_MS
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.play_end import EndReason
from musicanalyser.model.player import PlayerSample
from musicanalyser.units import SECOND_MS

_GLITCH_MS = 15 * SECOND_MS
"""The service may say for that long that nothing plays while something does."""


def give_up(state: TrackerState, *, by_ms: int) -> TrackerStep:
    """Finish the open play, if any, as if it had been heard to its end; the reason is unknown."""
    play, last = state.open_play, state.last_sample
    if play is None or last is None:
        return TrackerStep(state=state)
    if play.paused_ms is not None:
        return finish_plays(state, play.close_paused(by_ms=by_ms))
    if state.absent_since_ms is not None:
        return finish_plays(state, _close_unobserved(play, last, state.absent_since_ms))
    rest_ms = left_ms(play, last) or 0
    ended_ms = last.at_ms + rest_ms
    finished = play.add_time(rest_ms, low_ms=0).close(
        ended_ms=ended_ms,
        by_ms=max(ended_ms, by_ms),
        reason=EndReason.UNKNOWN,
        confidence=confidence.LOST,
    )
    return finish_plays(state, finished)


def take_nothing(state: TrackerState, sample: PlayerSample) -> TrackerStep:
    """Take in that nothing plays; for a while that may be an error of the service."""
    at_ms = sample.at_ms
    idle = replace(state, polled_ms=at_ms, idle_samples=state.idle_samples + 1)
    if state.open_play is None or state.last_sample is None:
        return TrackerStep(state=idle)
    if state.open_play.paused_ms is not None:  # a device that is paused for long goes away
        return _stay_paused(idle, state.open_play, state.open_play.paused_ms, at_ms)
    if state.absent_since_ms is None or state.absent_until_ms is not None:
        since_ms = state.absent_since_ms or at_ms
        return TrackerStep(state=replace(idle, absent_since_ms=since_ms, absent_until_ms=None))
    if at_ms - state.absent_since_ms < _GLITCH_MS:
        return TrackerStep(state=idle)
    finished = _close_unobserved(state.open_play, state.last_sample, state.absent_since_ms)
    return finish_plays(idle, finished)


def take_unnamed(state: TrackerState, sample: PlayerSample) -> TrackerStep:
    """Take in something without a name, such as an ad: its time belongs to no play."""
    at_ms = sample.at_ms
    idle = replace(state, polled_ms=at_ms, idle_samples=state.idle_samples + 1)
    if state.open_play is None:
        return TrackerStep(state=idle)
    since_ms = at_ms if state.absent_since_ms is None else state.absent_since_ms
    absent = replace(idle, absent_since_ms=since_ms, absent_until_ms=at_ms, upcoming=None)
    if at_ms - since_ms > BLIND_MS:
        return give_up(absent, by_ms=since_ms)
    return TrackerStep(state=absent)


def _stay_paused(state: TrackerState, play: OpenPlay, paused_ms: int, at_ms: int) -> TrackerStep:
    """Keep a paused play open for as long as it may go on."""
    if at_ms - paused_ms <= LONGEST_PAUSE_MS:
        return TrackerStep(state=state)
    return finish_plays(state, play.close_paused(by_ms=at_ms))


def _close_unobserved(play: OpenPlay, last: PlayerSample, absent_since_ms: int) -> Sighting:
    """Close a play that was playing at its last sample, after which nothing was."""
    gap_ms = absent_since_ms - last.at_ms
    rest_ms = left_ms(play, last)
    if rest_ms is not None and rest_ms <= gap_ms + LAG_MS:
        ended_ms = last.at_ms + rest_ms
        return play.add_time(rest_ms, low_ms=0).close(
            ended_ms=ended_ms,
            by_ms=ended_ms,
            reason=EndReason.TRACK_DONE,
            confidence=confidence.END_UNOBSERVED,
        )
    half_ms = gap_ms // 2
    return play.add_time(half_ms, low_ms=0, high_ms=gap_ms).close(
        ended_ms=last.at_ms + half_ms,
        by_ms=absent_since_ms,
        reason=EndReason.END_PLAY,
        confidence=confidence.LEFT_UNOBSERVED,
    )
