"""The race of the leading artists, recomputed: every total after every period."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from math import sqrt

from tests.oracle.answers import Answer, Line, Table
from tests.oracle.asking import ARTISTS, Asked, Group, History, name_order
from tests.oracle.known import days_of, known_dates
from tests.oracle.plays import Play
from tests.oracle.rows import Key
from tests.oracle.spans import day_start_ms

_LABELS = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}
_LONGEST = {"day": 31, "week": 182, "month": 1116}
_PACE, _BLOCK, _BLOCKS, _FURTHEST = 90, 10, 9, 730
_T = 1.397


def race(history: History, asked: Asked) -> Answer:
    plays = history.heard(asked, asked.spans.now)
    if not plays:
        return {"race": []}
    days = days_of(asked.spans.now, history, asked)
    unit = asked.per or next((u for u, longest in _LONGEST.items() if len(days) <= longest), "year")
    periods = [[*run] for _, run in groupby(days, key=lambda day: f"{day:{_LABELS[unit]}}")]
    ranked = history.ranked(asked, asked.spans.now, ARTISTS)
    if not ranked:
        return {"race": []}
    shown = ranked[: asked.limit]
    tables: dict[str, Table] = {"race": []}
    first: list[Group | None] = []
    ranks: defaultdict[Key, list[int]] = defaultdict(list)
    sums: Counter[Key] = Counter()
    known = known_dates(history, asked)
    by_day = defaultdict[date, list[Play]](list)
    for play in plays:
        by_day[play.day].append(play)
    by_name = sorted(ranked, key=name_order)
    for period in periods:
        heard = [play for day in period for play in by_day[day]]
        _add(sums, heard, asked)
        order = [one for one in by_name if sums[one.key]]
        order.sort(key=lambda one: -sums[one.key])
        if period is periods[-1]:
            order = ranked
        is_known = not known.isdisjoint(period) or bool(heard)
        first.append(order[0] if order and is_known else None)
        places = {one.key: place for place, one in enumerate(order, 1)}
        for one in shown:
            rank = places.get(one.key) if is_known else None
            ranks[one.key] += [rank] if rank else []
            tables["race"].append(
                {
                    "span": f"{period[0]:{_LABELS[unit]}}",
                    "artist": one.name[0],
                    "rank": rank,
                    _figure(asked): sums[one.key] if is_known else None,
                    "first_day": period[0],
                    "last_day": period[-1],
                }
            )
    tables["standings"] = [
        {
            "rank": rank,
            "artist": one.name[0],
            _figure(asked): _total(one, asked),
            "best_rank": min([*ranks[one.key], rank]) if ranks[one.key] else rank,
            "periods_first": first.count(one),
        }
        for rank, one in enumerate(shown, 1)
    ]
    tables["leaders"] = _leaders(first, [f"{period[0]:{_LABELS[unit]}}" for period in periods])
    tables["overtakes"] = _overtakes(history, asked, shown)
    return tables


def _figure(asked: Asked) -> str:
    return "plays" if asked.rank_by == "plays" else "heard_ms"


def _total(one: Group, asked: Asked) -> int:
    return len(one.counted) if asked.rank_by == "plays" else one.heard_ms


def _add(sums: Counter[Key], plays: Sequence[Play], asked: Asked) -> None:
    for play in plays:
        if play.artist is not None:
            sums[play.artist] += asked.counts(play) if asked.rank_by == "plays" else play.heard_ms


def _leaders(first: Sequence[Group | None], labels: Sequence[str]) -> Table:
    table: Table = []
    pairs = zip(first, labels, strict=True)
    for leader, run in groupby(pairs, key=lambda pair: pair[0] and pair[0].name[0]):
        spans = [label for _, label in run]
        if leader is not None:
            line = {"artist": leader, "first_span": spans[0], "last_span": spans[-1]}
            table.append({**line, "periods": len(spans)})
    return table


def _overtakes(history: History, asked: Asked, shown: Sequence[Group]) -> Table:
    known = known_dates(history, asked) - {asked.now.date()}
    start = max(known) + timedelta(days=1)
    is_open = asked.spans.now.until_ms >= day_start_ms(start, history.zone)
    pace = [start - timedelta(days=n) for n in range(1, _PACE + 1)]
    if not is_open or not known.issuperset(pace):
        return []
    blocks = [_sums_of(history, asked, pace[n : n + _BLOCK]) for n in range(0, _PACE, _BLOCK)]
    table: Table = []
    for place in range(1, len(shown)):
        ahead, one = shown[place - 1], shown[place]
        gap = _total(ahead, asked) - _total(one, asked)
        gains = [block[one.key] - block[ahead.key] for block in blocks]
        days = _days(gap, gains)
        if days and start + timedelta(days=int(days[0])) < asked.now.date():
            days = None
        if days or place == 1:
            gain: Line = (
                {"gap_plays": gap, "gain_plays": sum(gains) / _PACE}
                if asked.rank_by == "plays"
                else {"gap_ms": gap, "gain_ms": round(sum(gains) / _PACE)}
            )
            names = {"artist": one.name[0], "ahead": ahead.name[0], "in_sight": days is not None}
            table.append({**names, **gain, **_dates(days, start)})
    return table


def _sums_of(history: History, asked: Asked, days: Sequence[date]) -> Mapping[Key, int]:
    sums: Counter[Key] = Counter()
    plays = [play for play in history.music[asked.private] if days[-1] <= play.day <= days[0]]
    _add(sums, plays, asked)
    return sums


def _days(gap: int, gains: Sequence[int]) -> tuple[float, float, float | None] | None:
    """Return the days until a gap is closed, and both ends of the interval, by bisection."""
    mean = sum(gains) / _BLOCKS
    if mean <= 0 or gap / mean * _BLOCK > _FURTHEST:
        return None
    spread = sqrt(sum((gain - mean) ** 2 for gain in gains) / (_BLOCKS - 1))

    def reach(blocks: float, sign: int) -> float:
        return mean * blocks + sign * _T * spread * sqrt(blocks + blocks**2 / _BLOCKS)

    latest = _first(lambda blocks: reach(blocks, -1) - gap)
    return gap / mean * _BLOCK, (_first(lambda blocks: reach(blocks, 1) - gap) or 0), latest


def _first(function: object) -> float | None:
    """Return the days after which a function stays positive; ``None`` if it never is."""
    assert callable(function)
    low, high = 0.0, 1e7
    if function(high) < 0:
        return None
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if function(middle) >= 0 else (middle, high)
    return high * _BLOCK


def _dates(days: tuple[float, float, float | None] | None, start: date) -> Line:
    if days is None:
        return dict.fromkeys(("day", "earliest_day", "latest_day"))
    day, earliest, latest = days
    is_far = latest is None or latest > 10 * _FURTHEST
    return {
        "day": start + timedelta(days=int(day)),
        "earliest_day": start + timedelta(days=int(earliest)),
        "latest_day": None if is_far else start + timedelta(days=int(latest or 0)),
    }
