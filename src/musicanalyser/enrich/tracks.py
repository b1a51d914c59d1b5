"""``tracks``: artists, length, popularity and ISRC of tracks, by ReccoBeats.

An export holds no ids of artists, so all facts about artists depend on this source.
https://reccobeats.com/docs/apis/get-tracks
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from musicanalyser.enrich.identity.isrc import parse_isrc
from musicanalyser.enrich.services.reccobeats import MOST_IDS, look_up_tracks
from musicanalyser.enrich.services.responses import keep_within, parse_name
from musicanalyser.enrich.services.web_services import RECCOBEATS
from musicanalyser.model.spotify_uris import parse_page_url
from musicanalyser.model.subject import Finding, Subject, SubjectKind
from musicanalyser.name_key import is_same_artist
from musicanalyser.net import Http
from musicanalyser.units import DAY_MS

SERVICE = RECCOBEATS
ABOUT = "Artists, length, popularity and ISRC of tracks"
SENDS = "ids of tracks"
KIND = SubjectKind.TRACK
NEEDS: frozenset[str] = frozenset()
DEPENDS_ON: tuple[str, ...] = ()
BATCH_SIZE = MOST_IDS
REQUESTS_PER_BATCH = 1
DEFAULT_LIMIT: int | None = None
GOAL_SHARE = 0.0

_MOST_POPULAR = 100
_LONGEST_MS = DAY_MS
"""No track is longer."""


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
    """Ask for the catalogue data of tracks; the artist of the history comes before guests."""
    names = {one.uri: one.artist for one in batch}

    def extract(row: _Row) -> Mapping[str, object]:
        uri = parse_page_url(row.href, SubjectKind.TRACK)
        return _extract(row, names.get(uri or "") or "")

    return look_up_tracks(http, "/v1/track", batch, _Row, extract)


def _extract(row: _Row, artist: str) -> Mapping[str, object]:
    artist_first = sorted(
        row.artists or (),
        key=lambda one: not (one.name and is_same_artist(one.name, artist)),
    )
    return {
        "popularity": keep_within(row.popularity, 0, _MOST_POPULAR),
        "isrc": parse_isrc(row.isrc),
        "length_ms": keep_within(row.length_ms, 1, _LONGEST_MS),
        "artists": [
            {
                "uri": parse_page_url(one.href, SubjectKind.ARTIST),
                "name": parse_name(one.name),
            }
            for one in artist_first
        ],
    }
