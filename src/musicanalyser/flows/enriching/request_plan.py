"""The plan of a run: which sources are asked about how many subjects, in how many requests."""

import math
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from musicanalyser.enrich import Source
from musicanalyser.flows.enriching.service_connections import ServiceAccess
from musicanalyser.model.subject import SubjectKind
from musicanalyser.store.facts.pending_subjects import (
    SubjectFilter,
    count_unresolved_artists,
    find_pending,
    has_fields,
)

_FIELDS_OF_HISTORY = frozenset({"title", "artist"})
"""The fields of a subject that are known before any source is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSelection:
    """The sources of a run in their order, and the names of those that lack a key."""

    sources: Mapping[str, Source]
    without_key: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePlan:
    """The most subjects and requests of a source."""

    name: str
    source: Source
    subjects: int
    requests: int

    @property
    def duration_ms(self) -> int:
        """The time of all requests at the pace of the service."""
        return round(self.requests * self.source.SERVICE.pace_s * 1000)


def select_sources(
    sources: Mapping[str, Source], names: Iterable[str], access: ServiceAccess
) -> SourceSelection:
    """Return the named sources and those they depend on, in the order of ``sources``."""
    selected: set[str] = set()
    for name in names:
        selected |= {name, *sources[name].DEPENDS_ON}
    lacking = {name for name in selected if access.lacks_key(sources[name].SERVICE)}
    return SourceSelection(
        sources={name: one for name, one in sources.items() if name in selected - lacking},
        without_key=tuple(name for name in sources if name in lacking),
    )


def plan_requests(
    conn: sqlite3.Connection,
    sources: Mapping[str, Source],
    subjects: SubjectFilter,
    *,
    limit: int | None,
) -> list[SourcePlan]:
    """Return the most that each source would be asked, if earlier sources find everything."""
    unresolved_artists = count_unresolved_artists(conn, subjects)
    planned: dict[str, set[str]] = {}
    plans = []
    for name, source in sources.items():
        resolved_before = {uri for one in source.DEPENDS_ON for uri in planned.get(one, ())}
        needs = source.NEEDS & _FIELDS_OF_HISTORY
        planned[name] = {
            one.uri
            for one in find_pending(conn, name, source.KIND, subjects, needs=needs)
            if one.uri in resolved_before or has_fields(one, source.NEEDS)
        }
        count = len(planned[name])
        if source.KIND is SubjectKind.ARTIST:
            count += unresolved_artists
        most = subject_limit(source, limit)
        if most is not None:
            count = min(count, most)
        requests = math.ceil(count / source.BATCH_SIZE) * source.REQUESTS_PER_BATCH
        plans.append(SourcePlan(name=name, source=source, subjects=count, requests=requests))
    return plans


def subject_limit(source: Source, limit: int | None) -> int | None:
    """Return the most subjects of a source, by the user's limit or else its own."""
    return source.DEFAULT_LIMIT if limit is None else limit
