"""``genius``: the page of a song, its page views and its year, by Genius' search.

Only a hit with the same title and artist counts, as the first hit is often another song. The API
has no lyrics, and none are fetched. https://docs.genius.com/#search-h2
"""

import unicodedata
from collections.abc import Iterator, Sequence

import msgspec

from musicanalyser.enrich.identity.titles import strip_suffixes
from musicanalyser.enrich.services.responses import parse_response, parse_rows
from musicanalyser.enrich.services.web_services import GENIUS
from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject, SubjectKind
from musicanalyser.net import Http, NotFoundError

SERVICE = GENIUS
ABOUT = "Pages of songs and their page views"
SENDS = "titles and artists' names"
KIND = SubjectKind.TRACK
NEEDS: frozenset[str] = frozenset({"title", "artist"})
DEPENDS_ON: tuple[str, ...] = ()
BATCH_SIZE = 1
REQUESTS_PER_BATCH = 1
DEFAULT_LIMIT: int | None = 200
GOAL_SHARE = 0.0

_SITE = "https://genius.com/"


class _Artist(msgspec.Struct):
    name: str = ""


class _Stats(msgspec.Struct):
    pageviews: int | None = None


class _Released(msgspec.Struct):
    year: int | None = None


class _Song(msgspec.Struct):
    title: str
    url: str
    primary_artist: _Artist
    primary_artists: list[_Artist] = []
    stats: _Stats | None = None
    released: _Released | None = msgspec.field(default=None, name="release_date_components")


class _Hit(msgspec.Struct):
    result: msgspec.Raw
    type: str = "song"


class _Hits(msgspec.Struct):
    hits: list[_Hit]


class _Response(msgspec.Struct):
    response: _Hits


def look_up(http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
    """Search for each song of a batch; a song without a matching hit is a miss."""
    for one in batch:
        song = _find_song(http, title=one.title or "", artist=one.artist or "")
        if song is None:
            yield Miss(subject=one.uri)
        else:
            stats, released = song.stats or _Stats(), song.released or _Released()
            data = {"url": song.url, "pageviews": stats.pageviews, "year": released.year}
            yield SourceFact(subject=one.uri, data=data)


def _find_song(http: Http, *, title: str, artist: str) -> _Song | None:
    plain = strip_suffixes(title)
    try:
        content = http.get("/search", [("q", f"{artist} {plain}")])
    except NotFoundError:
        return None
    hits = [
        hit.result for hit in parse_response(content, _Response).response.hits if hit.type == "song"
    ]
    for song in parse_rows(hits, _Song).rows:
        artists = {_key(one.name) for one in (song.primary_artist, *song.primary_artists)}
        same_title = _key(strip_suffixes(song.title)) == _key(plain)
        if same_title and _key(artist) in artists and song.url.startswith(_SITE):
            return song
    return None


def _key(text: str) -> str:
    """Return only the letters and digits of a name, or the whole name if it has none."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum()) or folded.strip()
