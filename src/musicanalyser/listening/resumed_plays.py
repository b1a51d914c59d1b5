"""Plays that were one hearing: the app died in the middle of a track, and went on with it later.

Spotify writes two rows for them, and they stay two plays (docs/decisions/037).
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from musicanalyser.model.play_end import EndReason
from musicanalyser.units import MINUTE_MS

RESUMED_WITHIN_MS = 10 * MINUTE_MS
"""The longest pause between the parts: after a longer one the track was rather chosen again."""

EXIT_REASONS = frozenset(
    {EndReason.LOGOUT, EndReason.UNEXPECTED_EXIT, EndReason.UNEXPECTED_EXIT_WHILE_PAUSED}
)
"""How a play ended that may go on later."""
CONTINUATION_REASONS = frozenset({EndReason.APP_LOAD, EndReason.REMOTE})
"""How a play began that goes on with a track, and holds only the rest of it."""


class HeardPart(NamedTuple):
    """A play that may be a part of a hearing; moments are in ms since 1970 UTC."""

    play_id: int
    song_key: str
    started_ms: int
    ended_ms: int
    reason_start: str
    reason_end: str


def resumed_pairs(parts: Iterable[HeardPart]) -> list[tuple[int, int]]:
    """Return the ids of plays and of those that went on with them, in order of time.

    The first ended with an exit. The second, of the same song, began with the start of the app or
    of another device, within `RESUMED_WITHIN_MS`. ``parts`` are in order of their starts.
    """
    return [
        (before.play_id, after.play_id)
        for before, after in pairwise(parts)
        if before.song_key == after.song_key
        and before.reason_end in EXIT_REASONS
        and after.reason_start in CONTINUATION_REASONS
        and after.started_ms - before.ended_ms <= RESUMED_WITHIN_MS
    ]
