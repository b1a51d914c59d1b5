"""How well sightings of two sources agree to be of one play.

Every source has a clock of its own: exports stamp the end, to the second or to the minute; the
player is watched from outside; Spotify's list of recent plays gives the end of a play, and now and
then its start (https://github.com/spotify/web-api/issues/1083).
"""

from collections.abc import Sequence

from musicanalyser.listening.definitions import heard_when
from musicanalyser.model import Origin, Seen, Sighting
from musicanalyser.units import MINUTE_MS, SECOND_MS

LONGEST_REACH_MS = 35 * MINUTE_MS
"""No two sightings that stamp their ends further apart are of one play: a watch waits for half an
hour in a pause, and does not see when it ends."""
_COARSE_SLACK_MS = 2 * MINUTE_MS
_SAME_LENGTH_MS = 3 * SECOND_MS
_NEAR_END_MS = 20 * SECOND_MS
_FAR_END_MS = 3 * MINUTE_MS
_RECENT_END_MS = 15 * SECOND_MS
_RECENT_LATE_MS = 29 * SECOND_MS
"""What is stamped later than that may have been heard once more, for the 30 s that take."""
_RECENT_START_MS = 5 * SECOND_MS
_LEAST_RECENT_MS = 20 * SECOND_MS
"""The list of recent plays holds what was heard for 30 s; a start may be off by some."""
_INSIDE_MS, _AT_START_MS = 1 * MINUTE_MS, 2 * MINUTE_MS
"""What it costs to pair by less than the end."""


def order_of(one: Seen, beside: Seen) -> tuple[int, int]:
    """Return by what sightings are put in order when those of the source of ``beside`` are added.

    Within a minute account data does not tell what came first, so there the time heard has to.
    """
    sighting = one.sighting
    if beside.sighting.source is Origin.ACCOUNT:
        return sighting.ended_ms // MINUTE_MS * MINUTE_MS, sighting.played_ms
    return heard_when(sighting)[1], sighting.played_ms


def disagreement(group: Sequence[Seen], other: Seen) -> float | None:
    """Tell how badly a sighting agrees with those of a play, in ms; ``None`` if it is of another.

    ``group`` holds sightings of better sources, the best first.
    """
    found = [_apart(one.sighting, other.sighting) for one in group]
    return min((cost for cost in found if cost is not None), default=None)


def _apart(better: Sighting, other: Sighting) -> float | None:
    if other.source is Origin.ACCOUNT:
        return _by_the_minute(better, other)
    if other.source is Origin.PLAYER:
        if better.source is Origin.ACCOUNT:
            return _by_the_minute(other, better)
        return _by_end_and_length(better, other)
    return _by_recent(better, other)


def _by_the_minute(fine: Sighting, coarse: Sighting) -> float | None:
    length_ms = abs(fine.played_ms - coarse.played_ms)
    if fine.observation is not None:
        length_ms = _outside(coarse.played_ms, *_bounds(fine))
    late_ms = fine.ended_ms - coarse.ended_ms
    outside_ms = _outside(late_ms, 0, MINUTE_MS - 1)
    if length_ms > _SAME_LENGTH_MS or outside_ms > _COARSE_SLACK_MS:
        return None
    return outside_ms + length_ms


def _by_end_and_length(exact: Sighting, watched: Sighting) -> float | None:
    """Pair by the end, or by the time heard where the export was stamped late."""
    outside_ms = _outside(heard_when(exact)[1], *_end_between(watched))
    length_ms = _outside(exact.played_ms, *_bounds(watched))
    if outside_ms > (_FAR_END_MS if length_ms <= _SAME_LENGTH_MS else _NEAR_END_MS):
        return None
    return outside_ms + min(length_ms, MINUTE_MS) / 50


def _by_recent(better: Sighting, recent: Sighting) -> float | None:
    stamp_ms = recent.ended_ms
    if better.source is Origin.ACCOUNT:
        outside_ms = _outside(stamp_ms, better.ended_ms, better.ended_ms + MINUTE_MS - 1)
        return outside_ms if outside_ms <= _COARSE_SLACK_MS else None
    started_ms, ended_ms = heard_when(better)
    first_ms, last_ms = _end_between(better)
    outside_ms = _outside(stamp_ms, first_ms, last_ms)
    if outside_ms <= (_RECENT_LATE_MS if stamp_ms > last_ms else _RECENT_END_MS):
        return outside_ms
    if started_ms + _LEAST_RECENT_MS <= stamp_ms <= ended_ms:
        return _INSIDE_MS + outside_ms
    if abs(stamp_ms - started_ms) <= _RECENT_START_MS:
        return _AT_START_MS + abs(stamp_ms - started_ms)
    return None


def _bounds(sighting: Sighting) -> tuple[int, int]:
    known = sighting.observation
    return (sighting.played_ms,) * 2 if known is None else (known.low_ms, known.high_ms)


def _end_between(sighting: Sighting) -> tuple[int, int]:
    """Return the earliest and the latest end that are possible."""
    low_ms, high_ms = _bounds(sighting)
    ended_ms, known = heard_when(sighting)[1], sighting.observation
    latest_ms = ended_ms - sighting.played_ms + high_ms
    if known is not None and known.latest_ms is not None:
        latest_ms = known.latest_ms
    return ended_ms - sighting.played_ms + low_ms, latest_ms


def _outside(value: int, low: int, high: int) -> int:
    """Return how far a value lies outside of two bounds, 0 within."""
    return max(low - value, value - high, 0)
