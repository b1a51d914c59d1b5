"""How well sightings of two origins agree to be of one play.

What is compared depends on the clocks of both (`model.origin.Clock`). Every tolerance was chosen
with room for what is known of a clock; none was measured, as no history with all origins is public.
"""

from collections.abc import Sequence

from musicanalyser.listening.definitions import STREAM_MS
from musicanalyser.listening.start_and_end import is_end_late, start_and_end_ms
from musicanalyser.model.evidence import Sighting, StoredSighting
from musicanalyser.model.origin import Clock
from musicanalyser.model.play_end import EndReason
from musicanalyser.units import MINUTE_MS, SECOND_MS

REACH_MS = 35 * MINUTE_MS
"""Sightings whose ends are stamped further apart are never of one play.

A paused play stays open for half an hour, and its end may lie anywhere in it.
"""
_MINUTE_SLACK_MS = 2 * MINUTE_MS
"""How far outside of its minute an end may lie: clocks differ, minutes are cut or rounded."""
_SAME_LENGTH_MS = 3 * SECOND_MS
"""Two times heard that differ by less are the same: origins treat the start of a track unalike."""
_END_OF_OTHER_LENGTH_MS = 20 * SECOND_MS
_END_OF_SAME_LENGTH_MS = 3 * MINUTE_MS
"""How far outside of its bounds an observed end may lie, by whether the times heard agree."""
_LENGTH_DIVISOR = 50
"""One second of the ends weighs as much as 50 of the time heard, of which a minute counts at most.

So the ends decide, which are exact to seconds; the time heard, which may be a guess between bounds,
only separates candidates whose ends are about equally far away.
"""
_LISTED_EARLY_MS = 15 * SECOND_MS
_LISTED_LATE_MS = 29 * SECOND_MS
"""How far before or after an end it may be listed. In 30 s it may have been heard again."""
_LISTED_BY_LATE_CLOCK_MS = 3 * MINUTE_MS
"""As above if the end was watched: some devices stamp by a clock that is late
(https://github.com/FoxxMD/multi-scrobbler/issues/327)."""
_WATCHED_ENDS = frozenset(
    {EndReason.TRACK_DONE, EndReason.FORWARD_BUTTON, EndReason.BACK_BUTTON, EndReason.CLICK_ROW}
)
"""Something else followed, or the track was over, so that a second play would have been watched."""
_LISTED_START_MS = 5 * SECOND_MS
"""How far from a start it may be listed; anything later is within the play."""
_COST_WITHIN_MS, _COST_AT_START_MS, _COST_LATE_MS = (k * MINUTE_MS for k in (1, 2, 3))
"""The cost of agreeing with less than the end: above that of any agreement with an end."""


def sort_key(stored: StoredSighting, added: Clock) -> tuple[int, int]:
    """Return the key by which sightings are sorted when those of another clock are added.

    Within a minute the times heard decide if the added ends are stamped to the minute.
    """
    sighting = stored.sighting
    if added is Clock.MINUTE:
        return sighting.ended_ms // MINUTE_MS * MINUTE_MS, sighting.played_ms
    return start_and_end_ms(sighting)[1], sighting.played_ms


def disagreement(group: Sequence[StoredSighting], other: StoredSighting) -> float | None:
    """Return how badly a sighting agrees with those of a play, in ms; ``None`` if not at all.

    ``group`` holds sightings of more trusted origins. The best agreement counts.
    """
    found = [_disagreement(stored.sighting, other.sighting) for stored in group]
    return min((cost for cost in found if cost is not None), default=None)


def _disagreement(trusted: Sighting, other: Sighting) -> float | None:
    trusted_clock, other_clock = trusted.origin.traits.clock, other.origin.traits.clock
    if other_clock is Clock.LISTED:
        return _by_listed_moment(trusted, other)
    if other_clock is Clock.MINUTE:
        return _by_minute(trusted, other)
    if trusted_clock is Clock.MINUTE:
        return _by_minute(other, trusted)
    return _by_end_and_length(trusted, other)


