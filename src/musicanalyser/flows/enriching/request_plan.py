"""The plan of a run: which sources are asked about how many subjects, in how many requests."""

import math
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from musicanalyser.enrich import Source
from musicanalyser.flows.enriching.service_connections import ServiceAccess
from musicanalyser.model.subject import Subject, SubjectKind
from musicanalyser.store.facts import coverage
from musicanalyser.store.facts.pending_subjects import (
    SubjectFilter,
    count_unresolved_artists,
    find_pending,
    has_fields,
)

_FIELDS_OF_HISTORY = frozenset({"title", "artist"})
"""The fields of a subject that are known before any source is asked."""
_LIKELY = 0.7
"""The share of subjects, by listening time, that a service is taken to know."""


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
    span = (subjects.since_ms, subjects.until_ms)
    unresolved_artists = count_unresolved_artists(conn, subjects)
    planned: dict[str, set[str]] = {}
    plans = []
    for name, source in sources.items():
        resolved_before = {uri for one in source.DEPENDS_ON for uri in planned.get(one, ())}
        needs = source.NEEDS & _FIELDS_OF_HISTORY
        pending = [
            one
            for one in find_pending(conn, name, source.KIND, subjects, needs=needs)
            if one.uri in resolved_before or has_fields(one, source.NEEDS)
        ]
        planned[name] = {one.uri for one in pending}
        goal_ms = coverage.missing_time(conn, name, span, source.GOAL_SHARE)
        most = count_planned(source, pending, limit=limit, goal_ms=goal_ms)
        count = len(pending)
        if source.KIND is SubjectKind.ARTIST:
            count += unresolved_artists
        if most is not None:
            count = min(count, most)
        requests = math.ceil(count / source.BATCH_SIZE) * source.REQUESTS_PER_BATCH
        plans.append(SourcePlan(name=name, source=source, subjects=count, requests=requests))
    return plans


def count_planned(
    source: Source,
    pending: Sequence[Subject],
    *,
    limit: int | None,
    goal_ms: float,
    asked: int = 0,
) -> int | None:
    """Return how many of its most heard subjects a source is asked about; ``None`` for all.

    That is the limit of the user or else its own, or as many more as are likely to give facts for
    ``goal_ms`` of listening time. ``asked`` is how many it was asked about before in this run.
    """
    if limit is not None or source.DEFAULT_LIMIT is None or not goal_ms:
        return source.DEFAULT_LIMIT if limit is None else limit
    heard_ms = accumulate(one.heard_ms for one in pending)
    needed = sum(1 for so_far_ms in heard_ms if so_far_ms < goal_ms / _LIKELY) + 1
    return max(source.DEFAULT_LIMIT - asked, min(needed, len(pending)))
