"""One track in two samples: heard on, paused, moved within, repeated or begun anew.

The one number that tells these apart is how the position moved against the clock.
"""

from dataclasses import dataclass, replace

from musicanalyser.listening.tracking.open_play import OpenPlay, opened
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.player import PlayerSample
from musicanalyser.units import MINUTE_MS, SECOND_MS

AGREE_MS = 1_600
"""How far the position and the clock may differ and still tell the same."""
_REPEAT_AGREE_MS = 2_500
_AT_END_MS = 2 * SECOND_MS
_AT_START_MS = SECOND_MS
_STUCK_MS = 10 * SECOND_MS
_SHORT_OF_END_MS = SECOND_MS
"""Some clients stop a fraction before it (https://github.com/spotify/web-api/issues/1245)."""
LONGEST_PAUSE_MS = 30 * MINUTE_MS
"""A longer pause ends a play."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The play after a sample, ``None`` if it ended, and what ended; both if it began anew.

    ``waits`` says that it stands at its end, where the sample before tells more than this one.
    """

    play: OpenPlay | None
    closed: Sighting | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Two samples of one play: ``gap_ms`` apart by the clock, ``moved_ms`` by the position."""

    play: OpenPlay
    seen: PlayerSample
    sample: PlayerSample
    position_ms: int
    gap_ms: int
    moved_ms: int
    left_ms: int | None
    """What was left of the track at the first of the two."""

    @property
    def begun_ms(self) -> int:
        """When the track began, if it was played from its start without a break."""
        return self.sample.at_ms - self.position_ms


def is_over(sample: PlayerSample) -> bool:
    """Tell whether the position is at the very end, where a dead client may stand for hours."""
    if sample.length_ms is None or sample.progress_ms is None:
        return False
    return sample.progress_ms >= sample.length_ms - _SHORT_OF_END_MS


def gone_on(play: OpenPlay, seen: PlayerSample, sample: PlayerSample) -> Change:
    """Tell what became of a play from the last sample to this one, which both tell a position."""
    length_ms = play.length_ms
    before_ms, position_ms = (
        min(told or 0, length_ms) if length_ms is not None else told or 0
        for told in (seen.progress_ms, sample.progress_ms)
    )
    pair = _Pair(
        play=play,
        seen=seen,
        sample=sample,
        position_ms=position_ms,
        gap_ms=sample.at_ms - seen.at_ms,
        moved_ms=position_ms - before_ms,
        left_ms=None if length_ms is None else length_ms - before_ms,
    )
    if play.stopped_ms is not None:
        return _from_pause(pair, play.stopped_ms)
    if pair.sample.is_playing and _is_at_end(pair):
        return _done(pair) if _is_dead(pair) else Change(play=play, waits=True)
    return _played_on(pair) if sample.is_playing else _into_pause(pair)


def _is_at_end(pair: _Pair) -> bool:
    """Tell whether a track that says it plays must have ended before this sample."""
    return is_over(pair.sample) and pair.left_ms is not None and pair.left_ms <= pair.gap_ms


def _is_dead(pair: _Pair) -> bool:
    """Tell whether a client stands at the end, or beyond it, and will not go on."""
    beyond_ms = (pair.sample.progress_ms or 0) - (pair.play.length_ms or 0)
    return beyond_ms > _AT_END_MS or pair.gap_ms - (pair.left_ms or 0) > _STUCK_MS


def _done(pair: _Pair) -> Change:
    """Close a play that reached its end, at the latest now."""
    left_ms = min(pair.left_ms or 0, pair.gap_ms)
    done = pair.play.heard(left_ms)
    ended_ms = pair.seen.at_ms + left_ms
    closed = done.closed(
        ended_ms=ended_ms, by_ms=pair.sample.at_ms, reason="trackdone", confidence=0.98
    )
    return Change(play=None, closed=closed)


def _into_pause(pair: _Pair) -> Change:
    length_ms, left_ms = pair.play.length_ms, pair.left_ms
    reached = left_ms is not None and left_ms <= pair.gap_ms + AGREE_MS
    if reached and pair.position_ms < _AT_START_MS:
        return _done(pair)
    if pair.moved_ms < -AGREE_MS:  # moved back and paused, in some order
        play = pair.play.heard(0, high_ms=pair.gap_ms)
        return Change(play=replace(play, stopped_ms=pair.seen.at_ms))
    added_ms = max(0, min(pair.moved_ms, pair.gap_ms))
    at_end = length_ms is not None and pair.position_ms >= length_ms - _AT_END_MS
    return Change(
        play=replace(
            pair.play.heard(added_ms), stopped_ms=pair.seen.at_ms + added_ms, at_end=at_end
        )
    )


def _from_pause(pair: _Pair, stopped_ms: int) -> Change:
    play, gap_ms, moved_ms = pair.play, pair.gap_ms, pair.moved_ms
    if not pair.sample.is_playing:
        return _still_paused(pair, stopped_ms)
    if moved_ms < -AGREE_MS and pair.position_ms <= gap_ms:
        repeats = pair.seen.repeats_track or pair.sample.repeats_track
        if repeats and _has_room_for_end(pair):
            return _repeated(pair)
        closed = play.left(by_ms=pair.sample.at_ms, reason="backbtn")
        return Change(play=_anew(pair, "backbtn", not_before_ms=closed.ended_ms), closed=closed)
    resumed = play.resumed()
    if -AGREE_MS <= moved_ms <= gap_ms + AGREE_MS:
        return Change(play=resumed.heard(max(0, min(moved_ms, gap_ms))))
    return Change(play=resumed.heard(gap_ms // 2, low_ms=0, high_ms=gap_ms))


def _has_room_for_end(pair: _Pair) -> bool:
    """Tell whether the track can have gone on to its end before it began again."""
    return pair.left_ms is not None and pair.left_ms + pair.position_ms <= pair.gap_ms + AGREE_MS


def _still_paused(pair: _Pair, stopped_ms: int) -> Change:
    added_ms = max(0, min(pair.moved_ms, pair.gap_ms))
    if added_ms > AGREE_MS:  # it was heard for a while in between
        play = replace(pair.play.heard(added_ms), stopped_ms=pair.sample.at_ms)
        return Change(play=play)
    if pair.sample.at_ms - stopped_ms <= LONGEST_PAUSE_MS:
        return Change(play=pair.play)
    return Change(play=None, closed=pair.play.left(by_ms=pair.sample.at_ms))


def _played_on(pair: _Pair) -> Change:
    gap_ms, moved_ms = pair.gap_ms, pair.moved_ms
    if abs(moved_ms - gap_ms) <= AGREE_MS:
        return Change(play=pair.play.heard(max(0, moved_ms)))
    if moved_ms > gap_ms:  # moved forward
        return Change(play=pair.play.heard(gap_ms))
    if _is_repeat(pair):
        return _repeated(pair)
    if moved_ms >= -AGREE_MS:
        return _begun_anew(pair) if _is_restart(pair) else _paused_between(pair)
    if pair.position_ms <= gap_ms + AGREE_MS and not _is_seek(pair):
        return _begun_anew(pair)
    return Change(play=pair.play.heard(gap_ms))  # moved back


def _is_repeat(pair: _Pair) -> bool:
    """Tell whether the track reached its end and began again by itself."""
    if pair.left_ms is None or pair.gap_ms <= pair.left_ms - _REPEAT_AGREE_MS:
        return False
    expected_ms = pair.gap_ms - pair.left_ms
    return pair.moved_ms < -AGREE_MS and abs(pair.position_ms - expected_ms) <= _REPEAT_AGREE_MS


def _repeated(pair: _Pair) -> Change:
    left_ms = min(pair.left_ms or 0, pair.gap_ms)
    closed = pair.play.heard(left_ms).closed(
        ended_ms=pair.seen.at_ms + left_ms,
        by_ms=pair.sample.at_ms,
        reason="trackdone",
        confidence=0.95,
    )
    return Change(play=_anew(pair, "trackdone", not_before_ms=closed.ended_ms), closed=closed)


def _is_restart(pair: _Pair) -> bool:
    """Tell a restart from a pause: the service says when playback last changed."""
    changed_ms = pair.sample.changed_ms
    if changed_ms is None or pair.position_ms > pair.gap_ms:
        return False
    return changed_ms > pair.seen.at_ms and abs(changed_ms - pair.begun_ms) <= AGREE_MS


def _is_seek(pair: _Pair) -> bool:
    """Tell moving back to near the start from a restart, by when playback last changed."""
    changed_ms = pair.sample.changed_ms
    if changed_ms is None or not pair.seen.at_ms < changed_ms <= pair.sample.at_ms:
        return False
    return changed_ms - pair.begun_ms > AGREE_MS


def _begun_anew(pair: _Pair) -> Change:
    """Close the play where the back button was pressed, and open the next one."""
    added_ms = max(0, min(pair.gap_ms, pair.begun_ms - pair.seen.at_ms))
    if pair.left_ms is not None:
        added_ms = min(added_ms, pair.left_ms)
    closed = pair.play.heard(added_ms).closed(
        ended_ms=pair.seen.at_ms + added_ms,
        by_ms=pair.sample.at_ms,
        reason="backbtn",
        confidence=0.9,
    )
    return Change(play=_anew(pair, "backbtn", not_before_ms=closed.ended_ms), closed=closed)


def _anew(pair: _Pair, reason: str, *, not_before_ms: int) -> OpenPlay:
    item, at_ms = pair.play.item, pair.sample.at_ms
    started_ms = min(max(pair.begun_ms, not_before_ms), at_ms)
    heard_ms = at_ms - started_ms
    return opened(pair.sample, item, started_ms=started_ms, reason=reason, heard_ms=heard_ms)


def _paused_between(pair: _Pair) -> Change:
    added_ms = max(0, pair.moved_ms)
    return Change(play=pair.play.heard(added_ms, high_ms=pair.gap_ms))
