"""Which sightings are of the same play.

The answer is a function of the set of sightings alone: it does not depend on the order in which
they arrived. Sightings of one song that lie more than `REACH_MS` apart never affect each other, so
it is enough to look at one *cluster* at a time.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from musicanalyser.listening.alignment import pairs
from musicanalyser.listening.definitions import MINUTE_MS, SECOND_MS, heard_when, verdict
from musicanalyser.model import Play, Seen, Source

REACH_MS = 10 * MINUTE_MS
"""No two sightings whose ends lie further apart are of the same play."""

_BEST_FIRST = (Source.EXTENDED, Source.ACCOUNT)
_DOUBLE_TOLERANCE_MS = 2 * SECOND_MS
_COARSE_SLACK_MS = 2 * MINUTE_MS
_SAME_LENGTH_MS = 3 * SECOND_MS


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
        return [_play(cluster)]  # most are: no need to look for others
    groups: list[list[Seen]] = []
    for source in _BEST_FIRST:
        own = sorted((one for one in cluster if one.sighting.source is source), key=_rank)
        groups = _without_doubles(own) if source is Source.EXTENDED else _joined(groups, own)
    return [_play(group) for group in groups]


def _ended_ms(one: Seen) -> int:
    return one.sighting.ended_ms


def _play(group: Sequence[Seen]) -> Play:
    """Return the play of a group of sightings, of which the first is the best."""
    best = group[0]
    sighting = best.sighting
    started_ms, ended_ms = heard_when(sighting)
    first, *merged = sorted([one.id for one in group])
    return Play(
        id=first,
        best=best,
        merged=tuple(merged),
        private=any(one.sighting.private for one in group),
        started_ms=started_ms,
        ended_ms=ended_ms,
        verdict=verdict(
            reason_end=sighting.reason_end,
            skipped=sighting.skipped,
            heard_ms=sighting.played_ms,
            length_ms=best.length_ms,
        ),
    )


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
        since_ms = _ended_ms(one) - REACH_MS
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
    """Add the sightings of a coarser source: pairs are joined, the rest are plays of their own.

    Within a minute the coarser source does not tell what came first, so the time heard has to.
    """
    known = sorted(groups, key=lambda group: _by_minute(group[0]))
    coarse = sorted(others, key=_by_minute)
    found = pairs(
        [group[0] for group in known],
        coarse,
        moment_ms=lambda one: _by_minute(one)[0] * MINUTE_MS,
        reach_ms=_COARSE_SLACK_MS + MINUTE_MS,
        cost=_distance,
    )
    for place, other in found:
        known[place].append(coarse[other])
    paired = {other for _, other in found}
    return known + [[one] for place, one in enumerate(coarse) if place not in paired]


def _by_minute(one: Seen) -> tuple[int, int]:
    return one.sighting.ended_ms // MINUTE_MS, one.sighting.played_ms


def _distance(fine: Seen, coarse: Seen) -> float | None:
    """Tell how badly two sightings agree, in ms; ``None`` if they cannot be of the same play."""
    length_ms = abs(fine.sighting.played_ms - coarse.sighting.played_ms)
    late_ms = _ended_ms(fine) - _ended_ms(coarse)
    outside_ms = max(-late_ms, late_ms - MINUTE_MS + 1, 0)
    if length_ms > _SAME_LENGTH_MS or outside_ms > _COARSE_SLACK_MS:
        return None
    return outside_ms + length_ms
