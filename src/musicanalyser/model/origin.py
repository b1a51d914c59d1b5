"""Where sightings come from, and what each origin can be trusted with."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from musicanalyser.units import MINUTE_MS


class Clock(StrEnum):
    """What the end means that an origin stamps on a sighting."""

    SECOND = "second"
    """The second of the end. It may be that of a later synchronisation, as after a crash."""
    MINUTE = "minute"
    """The start of the minute in which the play ended."""
    OBSERVED = "observed"
    """The end as observed from outside, with an earliest and a latest possible end."""
    LISTED = "listed"
    """The end, now and then the start (https://github.com/spotify/web-api/issues/1083)."""


class Exactness(StrEnum):
    """How well an origin knows the time heard."""

    EXACT = "exact"
    BOUNDED = "bounded"
    """An estimate between two bounds."""
    AT_MOST = "at most"
    """Only a limit: the length of the track."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginTraits:
    """What sets one origin apart from the others; no other module branches on an origin itself.

    The figures of the sighting with the lowest ``trust_rank`` hold for its play.
    """

    trust_rank: int
    clock: Clock
    heard: Exactness
    is_export: bool
    """Whether it is a file; everything else comes through Spotify's API."""
    longest_gap_ms: int | None
    """The longest time between two readings within which it is known what was heard; ``None`` if
    everything between the first and the last row is known."""
    is_complete: bool = False
    """Whether it holds every play between its first and its last: what it lacks did not happen."""
    sees_skips: bool = False
    """Whether it shows skipped plays as often as others."""
    repeats_rows: bool = False
    """Whether one play may come as several rows that differ a little."""
    splits_plays: bool = False
    """Whether one play may come in parts: a seek to the start looks like a new play."""


_LATE_POLL_MS = 15 * MINUTE_MS
"""Above the slowest polling of `watch`, 10 minutes while nothing plays, and a late answer."""


class Origin(StrEnum):
    """Where a sighting comes from."""

    EXTENDED = "spotify-extended"
    """Spotify's extended streaming history: every play, with the reasons for start and end."""
    ACCOUNT = "spotify-account"
    """Spotify's account data of one year: names only, no reasons."""
    PLAYER = "spotify-player"
    """What `watch` observed of the player."""
    RECENT = "spotify-recent"
    """Spotify's list of recent plays: a track was heard for 30 seconds or more."""

    @cached_property  # read several times for each row of an import
    def traits(self) -> OriginTraits:
        """What the origin can be trusted with."""
        return _TRAITS[self]


_TRAITS: Mapping[Origin, OriginTraits] = {
    Origin.EXTENDED: OriginTraits(
        trust_rank=1,
        clock=Clock.SECOND,
        heard=Exactness.EXACT,
        is_export=True,
        longest_gap_ms=None,
        is_complete=True,
        sees_skips=True,
        repeats_rows=True,
    ),
    Origin.ACCOUNT: OriginTraits(
        trust_rank=2,
        clock=Clock.MINUTE,
        heard=Exactness.EXACT,
        is_export=True,
        longest_gap_ms=None,
    ),
    Origin.PLAYER: OriginTraits(
        trust_rank=3,
        clock=Clock.OBSERVED,
        heard=Exactness.BOUNDED,
        is_export=False,
        longest_gap_ms=_LATE_POLL_MS,
        sees_skips=True,
        splits_plays=True,
    ),
    Origin.RECENT: OriginTraits(
        trust_rank=4,
        clock=Clock.LISTED,
        heard=Exactness.AT_MOST,
        is_export=False,
        longest_gap_ms=0,
    ),
}

BY_TRUST = tuple(sorted(Origin, key=lambda origin: origin.traits.trust_rank))
"""All origins, the most trusted first."""
EXPORTS = tuple(origin for origin in Origin if origin.traits.is_export)
LIVE = tuple(origin for origin in Origin if not origin.traits.is_export)
"""The origins behind Spotify's API."""
