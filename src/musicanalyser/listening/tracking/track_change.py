"""From one track to another: when the first ended, why, and when the next began."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from musicanalyser.listening.tracking import confidence
from musicanalyser.listening.tracking.crossfade import SPREAD_MS, usual_overlap_ms
from musicanalyser.listening.tracking.inferred_skips import (
    LONGEST_GAP_MS,
    find_skipped,
    infer_plays,
    place_in_queue,
)
from musicanalyser.listening.tracking.open_play import OpenPlay, is_same_item, left_ms
from musicanalyser.listening.tracking.play_start import begin_after_track
from musicanalyser.listening.tracking.tolerances import LAG_MS
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.item import Item
from musicanalyser.model.play_end import EndReason
from musicanalyser.model.player import PlayerSample, Queued
from musicanalyser.units import SECOND_MS

_CERTAIN_GAP_MS = 45 * SECOND_MS
"""In a longer gap another track may have been played, even where the queue does not say so."""
_NATURAL_MS = 4 * SECOND_MS
"""A track with less left has mostly ended by itself: a short crossfade, shown late."""
_SKIPPED_MS = 2 * SECOND_MS
"""The usual length of an inferred skip: the median of short plays behind the simulator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackChange:
    """Everything that a change of track depends on; fields of the state mean what they mean there.

    ``before`` is the last sample of the first track and ``after`` the first of the next, ``item``.
    """

    play: OpenPlay
    before: PlayerSample
    after: PlayerSample
    item: Item
    upcoming: tuple[Queued, ...] | None
    previous_item: Item | None
    absent_since_ms: int | None
    overlaps_ms: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedTrack:
    """The plays that a change of track finished, in order of time, and the one that it began."""

    finished: tuple[Sighting, ...]
    begun: OpenPlay
    upcoming: tuple[Queued, ...] | None
    overlap_ms: int | None = None
    """How much was left of the first when the next began, ``None`` if that says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """What lies between the last sample of one track and the first of another.

    ``room_ms`` is the time after the last sample that is left for the first track and all skipped.
    ``fade_ms`` is the usual overlap of two tracks. ``place`` is how far down the queue the next
    track is, and ``following`` the queue after it; both are ``None`` if unknown. ``is_certain``
    says that nothing else can have been played in between.
    """

    play: OpenPlay
    before: PlayerSample
    room_ms: int
    left_ms: int | None
    fade_ms: int
    place: int | None
    skipped: tuple[Queued, ...]
    following: tuple[Queued, ...] | None
    is_certain: bool

    @property
    def until_ms(self) -> int:
        """When the first track, and all skipped, were over at the latest."""
        return self.before.at_ms + self.room_ms

    @property
    def most_ms(self) -> int:
        """How long the first track can have been heard in the gap at most."""
        return self.room_ms if self.left_ms is None else min(self.room_ms, self.left_ms)


def change_track(change: TrackChange) -> ChangedTrack:
    """Return the finished first play, all skipped ones, and the play that the change began."""
    begun = begin_after_track(change.before, change.after, change.item)
    gap = _measure_gap(change, begun)
    overlap_ms: int | None = None
    finished: tuple[Sighting, ...]
    if gap.play.paused_ms is not None:
        finished = (_close_in_pause(gap, begun),)
        reason = EndReason.TRACK_DONE if gap.play.is_paused_at_end else EndReason.CLICK_ROW
    elif not gap.is_certain:
        finished, reason = (_close_lost(gap),), EndReason.UNKNOWN
    else:
        ended = _reason(change, gap)
        finished = _close_observed(gap, ended)
        last = finished[-1].reason_end
        reason = EndReason.CLICK_ROW if last == EndReason.END_PLAY else EndReason(last)
        if gap.left_ms is not None and not gap.skipped:
            overlap_ms = gap.left_ms - gap.room_ms
    return ChangedTrack(
        finished=finished,
        begun=replace(begun, reason_start=reason),
        upcoming=gap.following,
        overlap_ms=overlap_ms,
    )


def _measure_gap(change: TrackChange, begun: OpenPlay) -> _Gap:
    place = None if _is_step_back(change) else place_in_queue(change.upcoming, change.item)
    gap_ms = change.after.at_ms - change.before.at_ms
    left_at_ms = min(begun.started_ms, change.absent_since_ms or begun.started_ms)
    room_ms = max(0, left_at_ms - change.before.at_ms)
    return _Gap(
        play=change.play,
        before=change.before,
        room_ms=room_ms,
        left_ms=left_ms(change.play, change.before),
        fade_ms=usual_overlap_ms(change.overlaps_ms),
        place=place,
        skipped=find_skipped(change.upcoming, place, room_ms=room_ms, gap_ms=gap_ms),
        following=None if place is None else (change.upcoming or ())[place + 1 :],
        is_certain=place == 0 or gap_ms <= (LONGEST_GAP_MS if place else _CERTAIN_GAP_MS),
    )


def _close_in_pause(gap: _Gap, begun: OpenPlay) -> Sighting:
    """Close a paused play, which may have gone on unobserved."""
    return gap.play.add_time(0, high_ms=gap.most_ms).close_paused(by_ms=begun.started_ms)


def _close_lost(gap: _Gap) -> Sighting:
    """Close a play in a gap so long that others may lie in it; recent plays may know more."""
    return gap.play.add_time(gap.most_ms, low_ms=0).close(
        ended_ms=gap.before.at_ms + gap.most_ms,
        by_ms=gap.until_ms,
        reason=EndReason.UNKNOWN,
        confidence=confidence.LOST,
    )


def _reason(change: TrackChange, gap: _Gap) -> EndReason:
    """Return why the first track ended."""
    if _is_natural(gap):
        return EndReason.TRACK_DONE
    if gap.skipped or gap.place == 0:
        return EndReason.FORWARD_BUTTON
    if _is_step_back(change):
        return EndReason.BACK_BUTTON
    if change.upcoming is not None or change.after.context != change.before.context:
        return EndReason.END_PLAY
    return EndReason.FORWARD_BUTTON


def _is_step_back(change: TrackChange) -> bool:
    """Return whether the next track is the previous one, and not the very next in the queue.

    A queue that is a cycle also holds what was played before
    (https://github.com/aome510/spotify-player/issues/178).
    """
    previous = change.previous_item
    if previous is None or not is_same_item(previous, change.item):
        return False
    return place_in_queue((change.upcoming or ())[:1], change.item) is None


def _is_natural(gap: _Gap) -> bool:
    """Return whether the first track came to its end by itself."""
    if gap.left_ms is None:
        return False
    overlap_ms = gap.left_ms - gap.room_ms
    if gap.skipped:
        return overlap_ms <= LAG_MS + gap.fade_ms
    return overlap_ms <= max(_NATURAL_MS, gap.fade_ms + SPREAD_MS)


def _close_observed(gap: _Gap, reason: EndReason) -> tuple[Sighting, ...]:
    """Close the first play and infer the skipped ones after it."""
    own_ms, uncertain_ms = _share_room(gap, reason)
    ended_ms = gap.before.at_ms + own_ms
    is_uncertain = uncertain_ms > 0 or reason is EndReason.END_PLAY  # perhaps paused before
    first = gap.play.add_time(
        own_ms, low_ms=0 if is_uncertain else own_ms, high_ms=own_ms + uncertain_ms
    ).close(
        ended_ms=ended_ms,
        by_ms=gap.until_ms,
        reason=reason,
        confidence=confidence.END_BEFORE_INFERRED if gap.skipped else confidence.END_OBSERVED,
    )
    span_ms = (ended_ms, gap.until_ms)
    return (
        first,
        *infer_plays(gap.skipped, gap.play, reason, span_ms=span_ms, room_ms=gap.room_ms),
    )


def _share_room(gap: _Gap, reason: EndReason) -> tuple[int, int]:
    """Return how much of the room the first track has, and how much of that is uncertain."""
    count = len(gap.skipped)
    if reason is EndReason.TRACK_DONE and gap.left_ms is not None:
        most_ms = gap.left_ms - (gap.fade_ms if count else 0)
        return max(0, min(most_ms, gap.room_ms)), 0
    skipped_ms = count * min(_SKIPPED_MS, gap.room_ms // (count + 1))
    return gap.room_ms - skipped_ms, skipped_ms
