"""Lists of tracks with odd habits: rows that begin with their weight and the key of the song."""

from collections.abc import Iterator, Mapping, Sequence

from musicanalyser.report import Column, ColumnKind
from musicanalyser.stats.parts.song_habits import HOURS, SongHabits, all_hours

BLOCK_HOURS = 3
"""The length of the part of the day that a track may belong to."""
LEAST_PLAYS = 10
"""A track with fewer plays has no habits."""

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
}
"""The title and the columns of each list."""

Songs = Mapping[int, SongHabits]
"""The habits of each song, by its id."""


def loops(songs: Songs) -> list[Weighted]:
    """Return the tracks that were played in a row, at least twice."""
    return [
        (one.longest_run, song, one.longest_run)
        for song, one in songs.items()
        if one.longest_run > 1
    ]


def intros(songs: Songs) -> list[Weighted]:
    """Return the tracks whose plays end within the intro, more than half of them."""
    return [
        (one.intros / plays * min(plays, 50), song, plays, one.intros / plays)
        for song, one in songs.items()
        if 2 * one.intros > (plays := one.plays) >= LEAST_PLAYS
    ]


def best_blocks(songs: Songs) -> Iterator[Weighted]:
    """Yield the part of the day that each track belongs to most, and the usual share of it."""
    usual_blocks = _blocks(all_hours(songs.values()))
    everything = sum(usual_blocks) / BLOCK_HOURS
    for song, one in songs.items():
        if (plays := one.plays) >= LEAST_PLAYS:
            most, since = max(zip(_blocks(one.by_hour), range(HOURS), strict=True))
            share, usual = most / plays, usual_blocks[since] / everything
            yield share - usual, song, since, (since + BLOCK_HOURS) % HOURS, plays, share, usual


def _blocks(by_hour: Sequence[int]) -> list[int]:
    """Return the plays in the `BLOCK_HOURS` from each hour on."""
    return [sum(three) for three in zip(by_hour, _from(by_hour, 1), _from(by_hour, 2), strict=True)]


def _from(by_hour: Sequence[int], hour: int) -> Sequence[int]:
    return (*by_hour[hour:], *by_hour[:hour])
