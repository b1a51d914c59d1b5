"""A play that is paused at the second of two samples, or was at the first."""

from dataclasses import replace

from musicanalyser.listening.tracking.replay import begin_again, finish_at_end, repeat
from musicanalyser.listening.tracking.sample_pair import Continuation, SamplePair
from musicanalyser.listening.tracking.tolerances import LAG_MS, LONGEST_PAUSE_MS
from musicanalyser.model.play_end import EndReason
from musicanalyser.units import SECOND_MS

_AT_END_MS = 2 * SECOND_MS
"""A pause with less left is taken for the end: a client may stop early, and be shown late."""
_AT_START_MS = SECOND_MS
"""A position below that after the end means that the client has gone back to the start."""


def pause(pair: SamplePair) -> Continuation:
    """Pause a play that was playing at the first sample, where its position says."""
    length_ms, left_ms = pair.play.length_ms, pair.left_ms
    may_be_done = left_ms is not None and left_ms <= pair.gap_ms + LAG_MS
    if may_be_done and pair.position_ms < _AT_START_MS:
        return finish_at_end(pair)
    if pair.moved_ms < -LAG_MS:  # a seek back and a pause, in some order
        play = pair.play.add_time(0, high_ms=pair.gap_ms)
        return Continuation(play=replace(play, paused_ms=pair.before.at_ms))
    added_ms = max(0, min(pair.moved_ms, pair.gap_ms))
    return Continuation(
        play=replace(
            pair.play.add_time(added_ms),
            paused_ms=pair.before.at_ms + added_ms,
            is_paused_at_end=length_ms is not None and pair.position_ms >= length_ms - _AT_END_MS,
        )
    )


def continue_paused(pair: SamplePair, paused_ms: int) -> Continuation:
    """Continue a play that was paused at the first sample."""
    if not pair.after.is_playing:
        return _stay_paused(pair, paused_ms)
    play, gap_ms, moved_ms = pair.play, pair.gap_ms, pair.moved_ms
    if moved_ms < -LAG_MS and pair.position_ms <= gap_ms:
        repeats = pair.before.repeats_track or pair.after.repeats_track
        if repeats and _may_have_ended(pair):
            return repeat(pair)
        finished = play.close_paused(by_ms=pair.after.at_ms, reason=EndReason.BACK_BUTTON)
        again = begin_again(pair, EndReason.BACK_BUTTON, not_before_ms=finished.ended_ms)
        return Continuation(play=again, finished=finished)
    resumed = play.resume()
    if -LAG_MS <= moved_ms <= gap_ms + LAG_MS:
        return Continuation(play=resumed.add_time(max(0, min(moved_ms, gap_ms))))
    return Continuation(play=resumed.add_time(gap_ms // 2, low_ms=0, high_ms=gap_ms))


def _may_have_ended(pair: SamplePair) -> bool:
    """Return whether the track can have gone on to its end before it began again."""
    return pair.left_ms is not None and pair.left_ms + pair.position_ms <= pair.gap_ms + LAG_MS


def _stay_paused(pair: SamplePair, paused_ms: int) -> Continuation:
    added_ms = max(0, min(pair.moved_ms, pair.gap_ms))
    if added_ms > LAG_MS:  # it was heard for a while in between
        return Continuation(play=replace(pair.play.add_time(added_ms), paused_ms=pair.after.at_ms))
    if pair.after.at_ms - paused_ms <= LONGEST_PAUSE_MS:
        return Continuation(play=pair.play)
    return Continuation(play=None, finished=pair.play.close_paused(by_ms=pair.after.at_ms))
