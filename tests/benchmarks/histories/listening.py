"""Plays of a life with music, from 2008 to 2026: on every day, in sessions, the same for a seed.

Up to 200 plays a day are those of one person, whose plays never overlap. A greater history is that
of several people with one account, who know the same music.
"""

import heapq
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from random import Random

from tests.benchmarks.histories.catalogue import Catalogue, make_catalogue
from tests.benchmarks.histories.sessions import Played, play_session

FIRST = datetime(2008, 1, 1, tzinfo=UTC)
UNTIL = datetime(2026, 7, 1, tzinfo=UTC)
DAYS = (UNTIL - FIRST) // timedelta(days=1)
TRACKS_OF_100_PLAYS, MOST_TRACKS = 6, 250_000
_PLAYS_A_DAY = 200
_SESSION_PLAYS = 28
"""The most plays of a session; half as many are usual."""
_DAY_S = 86_400
_STARTS_S = (5 * 3600, 20 * 3600)
"""When a session may start, in UTC: in Europe too, each day has a play then."""
_KNOWN_AT_FIRST = 0.03


def make_plays(count: int, *, seed: int = 1) -> Iterator[Played]:
    """Yield as many plays as asked for, by end; at least one a day."""
    rng = Random(seed)  # noqa: S311 - an invented life
    catalogue = make_catalogue(_size(count), rng)
    people = -(-count // (DAYS * _PLAYS_A_DAY))
    shares = (count // people + (number < count % people) for number in range(people))
    seeds = [rng.random() for _ in range(people)]
    lives = [_life(catalogue, *one) for one in zip(shares, seeds, strict=True)]
    yield from lives[0] if people == 1 else heapq.merge(*lives, key=attrgetter("end_s"))


def catalogue_of(count: int, *, seed: int = 1) -> Catalogue:
    """Return the music of the history with as many plays."""
    return make_catalogue(_size(count), Random(seed))  # noqa: S311 - invented music


def _size(count: int) -> int:
    return min(MOST_TRACKS, count * TRACKS_OF_100_PLAYS // 100)


def _life(catalogue: Catalogue, count: int, seed: float) -> Iterator[Played]:
    """Yield the plays of one person, by time."""
    rng = Random(seed)  # noqa: S311 - an invented life
    free_s, done = 0, 0
    for day in range(DAYS):
        due = day + 1 + (count - DAYS) * (day + 1) // DAYS
        known = _known(catalogue, day)
        midnight_s = int(FIRST.timestamp()) + day * _DAY_S
        sizes = list(_session_sizes(due - done, rng))
        starts = sorted(midnight_s + rng.randrange(*_STARTS_S) for _ in sizes)
        for start_s, size in zip(starts, sizes, strict=True):
            for play in play_session(catalogue, known, max(start_s, free_s), size, rng):
                yield play
                free_s = play.end_s
        done = due


def _known(catalogue: Catalogue, day: int) -> int:
    """Return how many tracks are known on a day: few at first, all at last."""
    share = _KNOWN_AT_FIRST + (1 - _KNOWN_AT_FIRST) * (day + 1) / DAYS
    return max(1, int(share * len(catalogue.tracks)))


def _session_sizes(plays: int, rng: Random) -> Iterator[int]:
    while plays > 0:
        size = min(plays, rng.randint(1, _SESSION_PLAYS))
        yield size
        plays -= size
