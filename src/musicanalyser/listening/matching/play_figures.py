"""The figures of a play, derived from its sightings.

The most trusted sighting decides. What it does not know, or not exactly, comes from the others.
"""

from collections.abc import Sequence

from musicanalyser.listening.definitions import STREAM_MS, judge_play
from musicanalyser.listening.start_and_end import start_and_end_ms
from musicanalyser.listening.tracking.tolerances import BOUND_ERROR_MS
from musicanalyser.model.evidence import (
    HeardTime,
    Observation,
    Play,
    Sighting,
    StoredSighting,
)
from musicanalyser.model.origin import Clock
from musicanalyser.model.play_end import EndReason
from musicanalyser.units import SECOND_MS

_CERTAIN_MS = 3 * SECOND_MS
"""An end whose bounds are as narrow as that was observed, and needs no other origin."""
_HEARD = tuple(HeardTime)
"""What says most of the time heard comes first."""
_NO_BOUNDS = (None, None, None)
_NO_REASON = frozenset({"", EndReason.NONE})
_OPEN_ENDS = frozenset({EndReason.UNKNOWN, EndReason.END_PLAY})
_AT_END_MS = 4 * SECOND_MS
"""How much of a track may be left when it is said to be finished: a short crossfade and jitter."""


def derive_play(group: Sequence[StoredSighting]) -> Play:
    """Return the play of a group of sightings, the most trusted first."""
    best = _best_of(group)
    play = _play_of_best(best, _first_reason(group))
    if len(group) == 1:  # as most plays are
        return play
    first, *merged = sorted(stored.id for stored in group)
    play = play._replace(
        id=first,
        merged=tuple(merged),
        private=any(stored.sighting.private for stored in group),
        heard=min((stored.sighting.heard for stored in group), key=_HEARD.index),
    )
    if best.sighting.observation is None:
        return play
    return _judge_again(_add_parts(_settle_end(play, _listed_end_ms(group)), group))


def _best_of(group: Sequence[StoredSighting]) -> StoredSighting:
    """Return the most trusted sighting, of those that know the time heard if one does."""
    best = group[0]
    if best.sighting.heard is HeardTime.KNOWN:
        return best
    return next((one for one in group if one.sighting.heard is HeardTime.KNOWN), best)


def _play_of_best(best: StoredSighting, reason_end: str) -> Play:
    """Return a play with the figures of one sighting."""
    sighting = best.sighting
    started_ms, ended_ms = start_and_end_ms(sighting)
    known = sighting.observation
    verdict = judge_play(
        reason_end=reason_end,
        skipped=sighting.skipped,
        heard_ms=sighting.played_ms,
        length_ms=best.length_ms,
    )
    low_ms, high_ms, confidence = _NO_BOUNDS if known is None else _bounds(known)
    return Play(  # by place, which is faster than by name: this runs for every play
        best.id, best, (), bool(sighting.private), started_ms, ended_ms, sighting.played_ms,
        low_ms, high_ms, confidence, reason_end, verdict, sighting.heard
    )  # fmt: skip


def _bounds(known: Observation) -> tuple[int | None, int | None, float | None]:
    return known.low_ms, known.high_ms, known.confidence


def _judge_again(play: Play) -> Play:
    """Return a play with the verdict that follows from its present figures."""
    return play._replace(
        verdict=judge_play(
            reason_end=play.reason_end,
            skipped=play.best.sighting.skipped,
            heard_ms=play.heard_ms,
            length_ms=play.best.length_ms,
        ),
    )


