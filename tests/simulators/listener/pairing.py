"""Which logged play is which true one: one to one, by track, in order and in time."""

from collections import defaultdict
from collections.abc import Sequence

from tests.simulators.listener.logged import LoggedPlay
from tests.simulators.listener.timeline import Play

_WINDOW_MS = 30_000
"""Both ends further apart than this are of different plays."""

Pairs = list[tuple[Play, LoggedPlay]]


def pair(truth: Sequence[Play], log: Sequence[LoggedPlay]) -> Pairs:
    """Pair as many as fit, never crossing; among equals, those that begin and end nearest."""
    true_by_uri: dict[str, list[Play]] = defaultdict(list)
    logged_by_uri: dict[str, list[LoggedPlay]] = defaultdict(list)
    for play in truth:
        true_by_uri[play.track.uri].append(play)
    for logged in sorted(log, key=lambda logged: (logged.started_ms, logged.ended_ms)):
        logged_by_uri[logged.uri].append(logged)
    return [
        found for uri, plays in true_by_uri.items() for found in _aligned(plays, logged_by_uri[uri])
    ]


def _aligned(plays: list[Play], logged: list[LoggedPlay]) -> Pairs:
    """Align two sequences; ``best[i][j]`` is (pairs, -distance) of what follows i and j."""
    best = [[(0, 0)] * (len(logged) + 1) for _ in range(len(plays) + 1)]
    for i in range(len(plays) - 1, -1, -1):
        for j in range(len(logged) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if _near(plays[i], logged[j]):
                best[i][j] = max(best[i][j], _together(plays[i], logged[j], best[i + 1][j + 1]))
    found: Pairs = []
    i = j = 0
    while i < len(plays) and j < len(logged):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found.append((plays[i], logged[j]))
            i, j = i + 1, j + 1
    return found


def _apart(play: Play, logged: LoggedPlay) -> tuple[int, int]:
    return abs(play.started_ms - logged.started_ms), abs(play.ended_ms - logged.ended_ms)


def _near(play: Play, logged: LoggedPlay) -> bool:
    return min(_apart(play, logged)) <= _WINDOW_MS


def _together(play: Play, logged: LoggedPlay, rest: tuple[int, int]) -> tuple[int, int]:
    count, nearness = rest
    return count + 1, nearness - sum(_apart(play, logged))
