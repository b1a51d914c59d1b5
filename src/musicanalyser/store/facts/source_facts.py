"""Facts about tracks and artists: what each source answered, and when."""

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


class FactStatus(StrEnum):
    """The kind of an answer about a subject."""

    FOUND = "found"
    MISSING = "missing"
    """The source does not know the subject; it is asked again after 30 days."""
    ERROR = "error"
    """There was no answer; the next run asks again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCounts:
    """The number of subjects of a source with each status."""

    found: int = 0
    missing: int = 0
    error: int = 0


def add(
    conn: sqlite3.Connection, source: str, findings: Iterable[Finding], *, fetched_ms: int
) -> None:
    """Store findings of a source, fetched at a moment in ms since 1970 UTC.

    A fact replaces an older one. A miss never replaces a fact.
    """
    conn.executemany(_ADD, _rows(source, findings, fetched_ms))


def count_by_status(conn: sqlite3.Connection) -> dict[str, StatusCounts]:
    """Return the counts of each source that was ever asked, by its name."""
    by_source: dict[str, dict[str, int]] = {}
    for source, status, count in conn.execute(_COUNTS):
        by_source.setdefault(source, {})[status] = count
    return {source: StatusCounts(**by_status) for source, by_status in sorted(by_source.items())}


def remove_source(conn: sqlite3.Connection, source: str) -> int:
    """Remove all answers of a source; return how many there were."""
    return conn.execute(_REMOVE, {"source": source}).rowcount


def _rows(
    source: str, findings: Iterable[Finding], fetched_ms: int
) -> Iterator[dict[str, str | int | None]]:
    for one in findings:
        data = None
        if isinstance(one, SourceFact):
            status = FactStatus.FOUND
            data = json.dumps(one.data, ensure_ascii=False, allow_nan=False, sort_keys=True)
        else:
            status = FactStatus.ERROR if one.failed else FactStatus.MISSING
        yield {
            "source": source,
            "subject": one.subject,
            "status": status.value,
            "fetched_ms": fetched_ms,
            "data": data,
        }
