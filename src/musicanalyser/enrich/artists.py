"""``artists``: MusicBrainz' ids of artists, found by their Spotify page and never by name.

For several pages the response lists the known ones, in any order. For one page it is that page
alone, or 404. https://musicbrainz.org/doc/MusicBrainz_API#url_(by_text)
"""

from collections.abc import Iterator, Sequence

import msgspec

from musicanalyser.enrich.services.responses import parse_name, parse_response, parse_rows
from musicanalyser.enrich.services.web_services import MUSICBRAINZ
from musicanalyser.model.spotify_uris import artist_page_url, parse_page_url
from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject, SubjectKind
from musicanalyser.name_key import is_same_artist
from musicanalyser.net import Http, NotFoundError

SERVICE = MUSICBRAINZ
ABOUT = "Ids and countries of artists"
SENDS = "ids of artists"
KIND = SubjectKind.ARTIST
NEEDS: frozenset[str] = frozenset()
DEPENDS_ON: tuple[str, ...] = ("tracks",)
BATCH_SIZE = 50
"""Half the limit of 100, above which pages are silently missing from the response."""
REQUESTS_PER_BATCH = 1
DEFAULT_LIMIT: int | None = None
GOAL_SHARE = 0.0


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


class _Response(msgspec.Struct):
    urls: list[msgspec.Raw] | None = None


def look_up(http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
    """Ask for the artists that a batch of Spotify pages belongs to."""
    parameters = [("resource", artist_page_url(one.uri)) for one in batch]
    try:
        content = http.get("/ws/2/url", [*parameters, ("inc", "artist-rels"), ("fmt", "json")])
    except NotFoundError:
        content = b'{"urls":[]}'
    listed = parse_response(content, _Response).urls
    parsed = parse_rows([msgspec.Raw(content)] if listed is None else listed, _Page)
    pages = {parse_page_url(page.resource, SubjectKind.ARTIST): page for page in parsed.rows}
    for one in batch:
        page = pages.get(one.uri)
        artist = _choose_artist(page, one.artist) if page else None
        if artist is None:
            yield Miss(subject=one.uri, failed=not parsed.is_complete)
        else:
            yield SourceFact(
                subject=one.uri,
                data={
                    "mbid": artist.id,
                    "name": parse_name(artist.name),
                    "country": parse_name(artist.country),
                },
            )


def _choose_artist(page: _Page, name: str | None) -> _Artist | None:
    """Return the artist of a page; of several the one with the name, or the first.

    Relations that have ended come last.
    """
    ended_last = sorted(page.relations, key=lambda one: one.ended)
    artists = [one.artist for one in ended_last if one.artist is not None]
    by_name = (one for one in artists if is_same_artist(one.name or "", name or ""))
    return next(by_name, artists[0] if artists else None)
