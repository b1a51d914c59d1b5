"""Where sightings come from, and what each origin can be trusted with."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from musicanalyser.units import DAY_MS, MINUTE_MS


class Clock(StrEnum):
    """What the moment is that an origin stamps on a sighting."""

    SECOND = "second"
    """The second of the end. It may be that of a later synchronisation, as after a crash."""
    MINUTE = "minute"
    """The start of the minute in which the play ended."""
    OBSERVED = "observed"
    """The end as observed from outside, with an earliest and a latest possible end."""
    LISTED = "listed"
    """The end, now and then the start (https://github.com/spotify/web-api/issues/1083)."""
    STARTED = "started"
    """The second of the start (https://www.last.fm/api/show/track.scrobble)."""
    EITHER = "either"
    """A moment that may be the start or the end, as nobody documents which."""


class Exactness(StrEnum):
    """How well an origin knows the time heard."""

    EXACT = "exact"
    BOUNDED = "bounded"
    """An estimate between two bounds."""
    AT_MOST = "at most"
    """Only a limit: the length of the track."""


NAMED_BY_SERVICE, NAMED_BY_API = 0, 1
"""The ranks of names of other services, and of those that came through Spotify's API."""


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
    """The longest time between two readings, or two rows of a file, within which it is known what
    was heard; ``None`` if everything between the first and the last row is known."""
    is_service: bool = False
    """Whether it is a file of another service: it has names of its own, and mostly no times."""
    copies_spotify: bool = False
    """Whether its rows are copies of what Spotify played, however they came to the service."""
    player: str | None = None
    """What played all that it stores: one play has one player. ``None`` if it may be any."""
    is_complete: bool = False
    """Whether it holds every play between its first and its last: what it lacks did not happen."""
    sees_skips: bool = False
    """Whether it shows skipped plays as often as others."""
    repeats_rows: bool = False
    """Whether one play may come as several rows that differ a little."""
    repeats_plays: bool = False
    """Whether equal rows of one delivery are different plays."""
    splits_plays: bool = False
    """Whether one play may come in parts: a seek to the start looks like a new play."""

    @property
    def name_rank(self) -> int:
        """What its names are worth: a name never replaces one of a higher rank."""
        if self.is_service:
            return NAMED_BY_SERVICE
        return 2 if self.is_export else NAMED_BY_API


_LATE_POLL_MS = 15 * MINUTE_MS
"""Above the slowest polling of `watch`, 10 minutes while nothing plays, and a late answer."""
_SCROBBLER_OFF_MS = 3 * DAY_MS
"""After a longer silence a scrobbler may have been off: a weekend without music is 64 hours."""


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
    SPOTIFY_COPY = "spotify-copy"
    """Rows of other services that say that they came from Spotify."""
    APPLE = "apple-music"
    """Apple Music's play activity."""
    LISTENBRAINZ = "listenbrainz"
    MALOJA = "maloja"
    KOITO = "koito"
    ROCKBOX = "rockbox"
    """The log of a player with Rockbox. Its plugin of 2022 stamps the start; in a public log of
    2025, 55 of 137 gaps are the length of the later row, and none is that of the row before it:
    the end (https://github.com/naroop/rockbox-lastfm-scrobble)."""
    LASTFM = "lastfm"
    YOUTUBE = "youtube-music"

    @cached_property  # read several times for each row of an import
    def traits(self) -> OriginTraits:
        """What the origin can be trusted with."""
        return _TRAITS[self]


_SPOTIFY = "Spotify"
_SCROBBLER = OriginTraits(
    trust_rank=8,
    clock=Clock.STARTED,
    heard=Exactness.EXACT,
    is_export=True,
    longest_gap_ms=_SCROBBLER_OFF_MS,
    is_service=True,
)
"""What most other services have in common; a time heard is exact where they have one."""
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
        player=_SPOTIFY,
    ),
    Origin.ACCOUNT: OriginTraits(
        trust_rank=2,
        clock=Clock.MINUTE,
        heard=Exactness.EXACT,
        is_export=True,
        longest_gap_ms=None,
        repeats_plays=True,
        player=_SPOTIFY,
    ),
    Origin.PLAYER: OriginTraits(
        trust_rank=3,
        clock=Clock.OBSERVED,
        heard=Exactness.BOUNDED,
        is_export=False,
        longest_gap_ms=_LATE_POLL_MS,
        sees_skips=True,
        splits_plays=True,
        player=_SPOTIFY,
    ),
    Origin.RECENT: OriginTraits(
        trust_rank=4,
        clock=Clock.LISTED,
        heard=Exactness.AT_MOST,
        is_export=False,
        longest_gap_ms=0,
        player=_SPOTIFY,
    ),
    Origin.SPOTIFY_COPY: replace(
        _SCROBBLER,
        trust_rank=5,
        clock=Clock.LISTED,
        copies_spotify=True,
        repeats_rows=True,
        player=_SPOTIFY,
    ),
    Origin.APPLE: replace(
        _SCROBBLER,
        trust_rank=6,
        clock=Clock.SECOND,
        longest_gap_ms=None,
        sees_skips=True,
        player="Apple Music",
    ),
    Origin.LISTENBRAINZ: replace(_SCROBBLER, trust_rank=7, repeats_rows=True),
    Origin.MALOJA: _SCROBBLER,
    Origin.KOITO: replace(_SCROBBLER, trust_rank=9),
    Origin.ROCKBOX: replace(
        _SCROBBLER, trust_rank=10, clock=Clock.EITHER, sees_skips=True, player="Rockbox"
    ),
    Origin.LASTFM: replace(_SCROBBLER, trust_rank=11, repeats_plays=True),
    Origin.YOUTUBE: replace(_SCROBBLER, trust_rank=12, clock=Clock.EITHER, player="YouTube Music"),
}

BY_TRUST = tuple(sorted(Origin, key=lambda origin: origin.traits.trust_rank))
"""All origins, the most trusted first."""
EXPORTS = tuple(origin for origin in Origin if origin.traits.is_export)
LIVE = tuple(origin for origin in Origin if not origin.traits.is_export)
"""The origins behind Spotify's API."""
