"""The numbers that kinds assume. They are choices: a change here is a change of what is a fact."""

from math import inf

import pytest

from musicanalyser.roast.kinds import KINDS
from musicanalyser.units import HOUR_MS, MINUTE_MS

NONE = (None, None)
ASSUMPTIONS: dict[str, tuple[float, float, tuple[float | None, float | None]]] = {
    "album-runs": (100, 0.15, (0.1, 0.15)),
    "climber": (20, 5, NONE),
    "early": (100, 0.06, (0.02, 0.05)),
    "eddington": (8, 25, NONE),
    "effective-artists": (25, 2.5, (1.2, 1.8)),
    "forgotten": (15, 60, NONE),
    "kept-artists": (12, 0.4, (0.35, 0.5)),
    "long-session": (15, 4 * HOUR_MS, NONE),
    "most-played": (10, 40, NONE),
    "never-skipped": (10, inf, NONE),
    "new-artists": (25, 0.2, (0.12, 0.25)),
    "night": (100, 0.06, (0.03, 0.05)),
    "obsession": (8, 15, NONE),
    "one-and-done": (50, 0.45, (0.35, 0.5)),
    "peak-hour": (100, 0.1, NONE),
    "podcasts": (10, 0.15, (0.02, 0.08)),
    "private": (10, 0.05, NONE),
    "quiet-days": (28, 0.15, (0.04, 0.1)),
    "repeat": (5, 6, NONE),
    "session-plays": (20, 10, (6, 12)),
    "sessions": (10, 45 * MINUTE_MS, (20 * MINUTE_MS, 40 * MINUTE_MS)),
    "skip-rate": (100, 0.35, (0.18, 0.3)),
    "skipped-artist": (40, inf, NONE),
    "skipped-favourite": (15, inf, NONE),
    "streak": (5, 21, NONE),
    "time-change": (5, inf, (0, 0)),
    "top-album": (20, 0.06, (0.02, 0.03)),
    "top-artist": (20, 0.1, (0.08, 0.1)),
    "top-ten": (25, 0.4, (0.35, 0.4)),
    "total-time": (5, 90 * MINUTE_MS, NONE),
    "weekend": (100, 2 / 7, (0.22, 0.36)),
}
"""By kind: the least evidence, the ordinary value, and what is low and high."""


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_assumes_what_the_table_says(name: str) -> None:
    kind = KINDS[name]
    thresholds = kind.thresholds
    bounds = (thresholds.low, thresholds.high) if thresholds else NONE
    assert (kind.least_evidence, kind.ordinary, bounds) == ASSUMPTIONS[name]
