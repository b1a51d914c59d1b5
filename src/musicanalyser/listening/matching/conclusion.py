"""Which sightings are of the same play.

The answer is a function of the set of sightings alone: it does not depend on the order in which
they arrived. Sightings of one song that lie more than `REACH_MS` apart never affect each other, so
it is enough to look at one *cluster* at a time.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from musicanalyser.listening.definitions import heard_when
from musicanalyser.listening.matching.agreement import LONGEST_REACH_MS, disagreement, order_of
from musicanalyser.listening.matching.alignment import pairs
from musicanalyser.listening.matching.play_figures import play_of
from musicanalyser.listening.matching.restarts import rejoined
from musicanalyser.model import Origin, Play, Seen
from musicanalyser.units import MINUTE_MS, SECOND_MS

REACH_MS = LONGEST_REACH_MS
_DOUBLES_MS = 10 * MINUTE_MS
"""No two rows of one source whose ends lie further apart are the same."""

_BEST_FIRST = (Origin.EXTENDED, Origin.ACCOUNT, Origin.PLAYER, Origin.RECENT)
_DOUBLE_TOLERANCE_MS = 2 * SECOND_MS


def clusters(seen: Iterable[Seen]) -> list[list[Seen]]:
    """Split sightings by song and by pauses longer than `REACH_MS`, each in the order of time."""
    by_song: dict[str, list[Seen]] = {}
    for one in seen:
        by_song.setdefault(one.song, []).append(one)
    found = []
    for group in by_song.values():
        if len(group) == 1:
            found.append(group)
            continue
        group.sort(key=_ended_ms)
        start = 0
        for place, (before, after) in enumerate(pairwise(group), start=1):
            if _ended_ms(after) - _ended_ms(before) > REACH_MS:
                found.append(group[start:place])
                start = place
        found.append(group[start:])
    return found


def conclude(cluster: Sequence[Seen]) -> list[Play]:
    """Return the plays that the sightings of one cluster are evidence of.

    Within a source only doubles fall together: the same time heard, too close for both to be true.
    Between sources the pairing is one-to-one and keeps the order of time.
    """
    if len(cluster) == 1:
        return [play_of(cluster)]  # most are: no need to look for others
    groups: list[list[Seen]] = []
    for source in _BEST_FIRST:
        own = sorted((one for one in cluster if one.sighting.source is source), key=_rank)
        groups = _without_doubles(own) if source is Origin.EXTENDED else _joined(groups, own)
    return [play_of(group) for group in rejoined(groups)]


def _ended_ms(one: Seen) -> int:
    return one.sighting.ended_ms


def _rank(one: Seen) -> tuple[int | str | bool, ...]:
    """Order sightings of one source by time, the more telling of equals first."""
    sighting = one.sighting
    return (
        sighting.ended_ms,
        sighting.played_ms,
        sighting.reason_end == "",
        sighting.offline_ms is None,
        sighting.offline_ms or 0,
        sighting.reason_end,
        sighting.item.kind,
        sighting.item.uri is None,
        sighting.item.uri or "",
        sighting.skipped is None,
        bool(sighting.skipped),
        bool(sighting.private),
        sighting.offline is None,
        bool(sighting.offline),
        sighting.reason_start,
        bool(sighting.shuffle),
        sighting.platform or "",
        sighting.country or "",
    )


def _without_doubles(ordered: Sequence[Seen]) -> list[list[Seen]]:
    groups: list[list[Seen]] = []
    for one in ordered:
        since_ms = _ended_ms(one) - _DOUBLES_MS
        near = takewhile(lambda group: _ended_ms(group[0]) >= since_ms, reversed(groups))  # noqa: B023 - used up at once
        double_of = next((group for group in near if _is_double(group[0], one)), None)
        if double_of is None:
            groups.append([one])
        else:
            double_of.append(one)
    return groups


def _is_double(first: Seen, other: Seen) -> bool:
    """Tell whether two rows of one source cannot both have happened."""
    one, two = first.sighting, other.sighting
    if one.played_ms != two.played_ms:
        return False
    if one.ended_ms == two.ended_ms and _stamps_agree(one.offline_ms, two.offline_ms):
        return True
    apart_ms = abs(heard_when(one)[1] - heard_when(two)[1])
    return apart_ms < max(one.played_ms - _DOUBLE_TOLERANCE_MS, 1)


def _stamps_agree(one_ms: int | None, two_ms: int | None) -> bool:
    """Tell whether two start stamps may be the same: older exports have ms, newer ones seconds."""
    return one_ms is None or two_ms is None or abs(one_ms - two_ms) < SECOND_MS


def _joined(groups: list[list[Seen]], others: Sequence[Seen]) -> list[list[Seen]]:
    """Add the sightings of a lesser source: pairs are joined, the rest are plays of their own."""
    if not others:
        return groups
    known = sorted(groups, key=lambda group: order_of(group[0], others[0]))
    lesser = sorted(others, key=lambda one: order_of(one, others[0]))
    found = pairs(
        known,
        [[one] for one in lesser],
        moment_ms=lambda group: order_of(group[0], others[0])[0],
        reach_ms=LONGEST_REACH_MS,
        cost=lambda group, single: disagreement(group, single[0]),
    )
    for place, other in found:
        known[place].append(lesser[other])
    paired = {other for _, other in found}
    return known + [[one] for place, one in enumerate(lesser) if place not in paired]
