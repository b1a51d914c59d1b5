"""``lastfm``: listeners and tags of artists, also of those whom nobody else has heard of.

Errors may come with status 200, numbers as texts, a single tag without a list, and none as ``""``.
https://www.last.fm/api/show/artist.getInfo and https://www.last.fm/api/show/artist.getTopTags
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from musicanalyser.enrich.services.answers import decode, name
from musicanalyser.enrich.services.registry import LASTFM
from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject, SubjectKind
from musicanalyser.net import Http, NotFoundError, RequestRejectedError, UnavailableError

SERVICE = LASTFM
ABOUT = "Listeners and tags of artists"
SENDS = "artists' names"
KIND = SubjectKind.ARTIST
NEEDS: frozenset[str] = frozenset({"artist"})
AFTER: tuple[str, ...] = ("tracks",)
BATCH = 1
CALLS = 2
CAP: int | None = 500

_UNKNOWN = {6, 7}
_NO_ACCESS = {4, 10, 26}
_TOO_FAST = 29
_MOST_TAGS = 20
_PLACEHOLDER = "[unknown]"


class _Trouble(msgspec.Struct):
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
    """Ask for each artist of a batch by name; another name in the answer is a miss."""
    for one in batch:
        data = _data(http, one.artist or "")
        yield Miss(subject=one.uri) if data is None else SourceFact(subject=one.uri, data=data)


def _data(http: Http, artist: str) -> Mapping[str, object] | None:
    if artist.casefold() == _PLACEHOLDER:
        return None
    content = _asked(http, "artist.getinfo", artist)
    info = decode(content, _Info).artist if content else None
    if info is None or info.name.casefold() != artist.casefold():
        return None
    tags = _asked(http, "artist.gettoptags", artist)
    listeners = (info.stats or _Stats()).listeners
    return {"listeners": listeners or None, "genres": _genres(tags) if tags else []}


def _genres(content: bytes) -> list[Mapping[str, object]]:
    top = decode(content, _TopTags).toptags
    tags = top.tag if isinstance(top, _TagList) else None
    listed = [tags] if isinstance(tags, _Tag) else tags or []
    return [
        {"name": name(one.name), "count": one.count, "curated": False}
        for one in listed[:_MOST_TAGS]
        if one.count > 0 and name(one.name)
    ]


def _asked(http: Http, method: str, artist: str) -> bytes | None:
    """Return an answer, or ``None`` if the artist is not known."""
    parameters = [("method", method), ("artist", artist), ("autocorrect", "1"), ("format", "json")]
    try:
        content = http.get("/2.0/", parameters)
    except (NotFoundError, RequestRejectedError) as error:
        content = error.content
    match decode(content, _Trouble).error:
        case 0:
            return content
        case code if code in _UNKNOWN:
            return None
        case code if code in _NO_ACCESS:
            raise UnavailableError(f"does not take the key (error {code})")
        case code if code == _TOO_FAST:
            raise UnavailableError("limits how often it may be asked")
        case code:
            raise UnavailableError(f"has trouble of its own (error {code})", answered=True)
