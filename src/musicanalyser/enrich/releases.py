"""``releases``: in which year a recording was first released, by MusicBrainz.

The recordings of many ISRCs are found with one search. A recording that was remastered, or put on
another album, is the same there: its year is that of the original.
https://musicbrainz.org/doc/MusicBrainz_API/Search#Recording
"""

from collections.abc import Iterator, Sequence

import msgspec

from musicanalyser.enrich.identity.isrc import plain_isrc
from musicanalyser.enrich.services.answers import decode, decode_rows, year
from musicanalyser.enrich.services.registry import MUSICBRAINZ
from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject, SubjectKind
from musicanalyser.net import Http, RequestRejectedError

SERVICE = MUSICBRAINZ
ABOUT = "When tracks were first released"
SENDS = "ISRCs of tracks"
KIND = SubjectKind.TRACK
NEEDS: frozenset[str] = frozenset({"isrc"})
AFTER: tuple[str, ...] = ("tracks",)
BATCH = 40
CALLS = 1
CAP: int | None = None

_MOST_RECORDINGS = 100
"""The most that a search returns at a time."""


class _Code(msgspec.Struct):
    id: str


class _Recording(msgspec.Struct):
    isrcs: list[str | _Code] = []
    first_release: str | None = msgspec.field(default=None, name="first-release-date")


class _Answer(msgspec.Struct):
    recordings: list[msgspec.Raw]
    count: int = 0


def look_up(http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
    """Search for the recordings of a batch; of several with one ISRC the earliest counts."""
    codes = {one.uri: plain_isrc(one.isrc) for one in batch}
    wanted = [f"isrc:{code}" for code in dict.fromkeys(codes.values()) if code]
    if not wanted:
        yield from (Miss(subject=one.uri) for one in batch)
        return
    parameters = [("query", " OR ".join(wanted)), ("limit", str(_MOST_RECORDINGS)), ("fmt", "json")]
    answer = decode(http.get("/ws/2/recording", parameters), _Answer)
    if answer.count > len(answer.recordings) and len(batch) > 1:
        raise RequestRejectedError(200)  # more than one answer can hold, so some may be missing
    read = decode_rows(answer.recordings, _Recording)
    years = _years(read.rows)
    for one in batch:
        first = years.get(codes[one.uri] or "")
        if first is None:
            yield Miss(subject=one.uri, failed=not read.whole)
        else:
            yield SourceFact(subject=one.uri, data={"year": first})


def _years(recordings: Sequence[_Recording]) -> dict[str, int]:
    years: dict[str, int] = {}
    for recording in recordings:
        released = year(recording.first_release)
        for code in recording.isrcs:
            isrc = plain_isrc(code if isinstance(code, str) else code.id)
            if isrc and released:
                years[isrc] = min(released, years.get(isrc, released))
    return years
