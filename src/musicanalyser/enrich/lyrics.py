"""``lyrics``: what can be told of the words of songs, which are LRCLIB's and never kept.

It is asked as its documentation and its own source say, https://lrclib.net/docs and
https://github.com/tranxuanthang/lrclib: names are compared without case, accents and punctuation,
the length within two seconds, and ``instrumental`` is an answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields

from msgspec import Struct

from musicanalyser.enrich.identity.titles import plain_title
from musicanalyser.enrich.lyric_analysis.analysis import Analysis, analyse
from musicanalyser.enrich.services.answers import decode
from musicanalyser.enrich.services.registry import LRCLIB
from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject, SubjectKind
from musicanalyser.net import Http, NotFoundError

SERVICE = LRCLIB
ABOUT = "Figures about lyrics: language, words, repetition, mood, profanity, themes"
SENDS = "titles, artists' names and lengths of tracks"
KIND = SubjectKind.TRACK
NEEDS: frozenset[str] = frozenset({"title", "artist"})
AFTER: tuple[str, ...] = ("tracks",)
BATCH = 1
CALLS = 2
CAP: int | None = 200

_PATH = "/api/get"
_LENGTHS_S = (1, 3600)
"""What the service takes for a length."""
_NO_WORDS = dict.fromkeys(field.name for field in fields(Analysis))


class _Record(Struct, rename="camel"):
    id: int
    instrumental: bool | None = None
    plain_lyrics: str | None = None
    synced_lyrics: str | None = None


class _NotFound(Struct, rename="camel"):
    name: str


def look_up(http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
    """Ask for the words of each track, and tell what can be told of them without them.

    A title that is not found is tried once more without what a shop has added to it.
    """
    for track in batch:
        record = _record(http, track)
        data = None if record is None else _told(record)
        yield Miss(subject=track.uri) if data is None else SourceFact(subject=track.uri, data=data)


def _record(http: Http, track: Subject) -> _Record | None:
    title = track.title or ""
    for name in dict.fromkeys((title, plain_title(title))):
        try:
            return decode(http.get(_PATH, _question(name, track)), _Record)
        except NotFoundError as missing:
            decode(missing.content, _NotFound)  # any other 404 tells nothing of the track
    return None


def _question(title: str, track: Subject) -> list[tuple[str, str]]:
    asked = [("track_name", title), ("artist_name", track.artist or "")]
    seconds = (track.length_ms or 0) / 1000
    if _LENGTHS_S[0] <= seconds <= _LENGTHS_S[1]:
        asked.append(("duration", f"{seconds:.3f}"))
    return asked


def _told(record: _Record) -> dict[str, object] | None:
    """Return what is kept of a record; ``None`` if it has no words and does not say why."""
    source = {"lrclib_id": record.id}
    if record.instrumental:
        return {"instrumental": 1, **_NO_WORDS, **source}
    analysis = analyse(record.plain_lyrics or record.synced_lyrics or "")
    return None if analysis is None else {"instrumental": 0, **asdict(analysis), **source}
