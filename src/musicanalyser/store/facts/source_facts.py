"""Facts about tracks and artists: what each source has told, and when it was asked."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from musicanalyser.model.subject import Finding, SourceFact

_ADD = """
insert into facts (source, subject, status, fetched_ms, data)
values (:source, :subject, :status, :fetched_ms, :data)
on conflict (source, subject) do update
set status = excluded.status, fetched_ms = excluded.fetched_ms, data = excluded.data
where excluded.status = 'found' or facts.status <> 'found'
"""
_REMOVE = "delete from facts where source = :source"
_COUNTS = "select source, status, count(*) from facts group by source, status"


class Status(StrEnum):
    """What came of asking about a subject."""

    FOUND = "found"
    MISSING = "missing"
    """The source does not know it; it is asked again after a while."""
    ERROR = "error"
    """No answer could be had; it is asked again by the next run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many subjects of a source have which status."""

    found: int = 0
    missing: int = 0
    error: int = 0


def add(
    conn: sqlite3.Connection, source: str, findings: Iterable[Finding], *, fetched_ms: int
) -> None:
    """Keep what a source has told at a moment, in ms since 1970 UTC.

    A newer fact takes the place of an older one, but a miss never that of a fact.
    """
    conn.executemany(_ADD, _rows(source, findings, fetched_ms))


def counts(conn: sqlite3.Connection) -> dict[str, Counts]:
    """Return how much has been asked of each source, sources never asked being left out."""
    told: dict[str, dict[str, int]] = {}
    for source, status, count in conn.execute(_COUNTS):
        told.setdefault(source, {})[status] = count
    return {source: Counts(**by_status) for source, by_status in sorted(told.items())}


def remove_source(conn: sqlite3.Connection, source: str) -> int:
    """Remove all that a source has told; return how much that was."""
    return conn.execute(_REMOVE, {"source": source}).rowcount


def _rows(
    source: str, findings: Iterable[Finding], fetched_ms: int
) -> Iterator[dict[str, str | int | None]]:
    for one in findings:
        data = None
        if isinstance(one, SourceFact):
            status = Status.FOUND
            data = json.dumps(one.data, ensure_ascii=False, allow_nan=False, sort_keys=True)
        else:
            status = Status.ERROR if one.failed else Status.MISSING
        yield {
            "source": source,
            "subject": one.subject,
            "status": status.value,
            "fetched_ms": fetched_ms,
            "data": data,
        }
