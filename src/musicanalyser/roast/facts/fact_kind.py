"""What a kind of fact declares: one record in each module of `musicanalyser.roast.kinds`."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.surprise import OrdinaryShare, OrdinarySize
from musicanalyser.roast.facts.window_reports import Reports


class Theme(StrEnum):
    """What a fact is about: of facts with one theme and no name, or one name, one is told."""

    AGE = "age"
    ALBUMS = "albums"
    ARTIST = "artist"
    BREADTH = "breadth"
    CHANGE = "change"
    DAYS = "days"
    DISCOVERY = "discovery"
    EVERYTHING = "everything"
    FAME = "fame"
    GENRE = "genre"
    HOURS = "hours"
    LYRICS = "lyrics"
    MOOD = "mood"
    ONCE = "once"
    PAST = "past"
    PODCASTS = "podcasts"
    RECORD = "record"
    SESSIONS = "sessions"
    SKIPPED = "skipped"
    SKIPS = "skips"
    TEMPO = "tempo"
    TRACK = "track"
    WEEK = "week"


class Relation(StrEnum):
    """What the listener does with the music: each cast has jokes for each of these."""

    MUCH = "much"
    """Has too much of one thing."""
    AGAIN = "again"
    """Does the same once more."""
    QUIT = "quit"
    """Leaves early."""
    GONE = "gone"
    """Was away, or left something behind."""
    HOUR = "hour"
    """Comes at an hour when others sleep."""
    CLASH = "clash"
    """Does not fit together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactKind:
    """A kind of fact."""

    statistic: str
    """The statistic that proves it (``stats NAME``)."""
    find: Callable[["FactKind", Reports], Claim]
    """Returns the claim of this kind; raises `UnknownError` if the reports do not support one."""
    least_evidence: float
    """The least support of a claim, and of a past it is compared with; the unit is the kind's."""
    ordinary: OrdinaryShare | OrdinarySize
    """The figure of an ordinary listener in a window of some months."""
    theme: Theme
    relation: Relation
    weight: float = 1.0
    """How well it can be told: its surprise is multiplied by this."""

    def find_claim(self, reports: Reports) -> Claim | None:
        """Return the claim of this kind, ``None`` if there is none or too little supports it."""
        try:
            claim = self.find(self, reports)
        except UnknownError:
            return None
        return claim if claim.support >= self.least_evidence and claim.surprise > 0 else None
