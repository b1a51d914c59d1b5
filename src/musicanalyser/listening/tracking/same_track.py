"""One track in two samples: heard on, paused, moved within, repeated or begun again.

What happened follows from one number: how far the position moved compared with the clock.
"""

from musicanalyser.listening.tracking.open_play import OpenPlay
from musicanalyser.listening.tracking.pause import continue_paused, pause
from musicanalyser.listening.tracking.replay import (
    finish_at_end,
    is_repeat,
    is_restart,
    repeat,
    restart,
)
from musicanalyser.listening.tracking.sample_pair import (
    Continuation,
    SamplePair,
    is_at_end,
    pair_samples,
)
from musicanalyser.listening.tracking.tolerances import LAG_MS
from musicanalyser.model.player import PlayerSample
from musicanalyser.units import SECOND_MS

_BEYOND_END_MS = 2 * SECOND_MS
"""A position that far beyond the end is no jitter: the client is dead and its clock runs on."""
_STUCK_MS = 10 * SECOND_MS
"""A client that has shown the end for so long is dead; another track would have begun by then."""


def continue_play(play: OpenPlay, before: PlayerSample, after: PlayerSample) -> Continuation:
    """Return what became of a play between two samples, both of which have a position."""
    pair = pair_samples(play, before, after)
    if play.paused_ms is not None:
        return continue_paused(pair, play.paused_ms)
    if not after.is_playing:
        return pause(pair)
    if _must_have_ended(pair):
        return finish_at_end(pair) if _is_dead(pair) else Continuation(play=play, is_pending=True)
    return _keep_playing(pair)


def _must_have_ended(pair: SamplePair) -> bool:
    """Return whether a track must have ended by the second sample, though it is said to play."""
    return is_at_end(pair.after) and pair.left_ms is not None and pair.left_ms <= pair.gap_ms


def _is_dead(pair: SamplePair) -> bool:
    """Return whether the client stands at the end, or beyond it, and will not go on."""
    beyond_ms = (pair.after.progress_ms or 0) - (pair.play.length_ms or 0)
    return beyond_ms > _BEYOND_END_MS or pair.gap_ms - (pair.left_ms or 0) > _STUCK_MS


def _keep_playing(pair: SamplePair) -> Continuation:
    play, gap_ms, moved_ms = pair.play, pair.gap_ms, pair.moved_ms
    if pair.has_no_position:
        heard_ms = gap_ms if pair.play.length_ms is None else min(gap_ms, pair.play.length_ms)
        return Continuation(play=play.add_time(heard_ms, low_ms=0))
    if abs(moved_ms - gap_ms) <= LAG_MS:
        return Continuation(play=play.add_time(max(0, moved_ms)))
    if moved_ms > gap_ms:  # a seek forward
        return Continuation(play=play.add_time(gap_ms))
    if is_repeat(pair):
        return repeat(pair)
    if is_restart(pair):
        return restart(pair)
    is_seek_back = moved_ms < -LAG_MS
    heard_ms = gap_ms if is_seek_back else max(0, moved_ms)  # else a pause
    return Continuation(play=play.add_time(heard_ms, high_ms=gap_ms))
