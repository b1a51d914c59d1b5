"""Sightings of plays, and the plays that are concluded from them.

All moments are in ms since 1970 UTC. What an import makes of every row is a named tuple, which is
several times faster to make than a frozen dataclass.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from musicanalyser.model.item import Item
from musicanalyser.model.origin import Origin
from musicanalyser.model.play_end import Verdict


class HeardTime(StrEnum):
    """What is known of how long something was heard; the first value says most."""

    KNOWN = "known"
    LISTED = "listed"
    """Unknown, but the service lists only what was heard for half of its length or 4 minutes."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What a live origin adds to a sighting.

    The time heard lies between ``low_ms`` and ``high_ms``, both included. ``started_ms`` is when
    the play began, ``latest_ms`` the latest moment at which it may have ended, and ``length_ms``
    the length of the track; each is ``None`` if unknown. ``confidence``, from 0 to 1, is that of
    the reason for the end.
    """

    started_ms: int | None
    latest_ms: int | None = None
    length_ms: int | None
    low_ms: int
    high_ms: int
    confidence: float
    is_inferred: bool = False
    """Whether the play was never observed, and only follows from the order of the queue."""
    context: str | None = None
    """What it was played from, as `model.spotify_uris.parse_context` returns it."""


class Sighting(NamedTuple):
    """One row of one origin, without personal data, before any conclusion is drawn.

    ``ended_ms`` is the moment that the origin stamps, of which its `Clock` says what it is, and
    ``offline_ms`` the device's own stamp of the start. `listening.start_and_end` interprets both.
    Reasons are words of `EndReason` or any other word, ``""`` where there is none. ``row`` counts
    from 1 within a file and is ``None`` where there is no file. ``ordinal`` counts from 0 among
    equal rows of one delivery that are different plays. Unless ``heard`` is ``KNOWN``,
    ``played_ms`` is 0 and means nothing. ``length_ms`` is the length of the track as another
    service gives it, ``None`` if it gives none.
    """

    origin: Origin
    item: Item
    row: int | None
    ended_ms: int
    played_ms: int
    offline_ms: int | None = None
    reason_start: str = ""
    reason_end: str = ""
    skipped: bool | None = None
    shuffle: bool | None = None
    offline: bool | None = None
    private: bool | None = None
    platform: str | None = None
    country: str | None = None
    ordinal: int = 0
    observation: Observation | None = None
    heard: HeardTime = HeardTime.KNOWN
    length_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PodcastShow:
    """A podcast of the owner's library: older account data names it like an artist."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveSpan:
    """A span, both ends included, in which a live origin knows what was heard."""

    origin: Origin
    since_ms: int
    until_ms: int


class StoredSighting(NamedTuple):
    """A sighting of the history, with what is known of its track.

    ``song`` is the same for all ids of one artist's title. ``length_ms`` is ``None`` while the
    length of the track is unknown.
    """

    id: int
    track_id: int
    song: str
    length_ms: int | None
    sighting: Sighting


class Play(NamedTuple):
    """One time something was played, as concluded from its sightings.

    ``id`` is the lowest id among its sightings and ``merged`` holds the others. The figures are
    those of ``best``. The time between ``started_ms`` and ``ended_ms`` that exceeds ``heard_ms``
    was spent paused. ``heard_ms`` lies between ``low_ms`` and ``high_ms``, which are ``None`` where
    it is exact. Unless ``heard`` is ``KNOWN``, it is 0 and means nothing, and the play has no more
    than one moment. ``confidence`` is that of ``reason_end``, ``None`` where an export gave it.
    """

    id: int
    best: StoredSighting
    merged: tuple[int, ...]
    private: bool
    started_ms: int
    ended_ms: int
    heard_ms: int
    low_ms: int | None
    high_ms: int | None
    confidence: float | None
    reason_end: str
    verdict: Verdict
    heard: HeardTime = HeardTime.KNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row of a file that cannot be read: its number, counted from 1, and the reason.

    ``is_last`` is true if the rows after it were not read either.
    """

    row: int
    why: str
    is_last: bool = False
