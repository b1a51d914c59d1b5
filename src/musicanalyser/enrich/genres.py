"""``genres``: the tags of artists in MusicBrainz, through ListenBrainz.

A tag with a ``genre_mbid`` is one of MusicBrainz' curated genres. Other tags are taken only if an
artist has no genre. https://listenbrainz.readthedocs.io/en/latest/users/api/metadata.html
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from musicanalyser.enrich.identity.musicbrainz_ids import match_findings, unique_mbids
from musicanalyser.enrich.services.responses import (
    keep_within,
    parse_name,
    parse_response,
    parse_rows,
)
from musicanalyser.enrich.services.web_services import LISTENBRAINZ
from musicanalyser.model.subject import Finding, Subject, SubjectKind
from musicanalyser.net import Http

SERVICE = LISTENBRAINZ
ABOUT = "Genres of artists, and the years they began"
SENDS = "MusicBrainz' ids of artists"
KIND = SubjectKind.ARTIST
NEEDS: frozenset[str] = frozenset({"mbid"})
DEPENDS_ON: tuple[str, ...] = ("tracks", "artists")
BATCH_SIZE = 40
REQUESTS_PER_BATCH = 1
DEFAULT_LIMIT: int | None = None
GOAL_SHARE = 0.0

_MOST_GENRES = 20
"""Tags are sorted by votes, so those after it hardly count."""
_FIRST_YEAR, _LAST_YEAR = 1000, 2200
"""Composers of early music included; a year outside is a typing error."""


class _Tag(msgspec.Struct):
    tag: str
    count: int
    genre_mbid: str | None = None


class _Tags(msgspec.Struct):
    artist: list[_Tag] = []


class _Row(msgspec.Struct):
    artist_mbid: str
    area: str | None = None
    begin_year: int | None = None
    tag: _Tags | None = None


def look_up(http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
    """Ask for the tags of artists; an artist without tags is a miss."""
    mbids = ",".join(unique_mbids(batch))
    content = http.get("/1/metadata/artist/", [("artist_mbids", mbids), ("inc", "tag")])
    parsed = parse_rows(parse_response(content, list[msgspec.Raw]), _Row)
    by_mbid = {row.artist_mbid.lower(): data for row in parsed.rows if (data := _extract(row))}
    return match_findings(batch, by_mbid, is_complete=parsed.is_complete)


def _extract(row: _Row) -> Mapping[str, object] | None:
    tags = [one for one in (row.tag or _Tags()).artist if one.count > 0 and parse_name(one.tag)]
    tags.sort(key=lambda one: (-one.count, one.tag))
    genres = [one for one in tags if one.genre_mbid] or tags
    if not genres:
        return None
    return {
        "area": parse_name(row.area),
        "begin_year": keep_within(row.begin_year, _FIRST_YEAR, _LAST_YEAR),
        "genres": [
            {"name": parse_name(one.tag), "count": one.count, "curated": bool(one.genre_mbid)}
            for one in genres[:_MOST_GENRES]
        ],
    }
