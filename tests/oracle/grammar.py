"""What opens and closes sessions, and three tracks in a row, recomputed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.oracle.answers import Line, Table, share
from tests.oracle.asking import Asked, History, latest
from tests.oracle.known import known_dates
from tests.oracle.plays import Play
from tests.oracle.rows import Key, epoch_ms
from tests.oracle.sittings import Session
from tests.oracle.spans import local

_MOST, _LEAST_PLAYS, _LEAST_TIMES, _PRIOR = 1_500, 10, 2, 10
_Names = Mapping[Key | None, Play]


def grammar(history: History, asked: Asked, found: Sequence[Session]) -> dict[str, Table]:
    plays, opened, closed = (Counter[Key | None]() for _ in range(3))
    runs: Counter[tuple[Key | None, ...]] = Counter()
    every: dict[Key | None, list[Play]] = {}
    known = known_dates(history, asked)

    def is_known(since_ms: int, until_ms: int) -> bool:
        days = {local(one, history.zone).date() for one in (since_ms, until_ms)}
        return until_ms < epoch_ms(asked.now) and days <= known

    for session in sorted(found, key=lambda one: one.start_ms)[-_MOST:]:
        counted = [*filter(asked.counts, session.plays)]
        songs = [play.song for play in counted]
        for play in counted:
            every.setdefault(play.song, []).append(play)
        plays.update(songs)
        start_ms, end_ms = session.start_ms, session.end_ms
        if songs and is_known(start_ms - session.gap_ms, start_ms):
            opened[songs[0]] += 1
        if songs and is_known(end_ms, end_ms + session.gap_ms):
            closed[songs[-1]] += 1
        for three in zip(songs, songs[1:], songs[2:], strict=False):
            runs[three] += len({*three}) == 3
    names = {song: latest(heard) for song, heard in every.items()}
    return {
        "openers": _ends(opened, names, asked.limit),
        "closers": _ends(closed, names, asked.limit),
        "stops": _stops(plays, closed, names, asked.limit),
        "runs": _runs(runs, names, asked.limit),
    }


def _order(play: Play) -> object:
    names = (play.names[0], play.names[1], play.row.uri)
    return [(name is None, name or "") for name in names]


def _named(play: Play) -> Line:
    return {"title": play.names[0], "artist": play.names[1], "uri": play.row.uri}


def _ends(counts: Counter[Key | None], names: _Names, limit: int) -> Table:
    whole = counts.total()
    order = sorted(counts, key=lambda song: (-counts[song], _order(names[song])))
    table: Table = [
        {**_named(names[song]), "sessions": counts[song], "share": share(counts[song], whole)}
        for song in order
        if names[song].names[0] is not None
    ]
    return table[:limit]


def _stops(
    plays: Counter[Key | None], closed: Counter[Key | None], names: _Names, limit: int
) -> Table:
    usual = share(closed.total(), plays.total()) or Fraction(0)
    shrunk = {song: (closed[song] + _PRIOR * usual) / (plays[song] + _PRIOR) for song in closed}
    often = [
        one for one in closed if plays[one] >= _LEAST_PLAYS and closed[one] > usual * plays[one]
    ]
    often.sort(key=lambda song: (-round(float(shrunk[song]), 9), _order(names[song])))
    table: Table = [
        {
            **_named(names[song]),
            "plays": plays[song],
            "stops": closed[song],
            "share": share(closed[song], plays[song]),
            "shrunk_share": shrunk[song],
            "usual": usual,
        }
        for song in often
        if names[song].names[0] is not None
    ]
    return table[:limit]


def _runs(runs: Counter[tuple[Key | None, ...]], names: _Names, limit: int) -> Table:
    often = [run for run, times in runs.items() if times >= _LEAST_TIMES]
    often.sort(key=lambda run: (-runs[run], [_order(names[song]) for song in run]))
    table: Table = []
    for run in often[:limit]:
        line: dict[str, object] = {"times": runs[run]}
        for place, song in zip(("first", "second", "third"), run, strict=True):
            line[f"{place}_title"], line[f"{place}_artist"] = names[song].names[:2]
        table.append(line)
    return table
