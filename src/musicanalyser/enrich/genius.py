"""``genius``: the page of a song, how often it is looked at, and its year, by Genius' search.

Only a hit with the very title and artist is taken: the first hit is often another song. Lyrics are
not part of the API and are not fetched. https://docs.genius.com/#search-h2
"""

import unicodedata
from collections.abc import Iterator, Sequence

import msgspec

from musicanalyser.enrich.identity.titles import plain_title
from musicanalyser.enrich.services.answers import decode, decode_rows
from musicanalyser.enrich.services.registry import GENIUS
from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject, SubjectKind
from musicanalyser.net import Http, NotFoundError

SERVICE = GENIUS
ABOUT = "Pages of songs, and how often they are looked at"
SENDS = "titles and artists' names"
KIND = SubjectKind.TRACK
NEEDS: frozenset[str] = frozenset({"title", "artist"})
AFTER: tuple[str, ...] = ()
BATCH = 1
CALLS = 1
CAP: int | None = 200

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


class _Answer(msgspec.Struct):
    response: _Hits


def look_up(http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
    """Search for each song of a batch."""
    for one in batch:
        song = _song(http, title=one.title or "", artist=one.artist or "")
        if song is None:
            yield Miss(subject=one.uri)
        else:
            stats, released = song.stats or _Stats(), song.released or _Released()
            data = {"url": song.url, "pageviews": stats.pageviews, "year": released.year}
            yield SourceFact(subject=one.uri, data=data)


def _song(http: Http, *, title: str, artist: str) -> _Song | None:
    bare = plain_title(title)
    try:
        content = http.get("/search", [("q", f"{artist} {bare}")])
    except NotFoundError:
        return None
    hits = [hit.result for hit in decode(content, _Answer).response.hits if hit.type == "song"]
    for song in decode_rows(hits, _Song).rows:
        artists = {_key(one.name) for one in (song.primary_artist, *song.primary_artists)}
        same_title = _key(plain_title(song.title)) == _key(bare)
        if same_title and _key(artist) in artists and song.url.startswith(_SITE):
            return song
    return None


def _key(text: str) -> str:
    """Return a name by its letters and digits alone; one without any by what it is made of."""
    even = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in even if character.isalnum()) or even.strip()