def _by_minute(fine: Sighting, coarse: Sighting) -> float | None:
    """Compare with an end that is stamped to the minute: the time heard has to agree as well."""
    length_ms = _distance(coarse.played_ms, *_heard_bounds_ms(fine))
    outside_ms = _distance(fine.ended_ms - coarse.ended_ms, 0, MINUTE_MS - 1)
    if length_ms > _SAME_LENGTH_MS or outside_ms > _MINUTE_SLACK_MS:
        return None
    return outside_ms + length_ms


def _by_end_and_length(exact: Sighting, observed: Sighting) -> float | None:
    """Compare ends; if the times heard agree, the export may have stamped the end late.

    Where the end is known to be late, the starts are compared too: a pause moves the end alone.
    """
    started_ms, ended_ms = start_and_end_ms(exact)
    outside_ms = _distance(ended_ms, *_end_bounds_ms(observed))
    if is_end_late(exact):
        outside_ms = min(outside_ms, abs(started_ms - start_and_end_ms(observed)[0]))
    length_ms = _distance(exact.played_ms, *_heard_bounds_ms(observed))
    is_same_length = length_ms <= _SAME_LENGTH_MS
    if outside_ms > (_END_OF_SAME_LENGTH_MS if is_same_length else _END_OF_OTHER_LENGTH_MS):
        return None
    return outside_ms + min(length_ms, MINUTE_MS) / _LENGTH_DIVISOR


def _by_listed_moment(trusted: Sighting, listed: Sighting) -> float | None:
    """Compare with a moment that is mostly the end; else a moment within the play, or its start."""
    moment_ms = listed.ended_ms
    if trusted.origin.traits.clock is Clock.MINUTE:
        first_ms = trusted.ended_ms
        outside_ms = _distance(moment_ms, first_ms, first_ms + MINUTE_MS - 1)
        return outside_ms if outside_ms <= _MINUTE_SLACK_MS else None
    started_ms, ended_ms = start_and_end_ms(trusted)
    first_ms, last_ms = _end_bounds_ms(trusted)
    outside_ms = _distance(moment_ms, first_ms, last_ms)
    if outside_ms <= (_LISTED_LATE_MS if moment_ms > last_ms else _LISTED_EARLY_MS):
        return outside_ms
    if started_ms + _LISTED_START_MS < moment_ms <= ended_ms:
        return _COST_WITHIN_MS + outside_ms
    if abs(moment_ms - started_ms) <= _LISTED_START_MS:
        return _COST_AT_START_MS + abs(moment_ms - started_ms)
    if 0 < moment_ms - last_ms <= _LISTED_BY_LATE_CLOCK_MS and _is_end_watched(trusted):
        return _COST_LATE_MS + outside_ms
    return None


def _is_end_watched(sighting: Sighting) -> bool:
    """Return whether a play long enough for the list was watched to its very end."""
    known = sighting.observation
    if known is None or known.high_ms < STREAM_MS or known.latest_ms is None:
        return False
    is_exact = known.latest_ms - sighting.ended_ms <= _SAME_LENGTH_MS
    return is_exact and sighting.reason_end in _WATCHED_ENDS


def _heard_bounds_ms(sighting: Sighting) -> tuple[int, int]:
    known = sighting.observation
    return (sighting.played_ms,) * 2 if known is None else (known.low_ms, known.high_ms)


def _end_bounds_ms(sighting: Sighting) -> tuple[int, int]:
    """Return the earliest and the latest possible end."""
    low_ms, high_ms = _heard_bounds_ms(sighting)
    ended_ms, known = start_and_end_ms(sighting)[1], sighting.observation
    latest_ms = ended_ms - sighting.played_ms + high_ms
    if known is not None and known.latest_ms is not None:
        latest_ms = known.latest_ms
    return ended_ms - sighting.played_ms + low_ms, latest_ms


def _distance(value: int, low: int, high: int) -> int:
    """Return how far a value lies outside of two bounds, 0 within."""
    return max(low - value, value - high, 0)