def _settle_end(play: Play, listed_end_ms: int | None) -> Play:
    """Return a play with its end as listed by another origin, if it was not observed itself.

    The list also proves that it was heard for 30 seconds, if that lies within its bounds.
    """
    if listed_end_ms is None or not _is_end_open(play):
        return play
    low_ms, high_ms = play.low_ms or 0, play.high_ms or 0
    least_ms = max(low_ms, min(STREAM_MS, high_ms))
    most_ms = min(high_ms, max(play.best.length_ms or high_ms, least_ms))
    heard_ms = max(least_ms, min(most_ms, play.heard_ms + listed_end_ms - play.ended_ms))
    is_done = play.reason_end in _OPEN_ENDS and _is_at_end(play.best.sighting, heard_ms)
    started_ms, ended_ms = play.started_ms, play.ended_ms + heard_ms - play.heard_ms
    if _is_inferred(play):  # its end is the start of what was observed next
        started_ms, ended_ms = play.ended_ms - heard_ms, play.ended_ms
    return play._replace(
        started_ms=started_ms,
        ended_ms=max(ended_ms, started_ms + heard_ms),
        heard_ms=heard_ms,
        low_ms=least_ms,
        reason_end=EndReason.TRACK_DONE if is_done else play.reason_end,
    )


def _is_end_open(play: Play) -> bool:
    """Return whether a play may have ended elsewhere than was concluded."""
    known = play.best.sighting.observation
    latest_ms = known.latest_ms if known else None
    is_observed = latest_ms is not None and latest_ms - play.ended_ms <= _CERTAIN_MS
    if is_observed and not _is_inferred(play):
        return False
    low_ms, high_ms = play.low_ms or 0, play.high_ms or 0
    return max(play.heard_ms - low_ms, high_ms - play.heard_ms) > _CERTAIN_MS


def _is_inferred(play: Play) -> bool:
    known = play.best.sighting.observation
    return known is not None and known.is_inferred


def _add_parts(play: Play, group: Sequence[StoredSighting]) -> Play:
    """Return a play with the figures of its other parts added (`listening.matching.restarts`)."""
    parts = [one.sighting for one in group[1:] if one.sighting.origin.traits.splits_plays]
    if not (parts and group[0].sighting.origin.traits.splits_plays):
        return play
    bounds = [part.observation for part in parts if part.observation is not None]
    return play._replace(
        started_ms=min(start_and_end_ms(part)[0] for part in parts),
        heard_ms=play.heard_ms + sum(part.played_ms for part in parts),
        low_ms=(play.low_ms or 0) + sum(known.low_ms for known in bounds),
        high_ms=(play.high_ms or 0) + sum(known.high_ms for known in bounds),
    )


def _first_reason(group: Sequence[StoredSighting]) -> str:
    """Return why the play ended, by the most trusted sighting with a reason."""
    for stored in group:
        if stored.sighting.reason_end not in _NO_REASON:
            return stored.sighting.reason_end
    return ""


def _listed_end_ms(group: Sequence[StoredSighting]) -> int | None:
    listed = (one.sighting for one in group if one.sighting.origin.traits.clock is Clock.LISTED)
    return next((sighting.ended_ms for sighting in listed), None)


def _is_at_end(sighting: Sighting, heard_ms: int) -> bool:
    length_ms = sighting.observation and sighting.observation.length_ms
    return bool(length_ms) and heard_ms >= (length_ms or 0) - _AT_END_MS


def time_of_listed(
    *, length_ms: int, ended_ms: int, before_ms: int | None, high_ms: int
) -> tuple[int, int]:
    """Return how long a listed play was heard, and at most.

    A list of recent plays only says that a track was heard for 30 seconds or more. It mostly began
    when the play before it ended. If that ended less than 30 seconds earlier, the two were heard
    on different devices, and the limit is the length of the track. ``high_ms`` is the limit by the
    silence before it: then it began at any moment after that, and the middle is least wrong.
    """
    longest_ms = length_ms
    if before_ms is not None and ended_ms - before_ms >= STREAM_MS:
        longest_ms = min(length_ms, ended_ms - before_ms)
    if high_ms >= longest_ms:
        return longest_ms, min(length_ms, longest_ms + BOUND_ERROR_MS)
    return (STREAM_MS + high_ms) // 2, high_ms
