"""How crushes fade, recomputed: the likelihood of every half-life, term by term."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import log

from tests.oracle.answers import Line, Table, named
from tests.oracle.asking import ARTISTS, TRACKS, Asked, Group, History
from tests.oracle.known import known_dates
from tests.oracle.plays import Play
from tests.oracle.rows import Key

_WEEK, _DAYS = 7, 63
_LEAST_PLAYS, _LEAST_DAYS = 10, 28
_MOST = 100
_SHORTEST, _LONGEST = 0.5 ** (1 / 0.5), 0.5 ** (1 / 56)
"""The rates by which plays change from day to day."""

Begun = tuple[Group, date]
"""An obsession, and the first day of its peak week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crush:
    group: Group
    first: date
    week_plays: int
    later_plays: int
    known_days: int
    half_life: float | None


def crushes(
    history: History, asked: Asked, obsessions: Sequence[Begun]
) -> tuple[list[Crush], list[Crush]]:
    """Return the crushes on tracks and on artists; the greatest obsession is first."""
    songs, artists = _plays_of(history, asked.private, asked.count_as)
    known = known_dates(history, asked) - {asked.now.date()}
    greatest = obsessions[:_MOST]
    tracks = [_crush(songs[group.key], known, group, first) for group, first in greatest]
    of_artists: dict[Key, Crush | None] = {}
    for group, first in greatest:
        key = group.plays[0].artist
        if key is not None and key not in of_artists:
            of_artists[key] = _crush(artists[key], known, group, first)
    found = [one for one in of_artists.values() if one is not None]
    found.sort(key=lambda one: (-one.week_plays, one.group.name[1] or ""))
    return [one for one in tracks if one is not None], found


def figures(tracks: Sequence[Crush], artists: Sequence[Crush]) -> Line:
    return {
        "crushes": len(tracks),
        "half_life_days": _median(tracks),
        "artist_crushes": len(artists),
        "artist_half_life_days": _median(artists),
    }


def tables(tracks: Sequence[Crush], artists: Sequence[Crush], limit: int) -> dict[str, Table]:
    names = {"track-crushes": tracks, "artist-crushes": artists}
    return {
        name: [
            {
                "rank": rank,
                **(
                    named(TRACKS, one.group)
                    if found is tracks
                    else dict(zip(ARTISTS.columns, one.group.name[1:2], strict=True))
                ),
                "week_plays": one.week_plays,
                "week_first_day": one.first,
                "later_plays": one.later_plays,
                "known_weeks": one.known_days / _WEEK,
                "fades": one.half_life is not None,
                "half_life_days": one.half_life,
            }
            for rank, one in enumerate(found[:limit], 1)
        ]
        for name, found in names.items()
    }


def _median(found: Sequence[Crush]) -> float | None:
    if not found:
        return None
    lasting = sorted(one.half_life or 1e9 for one in found)[(len(found) - 1) // 2]
    return None if lasting == 1e9 else lasting


@cache
def _plays_of(
    history: History, private: bool, count_as: str
) -> tuple[Mapping[Key, list[Play]], Mapping[Key, list[Play]]]:
    """Return the counted plays of each song and of each artist."""
    songs: defaultdict[Key, list[Play]] = defaultdict(list)
    artists: defaultdict[Key, list[Play]] = defaultdict(list)
    for play in history.music[private]:
        if count_as in play.counts:
            if play.song is not None:
                songs[play.song].append(play)
            if play.artist is not None:
                artists[play.artist].append(play)
    return songs, artists


def _crush(plays: Sequence[Play], known: set[date], group: Group, first: date) -> Crush | None:
    after = [(play.day - first).days for play in plays]
    on = Counter(day for day in after if 0 <= day < _DAYS)
    seen = [day for day in range(_DAYS) if on[day] or first + timedelta(days=day) in known]
    week = sum(on[day] for day in range(_WEEK))
    later = [day for day in seen if day >= _WEEK]
    if week < _LEAST_PLAYS or len(later) < _LEAST_DAYS:
        return None
    return Crush(
        group=group,
        first=first,
        week_plays=week,
        later_plays=on.total() - week,
        known_days=len(later),
        half_life=_half_life(on, seen, week),
    )


def _half_life(on: Counter[int], seen: Sequence[int], week: int) -> float | None:
    """Return the half-life at whose rate the plays are as late as expected."""
    peak = [day for day in seen if day < _WEEK]
    late = sum(day * count for day, count in on.items() if day >= _WEEK)

    def is_later_than_expected(rate: float) -> bool:
        return week * _mean(peak, rate) + late > on.total() * _mean(seen, rate)

    low, high = _SHORTEST, _LONGEST
    if is_later_than_expected(high):
        return None
    if not is_later_than_expected(low):
        return 0.5
    while high - low > 1e-15:
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        low, high = (middle, high) if is_later_than_expected(middle) else (low, middle)
    return log(0.5) / log(high)


def _mean(days: Sequence[int], rate: float) -> float:
    weights = [rate**day for day in days]
    return sum(day * weight for day, weight in zip(days, weights, strict=True)) / sum(weights)
