"""From one track to another: when the first ended, why, and when the next began."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from musicanalyser.listening.tracking.crossfade import crossfade_ms
from musicanalyser.listening.tracking.inferred_skips import (
    SEEN_THROUGH_MS,
    passed_over,
    place_of,
    unseen,
)
from musicanalyser.listening.tracking.open_play import OpenPlay, opened, same_item
from musicanalyser.listening.tracking.same_track import AGREE_MS
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.item import Item
from musicanalyser.model.player import PlayerSample, Queued
from musicanalyser.units import SECOND_MS

_SURE_MS = 45 * SECOND_MS
"""In a longer gap others may have come between, even where the queue does not say so."""
_NATURAL_MS = 4 * SECOND_MS
_HIDDEN_MS = 2 * SECOND_MS
"""How long what was passed over unseen usually sounded: half of all short plays are shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What a change of track finished, in the order of time, and what it began."""

    finished: tuple[Sighting, ...]
    next: OpenPlay
    upcoming: tuple[Queued, ...] | None
    early_ms: tuple[int, ...] = ()
    """How much was left of the first when the next began, if it seems to have ended by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """What lies between the last sample of one track and the first of another.

    ``room_ms`` is what there is for the first, and all that is hidden, after its last sample.
    """

    play: OpenPlay
    seen: PlayerSample
    room_ms: int
    left_ms: int | None
    fade_ms: int
    hidden: tuple[Queued, ...]
    sure: bool
    """Whether nothing else can have come between."""


def handed_over(  # noqa: PLR0913 - all that a change of track depends on
    play: OpenPlay,
    seen: PlayerSample,
    sample: PlayerSample,
    item: Item,
    *,
    upcoming: tuple[Queued, ...] | None,
    previous: Item | None,
    gone_ms: int | None,
    early_ms: Sequence[int],
) -> Handover:
    """Close the open play and open the one that a sample shows.

    ``upcoming`` is the order in which tracks were to follow, ``None`` where it is not known;
    ``previous`` what was heard before the open play; ``gone_ms`` since when something else was seen
    between the two.
    """
    begun = _begun(seen, sample, item)
    place = place_of(upcoming, item)
    gap_ms = sample.at_ms - seen.at_ms
    room_ms = max(0, min(begun.started_ms, gone_ms or begun.started_ms) - seen.at_ms)
    gap = _Gap(
        play=play,
        seen=seen,
        room_ms=room_ms,
        left_ms=_left_ms(play, seen),
        fade_ms=crossfade_ms(early_ms),
        hidden=passed_over(upcoming, place, room_ms=room_ms, gap_ms=gap_ms),
        sure=place == 0 or gap_ms <= (SEEN_THROUGH_MS if place else _SURE_MS),
    )
    rest = None if upcoming is None or place is None else upcoming[place + 1 :]
    if play.stopped_ms is not None:
        most_ms = room_ms if gap.left_ms is None else min(room_ms, gap.left_ms)
        closed = play.heard(0, high_ms=most_ms).left(by_ms=begun.started_ms)  # it may have gone on
        reason = "trackdone" if play.at_end else "clickrow"
        return Handover(finished=(closed,), next=_with_reason(begun, reason), upcoming=rest)
    if not gap.sure:
        return Handover(finished=(_lost(gap),), next=_with_reason(begun, "unknown"), upcoming=rest)
    reason = _reason(gap, sample, place, item, previous, known=upcoming is not None)
    finished = _finished(gap, reason)
    last = finished[-1].reason_end
    return Handover(
        finished=finished,
        next=_with_reason(begun, "clickrow" if last == "endplay" else last),
        upcoming=rest,
        early_ms=_early_ms(gap),
    )


def _left_ms(play: OpenPlay, seen: PlayerSample) -> int | None:
    if play.length_ms is None:
        return None
    return max(0, play.length_ms - (seen.progress_ms or 0))


