"""Where skips leave a track, recomputed."""

from collections.abc import Sequence
from fractions import Fraction
from math import exp, log
from typing import TypeVar

from tests.oracle.answers import Answer, Line, Table, is_silent, known, named, share
from tests.oracle.asking import ARTISTS, TRACKS, Asked, Group, History, name_order
from tests.oracle.plays import Play

_FIRST_MS, _WIDTH_MS = 10_000, 10_000

Amount = TypeVar("Amount", int, Fraction)


def skip_depth(history: History, asked: Asked) -> Answer:
    if is_silent(history, asked):
        return {"skip-depth": []}
    windows = [skipped(history.heard(asked, span)) for span in asked.both]
    return {
        "skip-depth": [
            _figures(history.heard(asked, span), left)
            for span, left in zip(asked.both, windows, strict=True)
        ],
        "depth-by-tenth": _tenths(windows[0]),
        "depth-by-time": _times(windows[0]),
        "leaving-points": _points(history, asked),
        "artists-left": _artists(history, asked),
    }


def skipped(plays: Sequence[Play]) -> list[Play]:
    return [play for play in plays if play.verdict == "skipped"]


def _figures(plays: Sequence[Play], left: Sequence[Play]) -> Line:
    is_known = known(plays) > 0
    point = leaving(left)
    later = len([play for play in left if play.heard_ms >= _FIRST_MS])
    return {
        "plays_known": known(plays),
        "skips": len(left) if is_known else None,
        "passed_over_share": share(len(left) - later, len(left)) if is_known else None,
        "left": point["left"] if is_known else None,
        "left_at_ms": point["left_at_ms"],
        "left_share": point["left_share"],
    }


def leaving(left: Sequence[Play]) -> dict[str, int | Fraction | None]:
    later = [play for play in left if play.heard_ms >= _FIRST_MS]
    shares = [
        min(Fraction(1), Fraction(play.heard_ms, play.length_ms))
        for play in later
        if play.length_ms
    ]
    return {
        "passed_over": len(left) - len(later),
        "left": len(later),
        "left_at_ms": _median([play.heard_ms for play in later]),
        "left_share": _median(shares),
    }


def _median(values: Sequence[Amount]) -> Amount | None:
    return sorted(values)[(len(values) - 1) // 2] if values else None


def _tenths(left: Sequence[Play]) -> Table:
    names = [f"{first}\N{EN DASH}{first + 10}%" for first in range(0, 100, 10)]
    later = [play for play in left if play.heard_ms >= _FIRST_MS and play.length_ms]
    return _curve(names, [min(9, play.heard_ms * 10 // (play.length_ms or 1)) for play in later])


def _times(left: Sequence[Play]) -> Table:
    names = [f"{second // 60}:{second % 60:02}" for second in range(10, 300, 10)]
    later = [play.heard_ms for play in left if play.heard_ms >= _FIRST_MS]
    return _curve([*names, "5:00+"], [min(30, ms // 10_000) - 1 for ms in later])


def _curve(names: Sequence[str], places: Sequence[int]) -> Table:
    return [
        {
            "part": name,
            "share": share(places.count(place), len(places)),
            "skips": places.count(place),
        }
        for place, name in enumerate(names)
        if places
    ]


def _points(history: History, asked: Asked) -> Table:
    groups = history.groups(asked, asked.spans.now, TRACKS)
    later = {group.key: _later(group) for group in groups}
    tested = [group for group in groups if len(later[group.key]) >= 8]
    every = [ms for times in later.values() for ms in times]
    found = []
    for group in tested:
        times = later[group.key]
        near = _fullest(times)
        limit = 0.05 / len(tested) / len(times)
        if 3 * len(near) >= len(times) and _bound(near, times, every) <= limit:
            found.append((group, near))
    found.sort(key=lambda pair: (-len(pair[1]), name_order(pair[0])))
    return [
        {
            **named(TRACKS, group),
            "left_at_ms": _median(near),
            "spread_ms": near[3 * (len(near) - 1) // 4] - near[(len(near) - 1) // 4],
            "near": len(near),
            "left": len(later[group.key]),
        }
        for group, near in found[: asked.limit]
    ]


def _later(group: Group) -> list[int]:
    return sorted(play.heard_ms for play in skipped(group.plays) if play.heard_ms >= _FIRST_MS)


def _fullest(times: Sequence[int]) -> list[int]:
    """Return the skips within 10 s from one of them on; of equal windows, the earliest."""
    windows = [[ms for ms in times if first <= ms <= first + _WIDTH_MS] for first in times]
    return max(windows, key=len)


def _bound(near: Sequence[int], times: Sequence[int], every: Sequence[int]) -> float:
    within = [ms for ms in every if near[0] <= ms <= near[0] + _WIDTH_MS]
    usual = (len(within) - len(near) + 1) / (len(every) - len(times) + 2)
    q = max(usual, _WIDTH_MS / max(_WIDTH_MS, times[-1] - _FIRST_MS))
    n, k = len(times) - 1, len(near) - 1
    if k <= q * n:
        return 1
    rest = (n - k) * log((n - k) / n / (1 - q)) if k < n else 0
    return exp(-(k * log(k / n / q) + rest))


def _artists(history: History, asked: Asked) -> Table:
    found = []
    for group in history.groups(asked, asked.spans.now, ARTISTS):
        point = leaving(skipped(group.plays))
        if len(_later(group)) >= 20 and point["left_share"] is not None:
            found.append((point["left_share"], name_order(group), group, point))
    found.sort(key=lambda one: one[:2])
    return [{**named(ARTISTS, group), **point} for _, _, group, point in found[: asked.limit]]
