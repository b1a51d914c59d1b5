"""How far the stamp of a row of another service lies from where a play would put it.

The tolerances are those of `multi-scrobbler` (https://github.com/FoxxMD/multi-scrobbler), widened
for clocks that are off by some seconds; the benchmark ``services`` measures them together.
"""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from musicanalyser.listening.definitions import HALF_SHARE, SCROBBLE_MS, STREAM_MS
from musicanalyser.listening.start_and_end import has_start_stamp, start_and_end_ms
from musicanalyser.model.evidence import HeardTime, Sighting
from musicanalyser.model.origin import Clock, Exactness
from musicanalyser.units import MINUTE_MS, SECOND_MS

_SAME_MOMENT_MS = 30 * SECOND_MS
_SAME_LENGTH_MS = 15 * SECOND_MS
_TO_THE_MINUTE_MS = 90 * SECOND_MS
_LONGEST_SONG_MS = 12 * MINUTE_MS
"""How long after a start the end may lie: of an unknown length, or after a pause."""
_COST_OF_LENGTH_MS, _COST_WITHIN_MS, _COST_UNKNOWN_MS = (k * MINUTE_MS for k in (1, 2, 3))
"""The cost of agreeing with less than a start with a start, or an end with an end."""
_COST_TOO_SHORT_MS = 4 * MINUTE_MS
"""The cost of a play that was left before the service would have listed it."""


class _Span(NamedTuple):
    """What a sighting says of a play: its starts, its ends, and the length of its track."""

    starts_ms: tuple[int, ...]
    ends_ms: tuple[int, ...]
    length_ms: int | None


def stamp_distance(play: Sighting, row: Sighting) -> float | None:
    """Return how badly a row agrees with a sighting of a play, in ms; ``None`` if not at all.

    Only what the two say themselves counts: a length that is known from other plays may change.
    """
    one, other = _span(play), _span(row)
    costs = [
        *_same_moments(one, other, _tolerance_ms(play)),
        *_one_length_apart(one, other, is_listed=_is_listed(play) or _is_listed(row)),
        *_listed_at_start(play, row, one, other),
    ]
    if one.starts_ms and one.ends_ms and one.starts_ms[0] < row.ended_ms < one.ends_ms[0]:
        costs.append(_COST_WITHIN_MS + row.ended_ms - one.starts_ms[0])
    if not costs:
        return None
    return min(costs) + (_COST_TOO_SHORT_MS if _is_too_short(play, row) else 0)


def _span(sighting: Sighting) -> _Span:
    known, traits = sighting.observation, sighting.origin.traits
    length_ms = sighting.length_ms if known is None else known.length_ms
    started_ms, ended_ms = start_and_end_ms(sighting)
    is_known = sighting.heard is HeardTime.KNOWN
    match traits.clock:
        case Clock.EITHER:
            return _Span((started_ms,), (started_ms,), length_ms)
        case Clock.STARTED:
            return _Span((started_ms,), (ended_ms,) if is_known else (), length_ms)
    if traits.heard is Exactness.AT_MOST or not is_known:
        return _Span((), (ended_ms,), length_ms)
    stamp_ms = sighting.offline_ms if has_start_stamp(sighting) else None
    starts_ms = (started_ms,) if stamp_ms is None else (started_ms, stamp_ms)
    return _Span(starts_ms, (ended_ms,), length_ms)


def _tolerance_ms(sighting: Sighting) -> int:
    is_coarse = sighting.origin.traits.clock is Clock.MINUTE
    return _TO_THE_MINUTE_MS if is_coarse else _SAME_MOMENT_MS


def _same_moments(one: _Span, other: _Span, tolerance_ms: int) -> list[float]:
    """Return how far starts lie from one another, and ends, where that is near enough."""
    pairs = [*product(one.starts_ms, other.starts_ms), *product(one.ends_ms, other.ends_ms)]
    return [abs(mine - theirs) for mine, theirs in pairs if abs(mine - theirs) <= tolerance_ms]


def _one_length_apart(one: _Span, other: _Span, *, is_listed: bool) -> Iterator[float]:
    """Yield how far an end lies from where the length of the track puts it after a start.

    That is asked only of two that share neither a start nor an end. A play that was left early,
    paused or moved back in agrees less, and only if it took as long as its services list.
    """
    if (one.starts_ms and other.starts_ms) or (one.ends_ms and other.ends_ms):
        return
    length_ms = one.length_ms or other.length_ms
    pairs = [*product(one.starts_ms, other.ends_ms), *product(other.starts_ms, one.ends_ms)]
    for started_ms, ended_ms in pairs:
        if length_ms is None:
            if 0 < ended_ms - started_ms <= _LONGEST_SONG_MS:
                yield _COST_UNKNOWN_MS
        elif abs(ended_ms - started_ms - length_ms) <= _SAME_LENGTH_MS:
            yield _COST_OF_LENGTH_MS + abs(ended_ms - started_ms - length_ms)
        else:
            least_ms = _least_listed_ms(length_ms) if is_listed else STREAM_MS
            if least_ms - _SAME_LENGTH_MS <= ended_ms - started_ms <= _LONGEST_SONG_MS:
                yield _COST_UNKNOWN_MS


def _listed_at_start(play: Sighting, row: Sighting, one: _Span, other: _Span) -> Iterator[float]:
    """Yield how far the stamp of a list lies from a start, as now and then it is one."""
    for listed, starts_ms in ((play, other.starts_ms), (row, one.starts_ms)):
        if listed.origin.traits.clock is Clock.LISTED:
            for started_ms in starts_ms:
                if abs(listed.ended_ms - started_ms) <= _SAME_MOMENT_MS:
                    yield _COST_WITHIN_MS + abs(listed.ended_ms - started_ms)


def _is_too_short(play: Sighting, row: Sighting) -> bool:
    """Return whether a row says that more was heard than the play knows of."""
    if play.heard is not HeardTime.KNOWN or not _is_listed(row):
        return False
    length_ms = row.length_ms or _span(play).length_ms
    least_ms = STREAM_MS if length_ms is None else _least_listed_ms(length_ms)
    return play.played_ms + _SAME_LENGTH_MS < least_ms


def _is_listed(sighting: Sighting) -> bool:
    return sighting.heard is HeardTime.LISTED


def _least_listed_ms(length_ms: int) -> float:
    return min(SCROBBLE_MS, HALF_SHARE * length_ms)
