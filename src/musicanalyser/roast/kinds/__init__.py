"""Fact kinds: one module each, with one record and a line in `KIND_MODULES`."""

from typing import Protocol

from musicanalyser.registry import Registry
from musicanalyser.roast.facts.fact_kind import FactKind


class KindModule(Protocol):
    """A module that describes one fact kind."""

    KIND: FactKind


KIND_MODULES = Registry[KindModule](
    __name__,
    "skipped-favourite",
    "skipped-artist",
    "obsession",
    "repeat",
    "forgotten",
    "night",
    "early",
    "effective-artists",
    "skip-rate",
    "never-skipped",
    "long-session",
    "streak",
    "quiet-days",
    "time-change",
    "kept-artists",
    "new-artists",
    "climber",
    "one-and-done",
    "top-artist",
    "top-ten",
    "top-album",
    "album-runs",
    "most-played",
    "weekend",
    "peak-hour",
    "session-plays",
    "sessions",
    "eddington",
    "podcasts",
    "private",
    "total-time",
)
KINDS = {name: module.KIND for name, module in KIND_MODULES.items()}
"""By name; of equally surprising facts, the kind that is listed first comes first."""
