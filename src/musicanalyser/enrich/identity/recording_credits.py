"""Artists of MusicBrainz who are credited with a recording: by its ISRC, or by title and name.

One search finds the recordings of many. https://musicbrainz.org/doc/MusicBrainz_API/Search#Recording
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from musicanalyser.enrich.identity.isrc import parse_isrc
from musicanalyser.enrich.identity.titles import strip_suffixes
from musicanalyser.enrich.services.responses import parse_response, parse_rows
from musicanalyser.model.subject import Subject
from musicanalyser.name_key import is_same_artist, search_key
from musicanalyser.net import Http, NotFoundError, RequestRejectedError

_MOST_TERMS = 25
"""The recordings of one search: the address of more would be too long."""
_MOST_RECORDINGS = 100
_SYNTAX = re.compile(r'["\\]')
"""Characters that end or escape a phrase of a search."""


class Artist(msgspec.Struct):
    """An artist; ``id`` is the MBID."""

    id: str
    name: str | None = None
    country: str | None = None


class _Credit(msgspec.Struct):
    artist: Artist | None = None


class _Isrc(msgspec.Struct):
    id: str


class _Recording(msgspec.Struct):
    title: str = ""
    isrcs: list[str | _Isrc] = []
    credits: list[_Credit] = msgspec.field(default_factory=list, name="artist-credit")


class _Response(msgspec.Struct):
    recordings: list[msgspec.Raw] = []


def find_by_isrc(http: Http, subjects: Sequence[Subject]) -> Mapping[str, Artist]:
    """Return the artists with the names of subjects who are credited with their ISRCs, by URI."""

    def is_of(recording: _Recording, subject: Subject) -> bool:
        codes = (one if isinstance(one, str) else one.id for one in recording.isrcs)
        return parse_isrc(subject.isrc) in {parse_isrc(code) for code in codes}

    known = [(one, f"isrc:{code}") for one in subjects if (code := parse_isrc(one.isrc))]
    return dict(_find(http, known, is_of))


def find_by_title(http: Http, subjects: Sequence[Subject]) -> Mapping[str, Artist]:
    """Return the artists with the names of subjects who have recorded their titles, by URI.

    The name alone is not enough, as artists share names.
    """

    def is_of(recording: _Recording, subject: Subject) -> bool:
        return _title_key(recording.title) == _title_key(subject.title or "")

    known = [
        (one, f'(recording:"{_phrase(strip_suffixes(one.title))}" AND artist:"{_phrase(name)}")')
        for one in subjects
        if one.title and (name := one.artist)
    ]
    return dict(_find(http, known, is_of))


def _find(
    http: Http,
    known: Sequence[tuple[Subject, str]],
    is_of: Callable[[_Recording, Subject], bool],
) -> Iterator[tuple[str, Artist]]:
    """Yield the artist of each subject with a search term, who has its name and a recording."""
    known = known[:_MOST_TERMS]
    recordings = _search(http, [term for _, term in known]) if known else ()
    for subject, _ in known:
        artists = _credited(one for one in recordings if is_of(one, subject))
        same = (one for one in artists if is_same_artist(one.name or "", subject.artist or ""))
        if artist := next(same, None):
            yield subject.uri, artist


def _search(http: Http, terms: Iterable[str]) -> Sequence[_Recording]:
    parameters = [("query", " OR ".join(terms)), ("limit", str(_MOST_RECORDINGS)), ("fmt", "json")]
    try:
        content = http.get("/ws/2/recording", parameters)
    except (NotFoundError, RequestRejectedError):
        return ()
    return parse_rows(parse_response(content, _Response).recordings, _Recording).rows


def _credited(recordings: Iterable[_Recording]) -> Iterator[Artist]:
    return (one.artist for recording in recordings for one in recording.credits if one.artist)


def _title_key(title: str) -> str:
    return search_key(strip_suffixes(title))


def _phrase(text: str) -> str:
    return _SYNTAX.sub(" ", text)
