"""``tracks``: who made a track, how long and how popular it is, and its ISRC, by ReccoBeats.

An export names no ids of artists: all that is known of artists begins here.
https://reccobeats.com/docs/apis/get-tracks
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from musicanalyser.enrich.identity.isrc import plain_isrc
from musicanalyser.enrich.identity.spotify_uris import uri_of
from musicanalyser.enrich.services.answers import name, within
from musicanalyser.enrich.services.reccobeats import MOST_IDS, told
from musicanalyser.enrich.services.registry import RECCOBEATS
from musicanalyser.model.subject import Finding, Subject, SubjectKind
from musicanalyser.net import Http
from musicanalyser.units import DAY_MS

SERVICE = RECCOBEATS
ABOUT = "Popularity, length, ISRC and artists of tracks"
SENDS = "ids of tracks"
KIND = SubjectKind.TRACK
NEEDS: frozenset[str] = frozenset()
AFTER: tuple[str, ...] = ()
BATCH = MOST_IDS
CALLS = 1
CAP: int | None = None

_MOST_POPULAR = 100
_LONGEST_MS = DAY_MS


class _Artist(msgspec.Struct):
    name: str | None = None
    href: str | None = None


class _Row(msgspec.Struct):
    href: str | None = None
    isrc: str | None = None
    popularity: int | None = None
    length_ms: int | None = msgspec.field(default=None, name="durationMs")
    artists: list[_Artist] | None = None


def look_up(http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
    """Ask for what is known of tracks."""
    return told(http, "/v1/track", batch, _Row, _data)


def _data(row: _Row) -> Mapping[str, object]:
    return {
        "popularity": within(row.popularity, 0, _MOST_POPULAR),
        "isrc": plain_isrc(row.isrc),
        "length_ms": within(row.length_ms, 1, _LONGEST_MS),
        "artists": [
            {"uri": uri_of(one.href, SubjectKind.ARTIST), "name": name(one.name)}
            for one in row.artists or ()
        ],
    }
