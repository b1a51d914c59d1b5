"""When nothing, or nothing that has a name, stands in the place of the open play."""

from dataclasses import replace

from musicanalyser.listening.tracking.open_play import LAG_MS, OpenPlay
from musicanalyser.listening.tracking.same_track import LONGEST_PAUSE_MS
from musicanalyser.listening.tracking.state import BLIND_MS, State, Step, closed, length_left_ms
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.player import PlayerSample


def given_up(state: State, *, by_ms: int) -> Step:
    """Close the open play where it ended if nothing interfered, without knowing why."""
    play, seen = state.open, state.seen
    if play is None or seen is None:
        return Step(state=state)
    if play.stopped_ms is not None:
        return closed(state, play.left(by_ms=by_ms))
    if state.gone_ms is not None:
        return closed(state, _faded(play, seen, state.gone_ms))
    left_ms = length_left_ms(play, seen) or 0
    at_ms = seen.at_ms + left_ms
    ended = play.heard(left_ms, low_ms=0).closed(
        ended_ms=at_ms, by_ms=max(at_ms, by_ms), reason="unknown", confidence=0.3
    )
    return closed(state, ended)


def nothing(state: State, sample: PlayerSample) -> Step:
    """Nobody plays: once may be a slip of the service, twice is the end of the open play."""
    at_ms = sample.at_ms
    waiting = replace(state, asked_ms=at_ms, quiet=state.quiet + 1)
    if state.open is None or state.seen is None:
        return Step(state=waiting)
    if state.open.stopped_ms is not None:  # a device that pauses for long is soon gone
        return _still_gone(waiting, state.open, state.open.stopped_ms, at_ms)
    if state.gone_ms is None or state.back_ms is not None:
        return Step(state=replace(waiting, gone_ms=state.gone_ms or at_ms, back_ms=None))
    return closed(waiting, _faded(state.open, state.seen, state.gone_ms))


def interrupted(state: State, sample: PlayerSample) -> Step:
    """Something without a name stands between two plays, such as an ad: it counts for neither."""
    at_ms = sample.at_ms
    waiting = replace(state, asked_ms=at_ms, quiet=state.quiet + 1)
    if state.open is None:
        return Step(state=waiting)
    gone_ms = at_ms if state.gone_ms is None else state.gone_ms
    between = replace(waiting, gone_ms=gone_ms, back_ms=at_ms, upcoming=None)
    return given_up(between, by_ms=gone_ms) if at_ms - gone_ms > BLIND_MS else Step(state=between)


def _still_gone(state: State, play: OpenPlay, stopped_ms: int, at_ms: int) -> Step:
    """Keep a pause open for as long as it may end by going on."""
    if at_ms - stopped_ms <= LONGEST_PAUSE_MS:
        return Step(state=state)
    return closed(state, play.left(by_ms=at_ms))


def _faded(play: OpenPlay, seen: PlayerSample, gone_ms: int) -> Sighting:
    """Return a play that was last seen playing, and then nothing was."""
    gap_ms = gone_ms - seen.at_ms
    left_ms = length_left_ms(play, seen)
    if left_ms is not None and left_ms <= gap_ms + LAG_MS:
        at_ms = seen.at_ms + left_ms
        done = play.heard(left_ms)
        return done.closed(ended_ms=at_ms, by_ms=at_ms, reason="trackdone", confidence=0.9)
    half_ms = gap_ms // 2
    left = play.heard(half_ms, low_ms=0, high_ms=gap_ms)
    at_ms = seen.at_ms + half_ms
    return left.closed(ended_ms=at_ms, by_ms=gone_ms, reason="endplay", confidence=0.6)
