"""What came and went between two samples, as far as the order of the queue tells."""

from collections.abc import Sequence

from musicanalyser.listening.tracking.open_play import OpenPlay, same_item
from musicanalyser.listening.tracking.same_track import AGREE_MS
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.item import Item
from musicanalyser.model.player import Queued
from musicanalyser.units import SECOND_MS

SEEN_THROUGH_MS = 32 * SECOND_MS
"""In a longer gap what came and went may have been heard for long enough to be a stream."""
_MOST = 4
"""Whoever passes over more was clicking further down a list."""
_SHORTEST_MS = 50


def place_of(upcoming: Sequence[Queued] | None, item: Item) -> int | None:
    """Return how far down the queue an item stands, ``None`` if it is not in it."""
    places = (place for place, one in enumerate(upcoming or ()) if same_item(one.item, item))
    return next(places, None)


def passed_over(
    upcoming: tuple[Queued, ...] | None, place: int | None, *, room_ms: int, gap_ms: int
) -> tuple[Queued, ...]:
    """Return what was passed over unseen to come to a place in the queue.

    ``gap_ms`` lies between the two samples, ``room_ms`` of it before what the second shows began.
    """
    if upcoming is None or place is None or gap_ms > SEEN_THROUGH_MS:
        return ()
    if place > _MOST or room_ms < _SHORTEST_MS * place:
        return ()
    return upcoming[:place]


def unseen(
    hidden: Sequence[Queued],
    before: OpenPlay,
    reason: str,
    *,
    span_ms: tuple[int, int],
    room_ms: int,
) -> tuple[Sighting, ...]:
    """Return the plays of what was passed over, each with an equal share of a span of time.

    ``before`` is the play that they followed, which ended for ``reason``; none of them can have
    been heard for longer than ``room_ms``.
    """
    if not hidden:
        return ()
    count, (since_ms, until_ms) = len(hidden), span_ms
    ends_as = "trackdone" if reason == "trackdone" and _fills(hidden, span_ms) else "fwdbtn"
    confidence = 0.97 if count <= 2 else 0.92  # noqa: PLR2004 - measured by simulation
    moments_ms = [since_ms + (until_ms - since_ms) * place // count for place in range(count + 1)]
    found = []
    for place, one in enumerate(hidden):
        started_ms, ended_ms = moments_ms[place : place + 2]
        play = OpenPlay(
            item=one.item,
            length_ms=one.length_ms,
            started_ms=started_ms,
            reason_start="fwdbtn" if place else reason,
            low_ms=0,
            heard_ms=ended_ms - started_ms,
            high_ms=max(room_ms, ended_ms - started_ms),
            shuffle=before.shuffle,
            device=before.device,
            private=before.private,
        )
        found.append(
            play.closed(
                ended_ms=ended_ms,
                by_ms=until_ms,
                reason=ends_as,
                confidence=confidence,
                inferred=True,
            )
        )
    return tuple(found)


def _fills(hidden: Sequence[Queued], span_ms: tuple[int, int]) -> bool:
    """Tell whether a span is just what it takes to hear all of them to their ends."""
    lengths_ms = [one.length_ms for one in hidden]
    whole_ms = sum(length_ms or 0 for length_ms in lengths_ms)
    off_ms = abs(whole_ms - (span_ms[1] - span_ms[0]))
    return None not in lengths_ms and off_ms <= AGREE_MS * (len(hidden) + 1)
