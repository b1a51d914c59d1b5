"""Lists of tracks with odd habits: rows that begin with their weight and the key of the song."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import sqrt

from musicanalyser.report import Column, ColumnKind

BLOCK_HOURS = 3
"""The length of the part of the day that a track may belong to."""
LEAST_PLAYS = 10
"""A track with fewer plays has no habits."""
_LEAST_Z = 3
_HOURS = 24

SongHours = dict[int, Counter[int]]
"""The plays of each song by hour of the local day."""
Weighted = tuple[float | int, ...]

_NAMES = (Column(name="title", title="Track"), Column(name="artist", title="Artist"))
_PLAYS = Column(name="plays", title="Plays", kind=ColumnKind.COUNT)
_SHARE = Column(name="share", title="Share", kind=ColumnKind.SHARE, bar=True)
_USUAL = Column(name="usual", title="Usual", kind=ColumnKind.SHARE)
PARTS: Mapping[str, tuple[str, tuple[Column, ...]]] = {
    "loops": (
        "Again and again",
        (*_NAMES, Column(name="times", title="In a row", kind=ColumnKind.COUNT)),
    ),
    "intros": ("Only the intro", (*_NAMES, _PLAYS, _SHARE)),
    "closers": ("Last of a session", (*_NAMES, _PLAYS, _SHARE, _USUAL)),
    "hours": (
        "Tracks of one hour",
        (
            *_NAMES,
            Column(name="since", title="From hour", kind=ColumnKind.COUNT),
            Column(name="until", title="To hour", kind=ColumnKind.COUNT),
            _PLAYS,
            _SHARE,
            _USUAL,
        ),
    ),
    "comebacks": (
        "Comebacks",
        (
            *_NAMES,
            Column(name="silent_days", title="Days away", kind=ColumnKind.COUNT),
            Column(name="plays_before", title="Plays before", kind=ColumnKind.COUNT),
            _PLAYS,
        ),
    ),
}
"""The title and the columns of each list."""

Run = tuple[int, int, int, int]
"""A song, its longest run, how many sessions it ended, and its plays."""


def loops(runs: Iterable[Run]) -> list[Weighted]:
    """Return the tracks that were played in a row, at least twice."""
    return [(times, song, times) for song, times, _, _ in runs if times > 1]


def intros(hours: SongHours, short: Mapping[int, int]) -> list[Weighted]:
    """Return the tracks whose plays end within the intro, more than half of them."""
    totals = {song: sum(by_hour.values()) for song, by_hour in hours.items()}
    return [
        (short[song] / plays * min(plays, 50), song, plays, short[song] / plays)
        for song, plays in totals.items()
        if plays >= LEAST_PLAYS and short[song] > plays / 2
    ]


def closers(runs: Iterable[Run]) -> list[Weighted]:
    """Return the tracks after which sessions end far more often than after others.

    "Far" is three standard errors of a share.
    """
    known = list(runs)
    whole = sum(plays for *_, plays in known)
    usual = sum(ends for *_, ends, _ in known) / whole if whole else 0.0
    if not 0 < usual < 1:
        return []
    return [
        (_z(ends, plays, usual), song, plays, ends / plays, usual)
        for song, _, ends, plays in known
        if plays >= LEAST_PLAYS and _z(ends, plays, usual) >= _LEAST_Z
    ]


def _z(part: int, whole: int, usual: float) -> float:
    return (part / whole - usual) / sqrt(usual * (1 - usual) / whole)


def best_blocks(hours: SongHours) -> list[Weighted]:
    """Return the tracks that belong to three hours of the day, far beyond the usual share."""
    everything: Counter[int] = Counter()
    for by_hour in hours.values():
        everything.update(by_hour)
    return list(_best_blocks(hours, everything))


def _best_blocks(hours: SongHours, everything: Counter[int]) -> Iterator[Weighted]:
    for song, by_hour in hours.items():
        plays = sum(by_hour.values())
        if plays < LEAST_PLAYS:
            continue
        share, since = max((_share_of_block(by_hour, since), since) for since in range(_HOURS))
        usual = _share_of_block(everything, since)
        yield share - usual, song, since, (since + BLOCK_HOURS) % _HOURS, plays, share, usual


def _share_of_block(by_hour: Counter[int], since: int) -> float:
    inside = sum(by_hour[(since + hour) % _HOURS] for hour in range(BLOCK_HOURS))
    return inside / sum(by_hour.values())
