"""When the play of a sighting started and ended, by what its origin stamps."""

from musicanalyser.model.evidence import Sighting
from musicanalyser.model.origin import Clock
from musicanalyser.model.play_end import EndReason
from musicanalyser.units import HOUR_MS, MINUTE_MS, SECOND_MS

LATE_REASONS = frozenset(
    {
        EndReason.LOGOUT,
        EndReason.REMOTE,
        EndReason.UNEXPECTED_EXIT,
        EndReason.UNEXPECTED_EXIT_WHILE_PAUSED,
    }
)
"""After these, the end is often stamped when the app is next started, or when another device took
over, which may be days later."""
_LONGEST_PAUSE_MS = 6 * HOUR_MS
"""A start stamped longer before the time heard is a pause only if other plays confirm it."""
FAR_STAMP_MS = 15 * MINUTE_MS
"""After a longer pause, or if the end is stamped so much later, other origins may have stamped a
moment near the start."""
CONFIRMED_WITHIN_MS = 3 * SECOND_MS
"""How far from a start stamp the end may lie of the play before it: in two public exports, 55 of 68
such stamps had one this near."""
_CLOCK_TOLERANCE_MS = 2 * SECOND_MS
"""The end is stamped by Spotify's clock, to the second, and the start by that of the device."""
_STARTS = frozenset({Clock.STARTED, Clock.EITHER})
"""Clocks whose moment is taken for the start."""


def has_start_stamp(sighting: Sighting) -> bool:
    """Return whether a row has a start stamp that can be true: no play starts after it was sent."""
    return stamped_second(sighting.ended_ms, sighting.offline_ms) is not None


def stamped_second(ended_ms: int, stamp_ms: int | None) -> int | None:
    """Return the second of a start stamp, as not all have ms; ``None`` if it cannot be true."""
    if stamp_ms is None or stamp_ms > ended_ms + _CLOCK_TOLERANCE_MS:
        return None
    return stamp_ms // SECOND_MS


def is_end_late(sighting: Sighting) -> bool:
    """Return whether the end is likely that of a later moment, while the start stamp is true.

    How long the play was paused is unknown then.
    """
    if sighting.offline or sighting.reason_end in LATE_REASONS:
        return has_start_stamp(sighting)
    return False


def has_long_pause(sighting: Sighting) -> bool:
    """Return whether a start stamp is too far from its end to be believed without other plays."""
    stamp_ms = sighting.offline_ms
    if stamp_ms is None or sighting.offline or sighting.reason_end in LATE_REASONS:
        return False
    return sighting.ended_ms - sighting.played_ms - stamp_ms > _LONGEST_PAUSE_MS


def places_ms(sighting: Sighting) -> tuple[int, ...]:
    """Return the moments near which other sightings of a play may lie, its stamp first."""
    ended_ms, stamp_ms = sighting.ended_ms, sighting.offline_ms
    if stamp_ms is None or not is_far_stamp(ended_ms, sighting.played_ms, stamp_ms):
        return (ended_ms,)
    return ended_ms, stamp_ms


def is_far_stamp(ended_ms: int, played_ms: int, stamp_ms: int) -> bool:
    """Return whether a start stamp is a place of its own, long before the time heard began."""
    return ended_ms - played_ms - stamp_ms > FAR_STAMP_MS


def start_and_end_ms(sighting: Sighting) -> tuple[int, int]:
    """Return the start and the end of the play of a sighting, in ms since 1970 UTC.

    With a long pause, the start holds unless other plays confirm the stamp. A play whose time
    heard is unknown starts and ends at its stamp.
    """
    ended_ms, played_ms, stamp_ms = sighting.ended_ms, sighting.played_ms, sighting.offline_ms
    if sighting.observation is not None:
        started_ms = sighting.observation.started_ms
        return ended_ms - played_ms if started_ms is None else started_ms, ended_ms
    clock = sighting.origin.traits.clock
    if clock in _STARTS:
        return ended_ms, ended_ms + played_ms
    if clock is Clock.MINUTE:
        ended_ms += MINUTE_MS // 2
    elif stamp_ms is not None and has_start_stamp(sighting):
        if is_end_late(sighting):
            return stamp_ms, stamp_ms + played_ms
        paused_ms = ended_ms - played_ms - stamp_ms
        if -_CLOCK_TOLERANCE_MS <= paused_ms <= _LONGEST_PAUSE_MS:
            return min(stamp_ms, ended_ms), ended_ms
    return ended_ms - played_ms, ended_ms
