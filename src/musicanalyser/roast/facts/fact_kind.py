"""What a kind of fact declares: one record in each module of `musicanalyser.roast.kinds`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import inf

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.surprise import compare_with_ordinary
from musicanalyser.roast.facts.window_reports import Reports


class Theme(StrEnum):
    """What a fact is about: facts of one theme say nearly the same."""

    ALBUMS = "albums"
    AMOUNT = "amount"
    BREADTH = "breadth"
    CLOCK = "clock"
    DAYS = "days"
    DISCOVERY = "discovery"
    FAVOURITES = "favourites"
    PAST = "past"
    PODCASTS = "podcasts"
    PRIVATE = "private"
    SESSIONS = "sessions"
    SKIPS = "skips"
    TRACK = "track"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Where the figures of a kind are low and where they are high: each gets its own phrases.

    A figure between the two gets none, unless it is surprisingly far from the usual one.
    """

    low: float
    high: float
    has_low_phrases: bool = True
    """Whether there is something to say about a low figure."""
    measure: Callable[[Mapping[str, float]], float] = lambda values: values["share"]
    """Returns what is compared, from the values of a fact's figures by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactKind:
    """A kind of fact."""

    statistic: str
    """The statistic that proves it (``stats NAME``)."""
    find: Callable[["FactKind", Reports], Claim]
    """Returns the claim of this kind; raises `UnknownError` if the reports do not support one."""
    least_evidence: float
    """The least support of a claim, and of a past it is compared with; the unit is the kind's."""
    ordinary: float = inf
    """The value of an ordinary listener in a window of some months; an assumption.

    Infinite, and so never exceeded, where a kind is not compared with an ordinary listener.
    """
    theme: Theme
    thresholds: Thresholds | None = None
    """``None`` if one set of phrases fits every figure."""

    def find_claim(self, reports: Reports) -> Claim | None:
        """Return the claim of this kind, ``None`` if there is none or too little supports it."""
        try:
            claim = self.find(self, reports)
        except UnknownError:
            return None
        return claim if claim.support >= self.least_evidence else None

    def surprise_without_past(self, value: float) -> float:
        """Return how far a value exceeds that of an ordinary listener, on the surprise scale."""
        return compare_with_ordinary(value, self.ordinary)
