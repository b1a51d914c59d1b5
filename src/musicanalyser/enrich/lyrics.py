"""``lyrics``: statistics about lyrics from LRCLIB; the text itself is never stored.

LRCLIB compares names without case, accents and punctuation, and lengths within two seconds. It also
knows which tracks are instrumental. https://lrclib.net/docs and
https://github.com/tranxuanthang/lrclib
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields

from msgspec import Raw, Struct

from musicanalyser.enrich.identity.titles import strip_suffixes
from musicanalyser.enrich.services.responses import parse_response, parse_rows
from musicanalyser.enrich.services.web_services import LRCLIB
from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject, SubjectKind
from musicanalyser.name_key import is_same_artist, search_key
from musicanalyser.net import Http, NotFoundError

SERVICE = LRCLIB
ABOUT = "Lyric statistics: language, words, repetition, mood, profanity, themes"
SENDS = "titles, artists' names and lengths of tracks"
KIND = SubjectKind.TRACK
NEEDS: frozenset[str] = frozenset({"title", "artist"})
DEPENDS_ON: tuple[str, ...] = ("tracks",)
BATCH_SIZE = 1
REQUESTS_PER_BATCH = 5
DEFAULT_LIMIT: int | None = 200
GOAL_SHARE = 0.4
"""Statistics about lyrics need as much."""

_PATH, _SEARCH_PATH = "/api/get", "/api/search"
_SHORTEST_S, _LONGEST_S = 1, 3600
"""The lengths in seconds that the service accepts."""
_LARGEST_DIFFERENCE_S = 30


class _Record(Struct, rename="camel"):
    id: int
    track_name: str | None = None
    artist_name: str | None = None
    duration: float | None = None
    instrumental: bool | None = None
    plain_lyrics: str | None = None
    synced_lyrics: str | None = None

    def is_near(self, length_s: float) -> bool:
        """Return whether its length is that of another master rather than of another song."""
        return self.duration is None or abs(self.duration - length_s) <= _LARGEST_DIFFERENCE_S


class _NotFound(Struct, rename="camel"):
    name: str


def look_up(http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
    """Ask for the lyric of each track, and yield the statistics of its text.

    A title that is not found is asked for again without its length, as masters of a song differ in
    length and keep the words, and then without suffixes such as "Remastered". Last comes a search,
    of which the record with the nearest length counts.
    """
    for track in batch:
        record = _fetch_record(http, track)
        data = None if record is None else _make_data(record)
        yield Miss(subject=track.uri) if data is None else SourceFact(subject=track.uri, data=data)


def _fetch_record(http: Http, track: Subject) -> _Record | None:
    title = track.title or ""
    length_s = (track.length_ms or 0) / 1000
    for name in dict.fromkeys((title, strip_suffixes(title))):
        named = [("track_name", name), ("artist_name", track.artist or "")]
        if not _SHORTEST_S <= length_s <= _LONGEST_S:
            return _ask(http, named)
        found = _ask(http, [*named, ("duration", f"{length_s:.3f}")]) or _ask(http, named)
        if found is not None and found.is_near(length_s):
            return found
    return _find_nearest(http, strip_suffixes(title), track.artist or "", length_s)


def _find_nearest(http: Http, title: str, artist: str, length_s: float) -> _Record | None:
    """Return the record of this title and artist whose length is nearest, if it is near."""
    try:
        content = http.get(_SEARCH_PATH, [("track_name", title), ("artist_name", artist)])
    except NotFoundError:
        return None
    records = [
        one
        for one in parse_rows(parse_response(content, list[Raw]), _Record).rows
        if search_key(strip_suffixes(one.track_name or "")) == search_key(title)
        and is_same_artist(one.artist_name or "", artist)
        and one.duration is not None
        and one.is_near(length_s)
    ]
    return min(records, key=lambda one: abs((one.duration or 0) - length_s), default=None)


def _ask(http: Http, query: list[tuple[str, str]]) -> _Record | None:
    try:
        return parse_response(http.get(_PATH, query), _Record)
    except NotFoundError as missing:
        parse_response(missing.content, _NotFound)  # any other 404 says nothing about the track
        return None


def _make_data(record: _Record) -> dict[str, object] | None:
    """Return the data of a record; ``None`` if it has no text and is not marked instrumental."""
    from musicanalyser.enrich.lyric_analysis.analysis import LyricAnalysis, analyse_lyric

    source = {"lrclib_id": record.id}
    if record.instrumental:
        unknown = dict.fromkeys(field.name for field in fields(LyricAnalysis))
        return {"instrumental": 1, **unknown, **source}
    analysis = analyse_lyric(record.plain_lyrics or record.synced_lyrics or "")
    return None if analysis is None else {"instrumental": 0, **asdict(analysis), **source}
