"""Sightings of one song from every origin, by the second of an afternoon."""

from musicanalyser.model.evidence import Observation, Sighting, StoredSighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin

START_MS = 1_772_438_400_000
"""2026-03-02 08:00 UTC."""
LENGTH_MS = 200_000
ITEM = Item(kind=ItemKind.MUSIC, uri=None, title="Paper Boats", artist="The Lanterns", album=None)


def exported(*, ended_ms: int, played_ms: int, reason_end: str = "") -> Sighting:
    """Return a row of the extended history."""
    return Sighting(
        origin=Origin.EXTENDED,
        item=ITEM,
        row=1,
        ended_ms=START_MS + ended_ms,
        played_ms=played_ms,
        reason_end=reason_end,
    )


def account(*, minute: int, played_ms: int) -> Sighting:
    """Return a row of the account data."""
    return Sighting(
        origin=Origin.ACCOUNT,
        item=ITEM,
        row=1,
        ended_ms=START_MS + 60_000 * minute,
        played_ms=played_ms,
    )


def observed(
    *,
    started_ms: int,
    played_ms: int,
    bounds_ms: tuple[int, int] | None = None,
    latest_ms: int | None = None,
    reason_start: str = "",
    reason_end: str = "",
) -> Sighting:
    """Return a play that `watch` observed, exactly unless bounds are given."""
    low_ms, high_ms = bounds_ms or (played_ms, played_ms)
    return Sighting(
        origin=Origin.PLAYER,
        item=ITEM,
        row=None,
        ended_ms=START_MS + started_ms + played_ms,
        played_ms=played_ms,
        reason_start=reason_start,
        reason_end=reason_end,
        observation=Observation(
            started_ms=START_MS + started_ms,
            latest_ms=None if latest_ms is None else START_MS + latest_ms,
            length_ms=LENGTH_MS,
            low_ms=low_ms,
            high_ms=high_ms,
            confidence=0.9,
        ),
    )


def listed(*, ended_ms: int) -> Sighting:
    """Return a row of the list of recent plays."""
    return Sighting(
        origin=Origin.RECENT,
        item=ITEM,
        row=None,
        ended_ms=START_MS + ended_ms,
        played_ms=LENGTH_MS,
        observation=Observation(
            started_ms=None,
            length_ms=LENGTH_MS,
            low_ms=30_000,
            high_ms=LENGTH_MS,
            confidence=0.0,
        ),
    )


def stored(
    *sightings: Sighting, song: str = "a", length_ms: int | None = None
) -> list[StoredSighting]:
    """Return sightings as stored under the ids 1, 2, 3…"""
    return [
        StoredSighting(id=number, track_id=1, song=song, length_ms=length_ms, sighting=sighting)
        for number, sighting in enumerate(sightings, start=1)
    ]
