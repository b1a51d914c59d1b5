"""The facts about a listener, and the persona that cites them."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What the number of a figure means."""

    COUNT = "count"
    SHARE = "share"
    """A fraction from 0 to 1, written as a percentage."""
    MS = "ms"
    DAYS = "days"
    HOUR = "hour"
    YEAR = "year"
    RANK = "rank"


class Tone(StrEnum):
    """How hard a roast hits."""

    GENTLE = "gentle"
    MEDIUM = "medium"
    SAVAGE = "savage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of a fact, not rounded; ``name`` identifies it within the fact."""

    name: str
    value: float
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something true about the listener, and how surprising it is."""

    id: str
    """Its rank in one run: ``F1``, ``F2`` and so on."""
    kind: str
    """Its key in `musicanalyser.roast.kinds.KINDS`, the same in every run."""
    text: str
    """One English sentence that holds the figures and the names, and no others."""
    figures: tuple[Figure, ...]
    names: tuple[str, ...]
    """The sanitized names in it: an artist, or a title with its artist, or two of these."""
    statistic: str
    """The statistic that proves it (``stats NAME``)."""
    surprise: float
    """On the scale of `musicanalyser.roast.facts.surprise`, from 0 on."""
    coverage: float | None
    """The share of the data that the statistic covers, from 0 to 1; ``None`` if unknown."""
    is_usual: bool = False
    """Whether it is extreme beside other people, and usual for this listener."""

    def value(self, name: str) -> float | None:
        """Return the value of a figure; ``None`` if there is no such figure."""
        return next((figure.value for figure in self.figures if figure.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoastLine:
    """One joke, and the ids of the facts that prove it."""

    text: str
    fact_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """What a writer makes of the facts."""

    name: str
    """A role that somebody would put into a bio."""
    tagline: str
    roast: tuple[RoastLine, ...]
    stamp: str
    """The verdict: three fragments of facts."""
    redeeming: str
    """One sincere sentence."""
    phrases: tuple[str, ...] = ()
    """Which phrases the offline writer drew, so that the next roasts take others."""
