"""Coverage, means and shares of time, for recomputed answers that need facts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from tests.oracle.answers import Table, total_ms
from tests.oracle.asking import TRACKS, Asked, Group, History
from tests.oracle.rows import Key
from tests.oracle.spans import Span

T = TypeVar("T")
Known = Sequence[tuple[Group, T]]
Pair = tuple[Fraction, int]

_LEAST = Fraction(2, 5)
_FAVOURITES = 50


def known(history: History, asked: Asked, span: Span, facts: Mapping[Key, T]) -> Known[T]:
    groups = history.groups(asked, span, TRACKS)
    return [(group, facts[group.key]) for group in groups if group.key in facts]


def favourites(history: History, asked: Asked, facts: Mapping[Key, T]) -> Known[T]:
    leading = history.ranked(asked, asked.spans.now, TRACKS)[:_FAVOURITES]
    return [(group, facts[group.key]) for group in leading if group.key in facts]


def share_of(history: History, asked: Asked, span: Span, songs: Known[T]) -> Fraction | None:
    whole_ms = total_ms(history.heard(asked, span))
    return Fraction(sum(group.heard_ms for group, _ in songs), whole_ms) if whole_ms else None


def enough(history: History, asked: Asked, span: Span, songs: Known[T]) -> bool:
    share = share_of(history, asked, span, songs)
    return share is not None and share >= _LEAST


def mean(pairs: Sequence[Pair]) -> Fraction | None:
    weight = sum(ms for _, ms in pairs)
    return sum((value * ms for value, ms in pairs), Fraction(0)) / weight if weight else None


def times_of(songs: Known[Mapping[str, Fraction]]) -> Mapping[str, Fraction]:
    """Return the time in ms of each label."""
    times: dict[str, Fraction] = defaultdict(Fraction)
    for group, parts in songs:
        for label, part in parts.items():
            times[label] += part * group.heard_ms
    return times


def split(
    history: History, asked: Asked, name: str, parts: Mapping[Key, Mapping[str, Fraction]]
) -> Table:
    """Return the time and share of each label in the window, and the change of its share."""
    windows = [known(history, asked, span, parts) for span in asked.both]
    told = [enough(history, asked, s, w) for s, w in zip(asked.both, windows, strict=True)]
    if not told[0]:
        return []
    times = [times_of(songs) for songs in windows]
    wholes = [sum(group.heard_ms for group, _ in songs) for songs in windows]
    compared = len(told) > 1 and told[1]
    table: Table = []
    for label in {*times[0], *(times[1] if compared else ())}:
        now = times[0].get(label, Fraction(0)) / wholes[0]
        before = times[1].get(label, Fraction(0)) / wholes[1] if compared else None
        table.append(
            {
                name: label,
                "heard_ms": round(times[0].get(label, Fraction(0))),
                "share": now,
                "previous_share": before,
                "change": None if before is None else now - before,
            }
        )
    return table
