"""What a kind of fact is about, and which words it calls for: low figures are worth other words."""

from collections.abc import Callable
from typing import NamedTuple

from musicanalyser.roast.persona import Fact
from musicanalyser.units import MINUTE_MS

LESS = "-less"
"""Ends the name of the words for a low figure."""


Values = dict[str, float]


class Thresholds(NamedTuple):
    """What is measured of a fact: from ``high`` on, and up to ``low``, there are words for it.

    What lies between is not worth any, unless it is surprising to have moved there.
    """

    low: float
    high: float
    measure: Callable[[Values], float] = lambda values: values["share"]


TURNS: dict[str, Thresholds] = {
    "album-runs": Thresholds(0.1, 0.15),
    "early": Thresholds(0.02, 0.05),
    "effective-artists": Thresholds(
        1.2, 1.8, lambda values: values["artists"] / values["effective"]
    ),
    "kept-artists": Thresholds(0.35, 0.5),
    "new-artists": Thresholds(0.12, 0.25),
    "night": Thresholds(0.03, 0.05),
    "one-and-done": Thresholds(0.35, 0.5),
    "podcasts": Thresholds(0.02, 0.08),
    "quiet-days": Thresholds(0.04, 0.1, lambda values: values.get("quiet", 0.0) / values["days"]),
    "session-plays": Thresholds(6, 12, lambda values: values["plays"]),
    "sessions": Thresholds(20 * MINUTE_MS, 40 * MINUTE_MS, lambda values: values["length"]),
    "skip-rate": Thresholds(0.18, 0.3),
    "time-change": Thresholds(0, 0, lambda values: values["now"] - values["before"]),
    "top-album": Thresholds(0.02, 0.03),
    "top-artist": Thresholds(0.08, 0.1),
    "top-ten": Thresholds(0.35, 0.4),
    "weekend": Thresholds(0.22, 0.36),
}

THEMES = {
    "album-runs": "albums",
    "climber": "favourites",
    "early": "clock",
    "eddington": "amount",
    "effective-artists": "breadth",
    "forgotten": "past",
    "kept-artists": "discovery",
    "long-session": "sittings",
    "most-played": "track",
    "never-skipped": "skips",
    "new-artists": "discovery",
    "night": "clock",
    "obsession": "track",
    "one-and-done": "breadth",
    "peak-hour": "clock",
    "podcasts": "podcasts",
    "private": "private",
    "quiet-days": "days",
    "repeat": "track",
    "session-plays": "sittings",
    "sessions": "sittings",
    "skip-rate": "skips",
    "skipped-artist": "skips",
    "skipped-favourite": "skips",
    "streak": "days",
    "time-change": "amount",
    "top-album": "albums",
    "top-artist": "favourites",
    "top-ten": "breadth",
    "total-time": "amount",
    "weekend": "clock",
}
"""What each kind is about: facts of one theme say much the same."""

_COMPARED = ("share", "length", "plays")
"""Figures that may stand beside a usual one."""
_TELLING = 2.0
"""A surprise from here on makes a figure worth words that by itself would not be."""


def side(fact: Fact) -> str:
    """Return the name of the words that a fact calls for.

    It is the kind, with `LESS` if a figure is low, and empty if there is nothing to say about it.
    """
    if fact.kind not in TURNS:
        return fact.kind
    turn, values = TURNS[fact.kind], _values(fact)
    try:
        measure = turn.measure(values)
    except (KeyError, ZeroDivisionError):
        return ""
    if measure >= turn.high:
        return fact.kind
    if measure <= turn.low:
        return f"{fact.kind}{LESS}"
    moved = _moved(values)
    if fact.surprise < _TELLING or not moved:
        return ""
    return fact.kind if moved > 0 else f"{fact.kind}{LESS}"


def theme(fact: Fact) -> str:
    """Return what a fact is about."""
    return THEMES.get(fact.kind, fact.kind)


def moved_as_told(fact: Fact) -> bool:
    """Tell whether a figure moved from the usual one, if at all, as the words for it say.

    Words for a high figure tell that it rose, and words for a low one that it fell.
    """
    moved = _moved(_values(fact))
    return not moved or (moved < 0) is side(fact).endswith(LESS)


def _moved(values: Values) -> float:
    now = next((values[name] for name in _COMPARED if name in values), 0.0)
    return now - values.get("usual", now)


def _values(fact: Fact) -> Values:
    return {figure.name: figure.value for figure in fact.figures}
