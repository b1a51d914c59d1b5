"""One track that ends, and perhaps begins again: by itself, or by the back button."""

from musicanalyser.listening.tracking import confidence
from musicanalyser.listening.tracking.open_play import OpenPlay, begin_play
from musicanalyser.listening.tracking.sample_pair import Continuation, SamplePair
from musicanalyser.listening.tracking.tolerances import LAG_MS
from musicanalyser.model.play_end import EndReason

_REPEAT_LAG_MS = 2_500
"""As `LAG_MS` for a repeat: a client needs a moment between two plays of one track."""


def finish_at_end(pair: SamplePair) -> Continuation:
    """Finish a play that reached the end of its track by the second sample."""
    left_ms = min(pair.left_ms or 0, pair.gap_ms)
    finished = pair.play.add_time(left_ms).close(
        ended_ms=pair.before.at_ms + left_ms,
        by_ms=pair.after.at_ms,
        reason=EndReason.TRACK_DONE,
        confidence=confidence.END_OBSERVED,
    )
    return Continuation(play=None, finished=finished)


def is_repeat(pair: SamplePair) -> bool:
    """Return whether the track reached its end and began again by itself."""
    if pair.left_ms is None or pair.gap_ms <= pair.left_ms - _REPEAT_LAG_MS:
        return False
    expected_ms = pair.gap_ms - pair.left_ms
    return pair.moved_ms < -LAG_MS and abs(pair.position_ms - expected_ms) <= _REPEAT_LAG_MS


def repeat(pair: SamplePair) -> Continuation:
    """Finish the play at the end of its track, and begin the next one."""
    left_ms = min(pair.left_ms or 0, pair.gap_ms)
    finished = pair.play.add_time(left_ms).close(
        ended_ms=pair.before.at_ms + left_ms,
        by_ms=pair.after.at_ms,
        reason=EndReason.TRACK_DONE,
        confidence=confidence.REPEATED,
    )
    play = begin_again(pair, EndReason.TRACK_DONE, not_before_ms=finished.ended_ms)
    return Continuation(play=play, finished=finished)


def is_restart(pair: SamplePair) -> bool:
    """Return whether the back button was pressed, judged by when playback last changed.

    A position that has moved back to near the start looks like a restart, unless a seek explains
    it. One that has only fallen behind looks like a pause, unless a restart explains it.
    """
    if pair.moved_ms < -LAG_MS:
        return pair.position_ms <= pair.gap_ms + LAG_MS and not _changed_after_start(pair)
    return pair.position_ms <= pair.gap_ms and _changed_at_start(pair)


def _changed_at_start(pair: SamplePair) -> bool:
    """Return whether playback last changed when the track was at its start."""
    changed_ms = pair.after.changed_ms
    if changed_ms is None:
        return False
    return changed_ms > pair.before.at_ms and abs(changed_ms - pair.restart_ms) <= LAG_MS


def _changed_after_start(pair: SamplePair) -> bool:
    """Return whether playback last changed between the samples, beyond the start of the track."""
    changed_ms = pair.after.changed_ms
    if changed_ms is None or not pair.before.at_ms < changed_ms <= pair.after.at_ms:
        return False
    return changed_ms - pair.restart_ms > LAG_MS


def restart(pair: SamplePair) -> Continuation:
    """Finish the play where the back button was pressed, and begin the next one."""
    added_ms = max(0, min(pair.gap_ms, pair.restart_ms - pair.before.at_ms))
    if pair.left_ms is not None:
        added_ms = min(added_ms, pair.left_ms)
    finished = pair.play.add_time(added_ms).close(
        ended_ms=pair.before.at_ms + added_ms,
        by_ms=pair.after.at_ms,
        reason=EndReason.BACK_BUTTON,
        confidence=confidence.RESTARTED,
    )
    play = begin_again(pair, EndReason.BACK_BUTTON, not_before_ms=finished.ended_ms)
    return Continuation(play=play, finished=finished)


def begin_again(pair: SamplePair, reason: EndReason, *, not_before_ms: int) -> OpenPlay:
    """Return the next play of the track, dated by its position."""
    at_ms = pair.after.at_ms
    started_ms = min(max(pair.restart_ms, not_before_ms), at_ms)
    return begin_play(
        pair.after,
        pair.play.item,
        started_ms=started_ms,
        reason=reason,
        heard_ms=at_ms - started_ms,
    )