def _begun(seen: PlayerSample, sample: PlayerSample, item: Item) -> OpenPlay:
    """Open the play that a sample shows, back-dated by its position."""
    at_ms, position_ms, gap_ms = sample.at_ms, sample.progress_ms, sample.at_ms - seen.at_ms
    changed_ms = sample.changed_ms
    if changed_ms is None or not seen.at_ms < changed_ms <= at_ms:
        changed_ms = None
    if position_ms is None or position_ms > gap_ms + AGREE_MS:  # it went on from its middle
        started_ms = changed_ms or at_ms - gap_ms // 2
        heard_ms = at_ms - started_ms if sample.is_playing else 0
        return opened(
            sample,
            item,
            started_ms=started_ms,
            reason="",
            heard_ms=heard_ms,
            low_ms=0,
            high_ms=gap_ms,
        )
    until_ms = at_ms if sample.is_playing else changed_ms or at_ms
    started_ms = max(until_ms - position_ms, seen.at_ms)
    heard_ms = min(position_ms, at_ms - started_ms)
    return opened(sample, item, started_ms=started_ms, reason="", heard_ms=heard_ms)


def _with_reason(play: OpenPlay, reason: str) -> OpenPlay:
    return replace(play, reason_start=reason)


def _lost(gap: _Gap) -> Sighting:
    """Close a play in a gap so long that others may lie in it; recent plays may tell more."""
    most_ms = gap.room_ms if gap.left_ms is None else min(gap.left_ms, gap.room_ms)
    closed = gap.play.heard(most_ms, low_ms=0)
    by_ms = gap.seen.at_ms + gap.room_ms
    return closed.closed(
        ended_ms=gap.seen.at_ms + most_ms, by_ms=by_ms, reason="unknown", confidence=0.3
    )


def _is_natural(gap: _Gap) -> bool:
    """Tell whether the first track came to its end by itself."""
    if gap.left_ms is None:
        return False
    early_ms = gap.left_ms - gap.room_ms
    if gap.hidden:
        return early_ms <= AGREE_MS + gap.fade_ms
    return early_ms <= max(_NATURAL_MS, gap.fade_ms + 1_500)


def _early_ms(gap: _Gap) -> tuple[int, ...]:
    if gap.left_ms is None or gap.hidden:
        return ()
    return (gap.left_ms - gap.room_ms,)


def _reason(
    gap: _Gap,
    sample: PlayerSample,
    place: int | None,
    item: Item,
    previous: Item | None,
    *,
    known: bool,
) -> str:
    """Tell why the first track ended."""
    if _is_natural(gap):
        return "trackdone"
    if gap.hidden or place == 0:
        return "fwdbtn"
    if place is None and previous is not None and same_item(previous, item):
        return "backbtn"
    if known or sample.context != gap.seen.context:
        return "endplay"
    return "fwdbtn"


def _finished(gap: _Gap, reason: str) -> tuple[Sighting, ...]:
    natural = reason == "trackdone"
    count = len(gap.hidden)
    if natural and gap.left_ms is not None:
        most_ms = gap.left_ms - (gap.fade_ms if count else 0)
        own_ms = max(0, min(most_ms, gap.room_ms))
        unsure_ms = 0
    else:
        unsure_ms = count * min(_HIDDEN_MS, gap.room_ms // (count + 1))
        own_ms = gap.room_ms - unsure_ms
    played = gap.play.heard(own_ms, low_ms=0 if unsure_ms else own_ms, high_ms=own_ms + unsure_ms)
    ended_ms = gap.seen.at_ms + own_ms
    first = played.closed(
        ended_ms=ended_ms,
        by_ms=gap.seen.at_ms + gap.room_ms,
        reason=reason,
        confidence=0.95 if count else 0.98,
    )
    until_ms = gap.seen.at_ms + gap.room_ms
    return (
        first,
        *unseen(gap.hidden, gap.play, reason, span_ms=(ended_ms, until_ms), room_ms=gap.room_ms),
    )
