"""Look-ups of tracks at ReccoBeats by Spotify's ids.

Rows come in any order, and unknown tracks are missing. A row's ``id`` is one of ReccoBeats; only
its ``href`` says which track it is about.
https://reccobeats.com/docs/documentation/Resources/resource-id
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

import msgspec

from musicanalyser.enrich.services.responses import parse_response, parse_rows
from musicanalyser.model.spotify_uris import bare_id, parse_page_url
from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject, SubjectKind
from musicanalyser.net import Http

MOST_IDS = 40
"""The limit in its public clients, as the documentation names none; more are rejected."""


class _Row(Protocol):
    """A row that says which track it is about."""

    @property
    def href(self) -> str | None:
        """The track's page at Spotify."""
        ...


class _Content(msgspec.Struct):
    content: list[msgspec.Raw]


Row = TypeVar("Row", bound=_Row)


def look_up_tracks(
    http: Http,
    path: str,
    batch: Sequence[Subject],
    row_type: type[Row],
    extract: Callable[[Row], Mapping[str, object] | None],
) -> Iterator[Finding]:
    """Yield a fact for each row at a path, and a miss for each track of the batch without one.

    ``extract`` returns the data of a row, ``None`` or nothing if the row holds none.

    Raises:
        UnavailableError: If the response is not the list of rows it should be.
    """
    ids = ",".join(bare_id(one.uri) for one in batch)
    response = parse_response(http.get(path, [("ids", ids)]), _Content)
    parsed = parse_rows(response.content, row_type)
    found: set[str] = set()
    for row in parsed.rows:
        uri = parse_page_url(row.href, SubjectKind.TRACK)
        data = extract(row)
        if uri is not None and data and uri not in found:
            found.add(uri)
            yield SourceFact(subject=uri, data=data)
    for one in batch:
        if one.uri not in found:
            yield Miss(subject=one.uri, failed=not parsed.is_complete)
