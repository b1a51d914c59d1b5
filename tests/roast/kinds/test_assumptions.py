"""The numbers that kinds assume. They are choices: a change here is a change of what is a fact."""

import pytest

from musicanalyser.roast.kinds import KINDS
from musicanalyser.units import HOUR_MS

ASSUMPTIONS: dict[str, tuple[float, tuple[float | bool, ...], float]] = {
    "album-runs": (100, (0.15, 1.2, False), 1.3),
    "brand-new": (5, (0.2, 0.8, False), 1.0),
    "buffet": (60, (45, False), 1.0),
    "children": (5, (0.03, 0.9, False), 1.3),
    "chorus": (0.4, (0.45, 0.4, False), 1.0),
    "clash": (0.4, (40, False), 1.2),
    "climber": (20, (5, False), 0.5),
    "collision": (8, (1.2, False), 1.0),
    "comeback": (10, (25, False), 0.8),
    "door-closer": (10, (0.08, 0.8, False), 1.0),
    "early": (100, (0.05, 0.9, False), 1.3),
    "ears": (5, (16, False), 1.2),
    "fall": (5, (1, False), 1.0),
    "few-skips": (100, (0.45, 0.8, True), 1.0),
    "forgotten": (15, (50, False), 0.9),
    "genre": (5, (0.15, 0.8, False), 1.0),
    "handful": (100, (30, True), 1.1),
    "hipster": (0.4, (0.4, 0.6, False), 1.0),
    "hipster-fall": (0.4, (4, False), 1.0),
    "hipster-rise": (0.4, (4, False), 1.0),
    "in-order": (10, (0.2, 0.8, False), 1.0),
    "intro-only": (10, (0.25, 0.9, False), 1.1),
    "long-session": (15, (2 * HOUR_MS, False), 1.0),
    "loop": (3, (2.5, False), 1.1),
    "lyric-theme": (3, (0.35, 0.6, False), 1.0),
    "never-skipped": (10, (10, False), 1.0),
    "new-artists": (25, (0.2, 0.8, False), 1.0),
    "newcomer": (1, (100, True), 1.0),
    "night": (100, (0.06, 0.9, False), 1.3),
    "no-news": (25, (0.2, 1.6, True), 1.0),
    "obsession": (8, (12, False), 1.0),
    "office": (100, (0.28, 0.6, False), 1.0),
    "one-and-done": (50, (0.45, 0.6, False), 1.0),
    "one-hour": (12, (0.2, 0.6, False), 1.0),
    "one-song": (10, (0.015, 0.8, False), 1.3),
    "peak-hour": (100, (0.1, 1.0, False), 0.8),
    "podcasts": (10, (0.08, 1.5, False), 1.1),
    "pulse": (8, (8, False), 1.0),
    "quiet-days": (28, (0.08, 0.8, False), 1.0),
    "record-day": (14, (2.4, False), 1.0),
    "rise": (5, (1, False), 1.0),
    "sad-hours": (2, (0.05, 0.6, False), 1.1),
    "secret-pair": (12, (2.5, False), 1.1),
    "skip-rate": (100, (0.4, 0.8, False), 1.1),
    "skipped-artist": (40, (0.2, 0.8, False), 1.1),
    "skipped-favourite": (15, (0.2, 0.8, False), 1.3),
    "streak": (10, (25, False), 1.0),
    "talkers": (1, (0.08, 1.5, False), 1.3),
    "time-gap": (1, (35, False), 1.1),
    "tired": (15, (0.2, 0.8, False), 1.2),
    "top-album": (20, (0.06, 0.8, False), 1.0),
    "top-artist": (20, (0.1, 0.8, False), 1.2),
    "top-ten": (100, (0.4, 0.6, False), 1.0),
    "weekdays": (100, (0.29, 0.5, True), 1.0),
    "weekend": (100, (0.29, 0.5, False), 1.0),
}
"""By kind: the least evidence, the ordinary figure, and how well it can be told."""


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_assumes_what_the_table_says(name: str) -> None:
    kind = KINDS[name]
    assert (kind.least_evidence, tuple(kind.ordinary), kind.weight) == ASSUMPTIONS[name]
