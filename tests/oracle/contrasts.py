"""Old beside new, and genres beside each other, recomputed from plays and facts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import groupby, pairwise

from tests.oracle.answers import Table, named
from tests.oracle.asking import ALBUMS, TRACKS, Asked, Group, History, name_order
from tests.oracle.plays import Play
from tests.oracle.rows import Key

_MINUTE_MS, _DAY_MS = 60_000, 86_400_000


def are_told(asked: Asked) -> bool:
    """Return whether the window is a leap year at most."""
    since_ms, until_ms = asked.spans.now.since_ms, asked.spans.now.until_ms
    return since_ms is not None and until_ms - since_ms <= 366 * _DAY_MS


def year_gaps(history: History, asked: Asked, years: Mapping[Key, int]) -> Table:
    names = {group.key: group.name for group in history.groups(asked, asked.spans.now, TRACKS)}
    rows: Table = []
    for session in _sessions(_counted(history, asked), asked.gap_minutes * _MINUTE_MS):
        known = [(years[one.song], one.song) for one in session if one.song and one.song in years]
        if not known:
            continue
        first, last = min(year for year, _ in known), max(year for year, _ in known)
        old = next(song for year, song in known if year == first)
        new = next(song for year, song in known if year == last)
        rows.append(
            {
                "title": names[old][0],
                "artist": names[old][1],
                "year": first,
                "other_title": names[new][0],
                "other_artist": names[new][1],
                "other_year": last,
                "years": last - first,
            }
        )
    wide = [row for row in rows if row["years"]]
    return sorted(wide, key=lambda row: -int(str(row["years"])))[: asked.limit]


def _sessions(plays: Sequence[Play], gap_ms: int) -> list[list[Play]]:
    sessions: list[list[Play]] = [[*plays[:1]]]
    for before, play in pairwise(plays):
        if play.start_ms - before.end_ms > gap_ms:
            sessions.append([])
        sessions[-1].append(play)
    return sessions


def genre_neighbours(
    history: History, asked: Asked, genres: Mapping[Key, Mapping[str, Fraction]]
) -> Table:
    known = [one for one in _counted(history, asked) if one.song and one.song in genres]
    parts = [genres[one.song or ()] for one in known]
    mains = [min(one.items(), key=lambda part: (-part[1], part[0]))[0] for one in parts]
    near = [
        place
        for place, (one, other) in enumerate(pairwise(known))
        if other.start_ms - one.end_ms <= 10 * _MINUTE_MS
    ]
    apart = [place for place in near if not {*parts[place]} & {*parts[place + 1]}]
    times = Counter(tuple(sorted(mains[place : place + 2])) for place in apart)
    plays = Counter(mains)
    found = [
        (-Fraction(count * len(mains) ** 2, _by_chance(pair, plays) * len(near)), pair, count)
        for pair, count in times.items()
        if count >= 5
    ]
    return [
        {
            "genre": pair[0],
            "other_genre": pair[1],
            "times": count,
            "expected": count / -lift,
            "lift": -lift,
        }
        for lift, pair, count in sorted(found)[: asked.limit]
    ]


def _by_chance(pair: tuple[str, ...], plays: Mapping[str, int]) -> int:
    return 2 * plays[pair[0]] * plays[pair[1]]


def ordered_albums(history: History, asked: Asked) -> Table:
    plays = _counted(history, asked)
    run_of: dict[int, int] = {}
    for _, run in groupby(enumerate(plays), lambda one: one[1].album):
        places = [place for place, _ in run]
        if len({plays[place].song for place in places}) >= 3:
            run_of.update(dict.fromkeys(places, places[0]))
    rows: list[tuple[Fraction, Group, Fraction, Fraction, int]] = []
    for group in history.groups(asked, asked.spans.now, ALBUMS):
        own = [place for place, play in enumerate(plays) if play.album == group.key]
        artist = plays[own[0]].artist if own else None
        others = [
            place
            for place, play in enumerate(plays)
            if play.artist == artist and play.album not in {None, group.key}
        ]
        if artist is None or min(len(own), len(others)) < 10:
            continue
        inside, outside = (
            Fraction(sum(place in run_of for place in some), len(some)) for some in (own, others)
        )
        if inside > outside:
            rows.append((outside - inside, group, inside, outside, len(own)))
    rows.sort(key=lambda row: (row[0], name_order(row[1])))
    return [
        {**named(ALBUMS, group), "share": inside, "others_share": outside, "plays": count}
        for _, group, inside, outside, count in rows[: asked.limit]
    ]


def _counted(history: History, asked: Asked) -> list[Play]:
    return [*filter(asked.counts, history.heard(asked, asked.spans.now))]
