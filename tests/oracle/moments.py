"""Odd moments, recomputed: days, loops, intros, tracks of one hour."""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import groupby

from tests.oracle.answers import Answer, Line, Table, share
from tests.oracle.asking import TRACKS, Asked, Group, History
from tests.oracle.plays import Play
from tests.oracle.rows import Key

_INTRO_MS = 20_000
_LEAST_PLAYS = 10
Weighted = tuple[float, Key | None, Line]


def moments(history: History, asked: Asked) -> Answer:
    heard = history.heard(asked, asked.spans.now)
    counted = [*filter(asked.counts, heard)]
    if not heard:
        return {"moments": []}
    groups = {group.key: group for group in history.groups(asked, asked.spans.now, TRACKS)}
    lists = {
        "loops": _loops(counted),
        "intros": _intros(groups.values()),
        "hours": _hours(groups.values(), heard),
    }
    return {
        "moments": _busiest(counted),
        **{name: _listed(rows, groups, asked) for name, rows in lists.items()},
    }


def _listed(rows: Iterable[Weighted], groups: Mapping[Key, Group], asked: Asked) -> Table:
    named = [
        (-round(weight, 9), groups[key].name[0], groups[key].name[1] or "", key, line)
        for weight, key, line in rows
        if key is not None and groups[key].name[0] is not None
    ]
    named.sort(key=lambda row: row[:3])
    return [
        {"title": title, "artist": groups[key].name[1], **line}
        for _, title, _, key, line in named[: asked.limit]
    ]


def _busiest(counted: Iterable[Play]) -> Table:
    days = Counter(play.day for play in counted)
    if not days:
        return []
    plays = sorted(days.values())
    day = max(days, key=lambda one: (days[one], one))
    middle = plays[(len(plays) - 1) // 2]
    return [
        {"day": day, "day_plays": days[day], "median_plays": middle, "days": len(plays)},
    ]


def _loops(counted: list[Play]) -> list[Weighted]:
    longest: Counter[Key | None] = Counter()
    for key, run in groupby(counted, key=TRACKS.key):
        longest[key] = max(longest[key], len([*run]))
    return [(times, key, {"times": times}) for key, times in longest.items() if times > 1]


def _intros(groups: Iterable[Group]) -> list[Weighted]:
    found: list[Weighted] = []
    for group in groups:
        plays = len(group.plays)
        short = len([1 for play in group.plays if play.heard_ms < _INTRO_MS])
        if plays >= _LEAST_PLAYS and 2 * short > plays:
            line = {"plays": plays, "share": share(short, plays)}
            found.append((short / plays * min(plays, 50), group.key, line))
    return found


def _hours(groups: Iterable[Group], heard: list[Play]) -> list[Weighted]:
    everything = Counter(play.hour for play in heard)
    found: list[Weighted] = []
    for group in groups:
        by_hour = Counter(play.hour for play in group.plays)
        if by_hour.total() >= _LEAST_PLAYS:
            best, since = max((_block(by_hour, since), since) for since in range(24))
            usual = _block(everything, since)
            line = {
                "since": since,
                "until": (since + 3) % 24,
                "plays": by_hour.total(),
                "share": best,
                "usual": usual,
            }
            found.append((float(best) - float(usual), group.key, line))
    return found


def _block(by_hour: Counter[int], since: int) -> Fraction:
    inside = sum(by_hour[(since + hour) % 24] for hour in range(3))
    return Fraction(inside, by_hour.total())
