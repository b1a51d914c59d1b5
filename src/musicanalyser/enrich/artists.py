"""``artists``: whom MusicBrainz knows under a page of Spotify's, without any guess by name.

Asked for several pages it lists those it knows, in any order; asked for one it answers with that
alone, or with 404. https://musicbrainz.org/doc/MusicBrainz_API#url_(by_text)
"""

from collections.abc import Iterator, Sequence

import msgspec

from musicanalyser.enrich.identity.spotify_uris import artist_page, uri_of
from musicanalyser.enrich.services.answers import decode, decode_rows, name
from musicanalyser.enrich.services.registry import MUSICBRAINZ
from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject, SubjectKind
from musicanalyser.net import Http, NotFoundError

SERVICE = MUSICBRAINZ
ABOUT = "Who an artist is there"
SENDS = "ids of artists"
KIND = SubjectKind.ARTIST
NEEDS: frozenset[str] = frozenset()
AFTER: tuple[str, ...] = ("tracks",)
BATCH = 50
"""The limit is 100, beyond which pages are passed over without a word."""
CALLS = 1
CAP: int | None = None


class _Artist(msgspec.Struct):
    id: str
    name: str | None = None
    country: str | None = None


class _Relation(msgspec.Struct):
    artist: _Artist | None = None
    ended: bool = False


class _Page(msgspec.Struct):
    resource: str
    relations: list[_Relation] = []


class _Answer(msgspec.Struct):
    urls: list[msgspec.Raw] | None = None


def look_up(http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
    """Ask which artists the pages of a batch belong to."""
    parameters = [("resource", artist_page(one.uri)) for one in batch]
    try:
        content = http.get("/ws/2/url", [*parameters, ("inc", "artist-rels"), ("fmt", "json")])
    except NotFoundError:
        content = b'{"urls":[]}'
    listed = decode(content, _Answer).urls
    read = decode_rows([msgspec.Raw(content)] if listed is None else listed, _Page)
    pages = {uri_of(page.resource, SubjectKind.ARTIST): page for page in read.rows}
    for one in batch:
        page = pages.get(one.uri)
        artist = _artist(page, one.artist) if page else None
        if artist is None:
            yield Miss(subject=one.uri, failed=not read.whole)
        else:
            yield SourceFact(
                subject=one.uri,
                data={
                    "mbid": artist.id,
                    "name": name(artist.name),
                    "country": name(artist.country),
                },
            )


def _artist(page: _Page, known_as: str | None) -> _Artist | None:
    """Return the artist behind a page; of several, the one of that name, or the first."""
    ended_last = sorted(page.relations, key=lambda one: one.ended)
    artists = [one.artist for one in ended_last if one.artist is not None]
    wanted = (known_as or "").casefold()
    by_name = (one for one in artists if (one.name or "").casefold() == wanted)
    return next(by_name, artists[0] if artists else None)
