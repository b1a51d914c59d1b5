"""What a roast is made of: facts that were computed, and a persona that cites them."""

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
    """A raw number of a fact; ``name`` tells it apart from the others of the same fact."""

    name: str
    value: float
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something true and telling about the listener.

    ``kind`` is stable from run to run; ``id`` (``F1``, ``F2`` ...) is the rank in this run.
    ``text`` is one English sentence with exactly the ``figures`` and ``names`` listed, names made
    safe. ``statistic`` proves it (``stats NAME``). ``surprise`` (0 or more) measures how far it
    lies from the listener's own past, and ``rests_on`` the share of the data behind it, ``None``
    if unknown.
    """

    id: str
    kind: str
    text: str
    figures: tuple[Figure, ...]
    names: tuple[str, ...]
    statistic: str
    surprise: float
    rests_on: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoastLine:
    """One jab, and the facts that prove it."""

    text: str
    fact_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a fact stands behind the persona."""

    fact_id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """What a writer makes of the facts: 3 to 6 lines, 3 to 5 traits, 2 to 5 pieces of evidence."""

    name: str
    tagline: str
    summary: str
    roast: tuple[RoastLine, ...]
    traits: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    redeeming: str
