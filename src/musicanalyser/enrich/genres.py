"""``genres``: the tags of artists in MusicBrainz, by way of ListenBrainz.

A tag that is one of MusicBrainz' curated genres bears its id; other tags are taken only where there
is no genre. https://listenbrainz.readthedocs.io/en/latest/users/api/metadata.html
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from musicanalyser.enrich.identity.musicbrainz_ids import distinct, findings
from musicanalyser.enrich.services.answers import decode, decode_rows, name, within
from musicanalyser.enrich.services.registry import LISTENBRAINZ
from musicanalyser.model.subject import Finding, Subject, SubjectKind
from musicanalyser.net import Http

SERVICE = LISTENBRAINZ
ABOUT = "Genres of artists, and when they began"
SENDS = "MusicBrainz' ids of artists"
KIND = SubjectKind.ARTIST
NEEDS: frozenset[str] = frozenset({"mbid"})
AFTER: tuple[str, ...] = ("tracks", "artists")
BATCH = 40
CALLS = 1
CAP: int | None = None

_MOST_GENRES = 20
_FIRST_YEAR, _LAST_YEAR = 1000, 2200


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
    """Ask for the tags of artists; one who has none is a miss."""
    mbids = ",".join(distinct(batch))
    content = http.get("/1/metadata/artist/", [("artist_mbids", mbids), ("inc", "tag")])
    read = decode_rows(decode(content, list[msgspec.Raw]), _Row)
    told = {row.artist_mbid.lower(): data for row in read.rows if (data := _data(row))}
    return findings(batch, told, whole=read.whole)


def _data(row: _Row) -> Mapping[str, object] | None:
    tags = [one for one in (row.tag or _Tags()).artist if one.count > 0 and name(one.tag)]
    tags.sort(key=lambda one: (-one.count, one.tag))
    genres = [one for one in tags if one.genre_mbid] or tags
    if not genres:
        return None
    return {
        "area": name(row.area),
        "begin_year": within(row.begin_year, _FIRST_YEAR, _LAST_YEAR),
        "genres": [
            {"name": name(one.tag), "count": one.count, "curated": bool(one.genre_mbid)}
            for one in genres[:_MOST_GENRES]
        ],
    }
