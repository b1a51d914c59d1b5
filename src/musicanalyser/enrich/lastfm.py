"""``lastfm``: listeners and tags of artists, also of artists that other services do not know.

An error may have status 200, and numbers may be texts. A single tag comes without a list, and no
tags as ``""``. https://www.last.fm/api/show/artist.getInfo and https://www.last.fm/api/show/artist.getTopTags
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from musicanalyser.enrich.services.responses import parse_name, parse_response
from musicanalyser.enrich.services.web_services import LASTFM
from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject, SubjectKind
from musicanalyser.name_key import is_same_artist
from musicanalyser.net import Http, NotFoundError, RequestRejectedError, UnavailableError

SERVICE = LASTFM
ABOUT = "Listeners and tags of artists"
SENDS = "artists' names"
KIND = SubjectKind.ARTIST
NEEDS: frozenset[str] = frozenset({"artist"})
DEPENDS_ON: tuple[str, ...] = ("tracks",)
BATCH_SIZE = 1
REQUESTS_PER_BATCH = 2
DEFAULT_LIMIT: int | None = 500
GOAL_SHARE = 0.0

_NOT_FOUND = {6, 7}
_NO_ACCESS = {4, 10, 26}
_OF_THE_MOMENT = {8, 16}
_RATE_LIMITED = 29
"""Error codes of https://www.last.fm/api/errorcodes: an invalid parameter or resource, a key that
is invalid or suspended, a fault that may pass, and too many requests."""
_MOST_TAGS = 20
"""Tags are sorted by votes, so those after it hardly count."""
_PLACEHOLDER = "[unknown]"
"""Last.fm's artist for everything without a name."""


class _Error(msgspec.Struct):
    error: int = 0


class _Stats(msgspec.Struct):
    listeners: int | None = None


class _Artist(msgspec.Struct):
    name: str
    stats: _Stats | None = None


class _Info(msgspec.Struct):
    artist: _Artist


class _Tag(msgspec.Struct):
    name: str
    count: int = 0


class _TagList(msgspec.Struct):
    tag: list[_Tag] | _Tag | None = None


class _TopTags(msgspec.Struct):
    toptags: _TagList | str | None = None


def look_up(http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
    """Ask for each artist of a batch by name; another name in the response is a miss.

    Raises:
        RequestRejectedError: If Last.fm fails for the moment; another artist may succeed.
        UnavailableError: If Last.fm reports an error other than an unknown artist.
    """
    for one in batch:
        data = _fetch(http, one.artist or "")
        yield Miss(subject=one.uri) if data is None else SourceFact(subject=one.uri, data=data)


def _fetch(http: Http, artist: str) -> Mapping[str, object] | None:
    if artist.casefold() == _PLACEHOLDER:
        return None
    content = _call(http, "artist.getinfo", artist)
    info = parse_response(content, _Info).artist if content else None
    if info is None or not is_same_artist(info.name, artist):
        return None
    tags = _call(http, "artist.gettoptags", artist)
    listeners = (info.stats or _Stats()).listeners
    return {"listeners": listeners or None, "genres": _genres(tags) if tags else []}


def _genres(content: bytes) -> list[Mapping[str, object]]:
    top = parse_response(content, _TopTags).toptags
    tags = top.tag if isinstance(top, _TagList) else None
    listed = [tags] if isinstance(tags, _Tag) else tags or []
    return [
        {"name": parse_name(one.name), "count": one.count, "curated": False}
        for one in listed[:_MOST_TAGS]
        if one.count > 0 and parse_name(one.name)
    ]


def _call(http: Http, method: str, artist: str) -> bytes | None:
    """Return the body of a response; ``None`` if the artist is not known."""
    parameters = [("method", method), ("artist", artist), ("autocorrect", "1"), ("format", "json")]
    try:
        content = http.get("/2.0/", parameters)
    except (NotFoundError, RequestRejectedError) as error:
        content = error.content
    match parse_response(content, _Error).error:
        case 0:
            return content
        case code if code in _NOT_FOUND:
            return None
        case code if code in _NO_ACCESS:
            raise UnavailableError(f"rejects the key (error {code})")
        case code if code == _RATE_LIMITED:
            raise UnavailableError("is limiting requests")
        case code if code in _OF_THE_MOMENT:
            raise RequestRejectedError(code, content)
        case code:
            raise UnavailableError(f"has an outage (error {code})", answered=True)
