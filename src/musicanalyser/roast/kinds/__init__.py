"""Fact kinds: one module each, with one record and a line in `KIND_MODULES`."""

from typing import Protocol

from musicanalyser.registry import Registry
from musicanalyser.roast.facts.fact_kind import FactKind


class KindModule(Protocol):
    """A module that describes one fact kind."""

    KIND: FactKind


KIND_MODULES = Registry[KindModule](
    __name__,
    "night",
    "early",
    "one-song",
    "top-artist",
    "top-album",
    "skipped-favourite",
    "skipped-artist",
    "skip-rate",
    "few-skips",
    "album-runs",
    "handful",
    "buffet",
    "top-ten",
    "one-and-done",
    "new-artists",
    "no-news",
    "ears",
    "brand-new",
    "hipster",
    "clash",
    "genre",
    "children",
    "pulse",
    "lyric-theme",
    "chorus",
    "podcasts",
    "talkers",
    "office",
    "peak-hour",
    "weekend",
    "weekdays",
    "never-skipped",
    "obsession",
    "loop",
    "forgotten",
    "comeback",
    "one-hour",
    "intro-only",
    "door-closer",
    "record-day",
    "climber",
    "long-session",
    "streak",
    "quiet-days",
    "rise",
    "fall",
    "newcomer",
)
KINDS = {name: module.KIND for name, module in KIND_MODULES.items()}
"""By name; of equally surprising facts, the kind that is listed first comes first."""
