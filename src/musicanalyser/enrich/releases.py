"""``releases``: the year in which a recording was first released, by MusicBrainz.

One search finds the recordings of many ISRCs. A remaster or a track on another album is the same
recording there, so its year is that of the original.
https://musicbrainz.org/doc/MusicBrainz_API/Search#Recording
"""

from collections.abc import Iterator, Sequence

import msgspec

from musicanalyser.enrich.identity.isrc import parse_isrc
from musicanalyser.enrich.services.responses import parse_response, parse_rows, parse_year
from musicanalyser.enrich.services.web_services import MUSICBRAINZ
from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject, SubjectKind
from musicanalyser.net import Http, RequestRejectedError

SERVICE = MUSICBRAINZ
ABOUT = "Years in which tracks were first released"
SENDS = "ISRCs of tracks"
KIND = SubjectKind.TRACK
NEEDS: frozenset[str] = frozenset({"isrc"})
DEPENDS_ON: tuple[str, ...] = ("tracks",)
BATCH_SIZE = 40
REQUESTS_PER_BATCH = 1
DEFAULT_LIMIT: int | None = None
GOAL_SHARE = 0.0

_MOST_RECORDINGS = 100
"""The most that one search returns."""


class _Isrc(msgspec.Struct):
    id: str


class _Recording(msgspec.Struct):
    isrcs: list[str | _Isrc] = []
    first_release: str | None = msgspec.field(default=None, name="first-release-date")


class _Response(msgspec.Struct):
    recordings: list[msgspec.Raw]
    count: int = 0


def look_up(http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
    """Search for the recordings of a batch; the earliest recording with an ISRC counts.

    Raises:
        RequestRejectedError: If there are more recordings than one response holds.
    """
    codes = {one.uri: parse_isrc(one.isrc) for one in batch}
    terms = [f"isrc:{code}" for code in dict.fromkeys(codes.values()) if code]
    if not terms:
        yield from (Miss(subject=one.uri) for one in batch)
        return
    parameters = [("query", " OR ".join(terms)), ("limit", str(_MOST_RECORDINGS)), ("fmt", "json")]
    response = parse_response(http.get("/ws/2/recording", parameters), _Response)
    if response.count > len(response.recordings) and len(batch) > 1:
        raise RequestRejectedError(200)  # so that the flow asks again in halves
    parsed = parse_rows(response.recordings, _Recording)
    years = _first_years(parsed.rows)
    for one in batch:
        first = years.get(codes[one.uri] or "")
        if first is None:
            yield Miss(subject=one.uri, failed=not parsed.is_complete)
        else:
            yield SourceFact(subject=one.uri, data={"year": first})


def _first_years(recordings: Sequence[_Recording]) -> dict[str, int]:
    years: dict[str, int] = {}
    for recording in recordings:
        released = parse_year(recording.first_release)
        for code in recording.isrcs:
            isrc = parse_isrc(code if isinstance(code, str) else code.id)
            if isrc and released:
                years[isrc] = min(released, years.get(isrc, released))
    return years
