"""What was skipped unobserved between two samples, as the order of the queue says."""

from collections.abc import Sequence
from dataclasses import replace

from musicanalyser.listening.definitions import STREAM_MS
from musicanalyser.listening.tracking.confidence import (
    INFERRED,
    INFERRED_IN_LONG_GAP,
    INFERRED_IN_LONG_RUN,
)
from musicanalyser.listening.tracking.open_play import OpenPlay, is_same_item
from musicanalyser.listening.tracking.tolerances import LAG_MS
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.item import Item
from musicanalyser.model.play_end import EndReason
from musicanalyser.model.player import Queued
from musicanalyser.units import SECOND_MS

LONGEST_GAP_MS = 160 * SECOND_MS
"""In a longer gap, listening may have ended and begun anew. A track skipped in one of more than
30 s may have been a stream, which the list of recent plays then shows."""
_MOST_SKIPS = 4
"""Items further down are mostly clicked on (docs/decisions/009-queue-of-four.md)."""
_SHORTEST_MS = 50
"""The shortest plays of the histories behind the simulator: more do not fit into a gap."""
_LONG_RUN = 3
"""With three or more skips in a row, each is less certain."""


def place_in_queue(upcoming: Sequence[Queued] | None, item: Item) -> int | None:
    """Return how far down the queue an item is, from 0; ``None`` if it is not in it."""
    places = (place for place, one in enumerate(upcoming or ()) if is_same_item(one.item, item))
    return next(places, None)


def find_skipped(
    upcoming: tuple[Queued, ...] | None, place: int | None, *, room_ms: int, gap_ms: int
) -> tuple[Queued, ...]:
    """Return what was skipped unobserved on the way to a place in the queue.

    ``gap_ms`` lies between the two samples, ``room_ms`` of it before the play of the second.
    """
    if upcoming is None or place is None or gap_ms > LONGEST_GAP_MS:
        return ()
    if place > _MOST_SKIPS or room_ms < _SHORTEST_MS * place:
        return ()
    return upcoming[:place]


def infer_plays(
    skipped: Sequence[Queued],
    before: OpenPlay,
    reason: EndReason,
    *,
    span_ms: tuple[int, int],
    room_ms: int,
) -> tuple[Sighting, ...]:
    """Return the plays of what was skipped, each with an equal share of a span of time.

    ``before`` is the play that they followed, and ``reason`` why it ended. None of them can have
    been heard for longer than ``room_ms``.
    """
    if not skipped:
        return ()
    count, (since_ms, until_ms) = len(skipped), span_ms
    moments_ms = [since_ms + (until_ms - since_ms) * place // count for place in range(count + 1)]
    is_done = reason is EndReason.TRACK_DONE and _fills_span(skipped, span_ms)
    found = []
    for place, queued in enumerate(skipped):
        started_ms, ended_ms = moments_ms[place : place + 2]
        play = replace(
            before,
            item=queued.item,
            length_ms=queued.length_ms,
            started_ms=started_ms,
            reason_start=EndReason.FORWARD_BUTTON if place else reason,
            low_ms=0,
            heard_ms=ended_ms - started_ms,
            high_ms=max(room_ms, ended_ms - started_ms),
        )
        finished = play.close(
            ended_ms=ended_ms,
            by_ms=until_ms,
            reason=EndReason.TRACK_DONE if is_done else EndReason.FORWARD_BUTTON,
            confidence=_confidence(count, room_ms=room_ms),
            is_inferred=True,
        )
        found.append(finished)
    return tuple(found)


def _confidence(count: int, *, room_ms: int) -> float:
    if room_ms > STREAM_MS:
        return INFERRED_IN_LONG_GAP
    return INFERRED if count < _LONG_RUN else INFERRED_IN_LONG_RUN


def _fills_span(skipped: Sequence[Queued], span_ms: tuple[int, int]) -> bool:
    """Return whether a span is just long enough to hear all of them to their ends."""
    lengths_ms = [queued.length_ms for queued in skipped]
    whole_ms = sum(length_ms or 0 for length_ms in lengths_ms)
    off_ms = abs(whole_ms - (span_ms[1] - span_ms[0]))
    return None not in lengths_ms and off_ms <= LAG_MS * (len(skipped) + 1)
