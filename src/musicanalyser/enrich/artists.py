"""``artists``: MusicBrainz' ids of artists, by Spotify page, else ISRC, else name and title.

For several pages the response lists the known ones, in any order. For one page it is that page
alone, or 404. https://musicbrainz.org/doc/MusicBrainz_API#url_(by_text)
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from musicanalyser.enrich.identity.recording_credits import Artist, find_by_isrc, find_by_title
from musicanalyser.enrich.services.responses import parse_name, parse_response, parse_rows
from musicanalyser.enrich.services.web_services import MUSICBRAINZ
from musicanalyser.model.spotify_uris import artist_page_url, parse_page_url
from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject, SubjectKind
from musicanalyser.name_key import is_same_artist
from musicanalyser.net import Http, NotFoundError

SERVICE = MUSICBRAINZ
ABOUT = "Ids and countries of artists"
SENDS = "ids of artists, and of unknown ones ISRCs, titles and names"
KIND = SubjectKind.ARTIST
NEEDS: frozenset[str] = frozenset()
DEPENDS_ON: tuple[str, ...] = ("tracks",)
BATCH_SIZE = 50
"""Half the limit of 100, above which pages are silently missing from the response."""
REQUESTS_PER_BATCH = 3
DEFAULT_LIMIT: int | None = None
GOAL_SHARE = 0.0


class _Relation(msgspec.Struct):
    artist: Artist | None = None
    ended: bool = False


class _Page(msgspec.Struct):
    resource: str
    relations: list[_Relation] = []


class _Response(msgspec.Struct):
    urls: list[msgspec.Raw] | None = None


def look_up(http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
    """Ask for the artists that a batch of Spotify pages belongs to.

    One whose page is unknown is the artist of that name who is credited with an ISRC, or else with
    a title. ``matched_by`` says which of the three it was.
    """
    parameters = [("resource", artist_page_url(one.uri)) for one in batch]
    try:
        content = http.get("/ws/2/url", [*parameters, ("inc", "artist-rels"), ("fmt", "json")])
    except NotFoundError:
        content = b'{"urls":[]}'
    listed = parse_response(content, _Response).urls
    parsed = parse_rows([msgspec.Raw(content)] if listed is None else listed, _Page)
    pages = {parse_page_url(page.resource, SubjectKind.ARTIST): page for page in parsed.rows}
    found = {
        one.uri: (artist, "page")
        for one in batch
        if one.uri in pages and (artist := _choose_artist(pages[one.uri], one.artist))
    }
    for matched_by, find in (("isrc", find_by_isrc), ("name", find_by_title)):
        others = [one for one in batch if one.uri not in found] if parsed.is_complete else []
        found |= {uri: (artist, matched_by) for uri, artist in find(http, others).items()}
    for one in batch:
        if one.uri not in found:
            yield Miss(subject=one.uri, failed=not parsed.is_complete)
        else:
            yield SourceFact(subject=one.uri, data=_extract(*found[one.uri]))


def _extract(artist: Artist, matched_by: str) -> Mapping[str, object]:
    return {
        "mbid": artist.id,
        "name": parse_name(artist.name),
        "country": parse_name(artist.country),
        "matched_by": matched_by,
    }


def _choose_artist(page: _Page, name: str | None) -> Artist | None:
    """Return the artist of a page; of several the one with the name, or the first.

    Relations that have ended come last.
    """
    ended_last = sorted(page.relations, key=lambda one: one.ended)
    artists = [one.artist for one in ended_last if one.artist is not None]
    by_name = (one for one in artists if is_same_artist(one.name or "", name or ""))
    return next(by_name, artists[0] if artists else None)
