"""Asking ReccoBeats about tracks by Spotify's ids.

Rows come in any order, those it does not know are left out, and their ``id`` is one of its own:
only the ``href`` of a row tells which track it is about.
https://reccobeats.com/docs/documentation/Resources/resource-id
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

import msgspec

from musicanalyser.enrich.identity.spotify_uris import id_of, uri_of
from musicanalyser.enrich.services.answers import decode, decode_rows
from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject, SubjectKind
from musicanalyser.net import Http

MOST_IDS = 40
"""Its clients agree on it; its documentation is silent. More are refused."""


class _Row(Protocol):
    """What a row must hold to say which track it is about."""

    @property
    def href(self) -> str | None:
        """The page of the track at Spotify."""
        ...


class _Content(msgspec.Struct):
    content: list[msgspec.Raw]


Row = TypeVar("Row", bound=_Row)


def told(
    http: Http,
    path: str,
    batch: Sequence[Subject],
    kind: type[Row],
    data: Callable[[Row], Mapping[str, object] | None],
) -> Iterator[Finding]:
    """Yield what the rows at a path say, and the misses; a row without ``data`` is one."""
    ids = ",".join(id_of(one.uri) for one in batch)
    answer = decode(http.get(path, [("ids", ids)]), _Content)
    read = decode_rows(answer.content, kind)
    known: set[str] = set()
    for row in read.rows:
        uri = uri_of(row.href, SubjectKind.TRACK)
        facts = data(row)
        if uri is not None and facts and uri not in known:
            known.add(uri)
            yield SourceFact(subject=uri, data=facts)
    for one in batch:
        if one.uri not in known:
            yield Miss(subject=one.uri, failed=not read.whole)
