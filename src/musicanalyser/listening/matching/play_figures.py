"""The figures of a play, from the sightings that are of it.

The best one decides; what it does not tell, or not exactly, the others may.
"""

from collections.abc import Sequence
from dataclasses import replace

from musicanalyser.listening.definitions import STREAM_MS, heard_when, verdict
from musicanalyser.model import Origin, Play, Seen, Sighting
from musicanalyser.units import SECOND_MS

_UNSURE_MS = 2 * SECOND_MS
_AT_END_MS = 4 * SECOND_MS


def play_of(group: Sequence[Seen]) -> Play:
    """Return the play of a group of sightings, the best of them first."""
    best = group[0]
    sighting = best.sighting
    alone = len(group) == 1
    play = _as_told(best, sighting.reason_end if alone else _reason(group))
    if alone and sighting.observation is None:
        return play  # as are most: nothing to be made up for
    first, *merged = sorted([one.id for one in group])
    play = replace(
        play,
        id=first,
        merged=tuple(merged),
        private=any(one.sighting.private for one in group),
    )
    if sighting.observation is None:
        return play
    return _judged(_with_parts(_settled(play, _stamp(group)), group))


def _as_told(best: Seen, reason_end: str) -> Play:
    """Return a play as its best sighting tells it."""
    sighting = best.sighting
    started_ms, ended_ms = heard_when(sighting)
    known = sighting.observation
    return Play(
        id=best.id,
        best=best,
        merged=(),
        private=bool(sighting.private),
        started_ms=started_ms,
        ended_ms=ended_ms,
        heard_ms=sighting.played_ms,
        low_ms=None if known is None else known.low_ms,
        high_ms=None if known is None else known.high_ms,
        confidence=None if known is None else known.confidence,
        reason_end=reason_end,
        verdict=verdict(
            reason_end=reason_end,
            skipped=sighting.skipped,
            heard_ms=sighting.played_ms,
            length_ms=best.length_ms,
        ),
    )


def _judged(play: Play) -> Play:
    """Return a play with the verdict that its figures lead to."""
    return replace(
        play,
        verdict=verdict(
            reason_end=play.reason_end,
            skipped=play.best.sighting.skipped,
            heard_ms=play.heard_ms,
            length_ms=play.best.length_ms,
        ),
    )


def _settled(play: Play, stamp_ms: int | None) -> Play:
    """Return a play whose end was not seen, but is told by the recent plays."""
    low_ms, high_ms = play.low_ms or 0, play.high_ms or 0
    if stamp_ms is None or play.heard_ms - low_ms <= _UNSURE_MS:
        return play
    heard_ms = max(low_ms, min(high_ms, play.heard_ms + stamp_ms - play.ended_ms))
    is_done = play.reason_end == "unknown" and _reached_end(play.best.sighting, heard_ms)
    return replace(
        play,
        ended_ms=play.ended_ms + heard_ms - play.heard_ms,
        heard_ms=heard_ms,
        reason_end="trackdone" if is_done else play.reason_end,
    )


def _with_parts(play: Play, group: Sequence[Seen]) -> Play:
    """Add the parts of a play that was taken for several."""
    parts = [one.sighting for one in group[1:] if one.sighting.source is Origin.PLAYER]
    if group[0].sighting.source is not Origin.PLAYER or not parts:
        return play
    bounds = [one.observation for one in parts if one.observation is not None]
    return replace(
        play,
        started_ms=min(heard_when(one)[0] for one in parts),
        heard_ms=play.heard_ms + sum(one.played_ms for one in parts),
        low_ms=(play.low_ms or 0) + sum(one.low_ms for one in bounds),
        high_ms=(play.high_ms or 0) + sum(one.high_ms for one in bounds),
    )


def _reason(group: Sequence[Seen]) -> str:
    """Return why the play ended, as the best source says that says so at all."""
    told = (one.sighting.reason_end for one in group)
    return next((reason for reason in told if reason), "")


def _stamp(group: Sequence[Seen]) -> int | None:
    """Return when Spotify's list of recent plays says that the play ended."""
    recent = (one.sighting for one in group if one.sighting.source is Origin.RECENT)
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
