"""The figures of a play, from the sightings that are of it.

The best one decides; what it does not tell, or not exactly, the others may.
"""

from collections.abc import Sequence

from musicanalyser.listening.definitions import SECOND_MS, STREAM_MS, heard_when, verdict
from musicanalyser.model import Play, Seen, Sighting, Source

_UNSURE_MS = 2 * SECOND_MS
_AT_END_MS = 4 * SECOND_MS


def play_of(group: Sequence[Seen]) -> Play:
    """Return the play of a group of sightings, the best of them first."""
    best = group[0]
    sighting = best.sighting
    started_ms, ended_ms = heard_when(sighting)
    heard_ms, reason_end = sighting.played_ms, _reason(group)
    low_ms = high_ms = confidence = None
    if sighting.observation is not None:
        low_ms, high_ms = sighting.observation.low_ms, sighting.observation.high_ms
        confidence = sighting.observation.confidence
        stamp_ms = _stamp(group)
        if stamp_ms is not None and high_ms - low_ms > _UNSURE_MS:
            settled_ms = max(low_ms, min(high_ms, heard_ms + stamp_ms - ended_ms))
            ended_ms += settled_ms - heard_ms
            heard_ms = settled_ms
            if reason_end == "unknown" and _reached_end(sighting, heard_ms):
                reason_end = "trackdone"
    first, *merged = sorted([one.id for one in group])
    return Play(
        id=first,
        best=best,
        merged=tuple(merged),
        private=any(one.sighting.private for one in group),
        started_ms=started_ms,
        ended_ms=ended_ms,
        heard_ms=heard_ms,
        low_ms=low_ms,
        high_ms=high_ms,
        confidence=confidence,
        reason_end=reason_end,
        verdict=verdict(
            reason_end=reason_end,
            skipped=sighting.skipped,
            heard_ms=heard_ms,
            length_ms=best.length_ms,
        ),
    )


def _reason(group: Sequence[Seen]) -> str:
    """Return why the play ended, as the best source says that says so at all."""
    told = (one.sighting.reason_end for one in group)
    return next((reason for reason in told if reason), "")


def _stamp(group: Sequence[Seen]) -> int | None:
    """Return when Spotify's list of recent plays says that the play ended."""
    recent = (one.sighting for one in group if one.sighting.source is Source.RECENT)
    return next((one.ended_ms for one in recent), None)


def _reached_end(sighting: Sighting, heard_ms: int) -> bool:
    length_ms = sighting.observation and sighting.observation.length_ms
    return bool(length_ms) and heard_ms >= (length_ms or 0) - _AT_END_MS


def recent_heard_ms(*, length_ms: int, ended_ms: int, before_ms: int | None) -> int:
    """Return how much of a recent play can have been heard since the play before it ended.

    The list of recent plays tells no more than that it was heard for 30 seconds. Where the play
    before ended later than that, it was heard elsewhere, and tells nothing.
    """
    if before_ms is None or ended_ms - before_ms < STREAM_MS:
        return length_ms
    return min(length_ms, ended_ms - before_ms)
