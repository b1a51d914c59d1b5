"""Asking open sources for facts about what was heard; killed at any moment, it is resumed."""

import math
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from musicanalyser.enrich import Source
from musicanalyser.flows.enriching.batches import Asking
from musicanalyser.flows.enriching.source_selection import Connections
from musicanalyser.model.subject import Finding, SourceFact, Subject, SubjectKind
from musicanalyser.net import BudgetExhaustedError, RequestClock, UnavailableError
from musicanalyser.store import journal
from musicanalyser.store.connection import transaction
from musicanalyser.store.facts import source_facts
from musicanalyser.store.facts.pending import Wish, artists_to_come, is_known, still_wanted
from musicanalyser.timespan import to_ms

_FROM_THE_HISTORY = frozenset({"title", "artist"})
"""What is known of a subject before any source is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a source can be asked about, and what that takes at most."""

    name: str
    source: Source
    subjects: int
    requests: int

    @property
    def duration_ms(self) -> int:
        """The time it takes at the pace of the service."""
        return round(self.requests * self.source.SERVICE.pace_s * 1000)


@dataclass(slots=True, kw_only=True)
class SourceOutcome:
    """What came of asking a source about so many subjects; ``trouble`` is why it ended early."""

    name: str
    source: Source
    subjects: int
    found: int = 0
    missing: int = 0
    failed: int = 0
    requests: int = 0
    trouble: str = ""
    off: bool = False
    """Whether that was the service's doing."""
    ended: bool = False

    @property
    def asked(self) -> int:
        """How many subjects there is an answer for."""
        return self.found + self.missing + self.failed

    @property
    def left_ms(self) -> int:
        """The time the rest takes at the pace of the service."""
        batches = math.ceil(max(0, self.subjects - self.asked) / self.source.BATCH)
        return round(batches * self.source.CALLS * self.source.SERVICE.pace_s * 1000)

    def add(self, findings: Iterable[Finding]) -> None:
        """Count findings about subjects that were asked for."""
        for one in findings:
            if isinstance(one, SourceFact):
                self.found += 1
            elif one.failed:
                self.failed += 1
            else:
                self.missing += 1


def plan(
    conn: sqlite3.Connection, sources: Mapping[str, Source], wish: Wish, *, limit: int | None
) -> list[Plan]:
    """Say what each source would be asked, taking it that those before it tell all they can."""
    to_come = artists_to_come(conn, wish)
    coming: dict[str, set[str]] = {}
    plans = []
    for name, source in sources.items():
        told_before = {uri for earlier in source.AFTER for uri in coming.get(earlier, ())}
        needs = source.NEEDS & _FROM_THE_HISTORY
        wanted = {
            one.uri
            for one in still_wanted(conn, name, source.KIND, wish, needs=needs)
            if one.uri in told_before or is_known(one, source.NEEDS)
        }
        coming[name] = wanted
        count = len(wanted) + (to_come if source.KIND is SubjectKind.ARTIST else 0)
        most = _most(source, limit)
        subjects = count if most is None else min(count, most)
        requests = math.ceil(subjects / source.BATCH) * source.CALLS
        plans.append(Plan(name=name, source=source, subjects=subjects, requests=requests))
    return plans


def enrich(
    conn: sqlite3.Connection,
    sources: Mapping[str, Source],
    wish: Wish,
    *,
    limit: int | None,
    connections: Connections,
    clock: RequestClock,
    progress: Callable[[SourceOutcome], None],
) -> list[SourceOutcome]:
    """Ask each source about what it can still tell; every batch is one transaction.

    A source that is off is passed over, the others go on.

    Raises:
        LockedError: If another process is writing the database.
        ConfigError: If the address of a service cannot be used.
    """
    with transaction(conn):
        run_id = journal.begin(conn, "enrich", at=clock.now())
    tallies = []
    for name, source in sources.items():
        subjects = still_wanted(conn, name, source.KIND, wish, needs=source.NEEDS)
        subjects = subjects[: _most(source, limit)]
        tally = SourceOutcome(name=name, source=source, subjects=len(subjects))
        tallies.append(tally)
        _ask(conn, tally, subjects, connections, clock, progress)
    with transaction(conn):
        journal.end(conn, run_id, _outcome(tallies), at=clock.now())
    return tallies


def _ask(
    conn: sqlite3.Connection,
    tally: SourceOutcome,
    subjects: Sequence[Subject],
    connections: Connections,
    clock: RequestClock,
    progress: Callable[[SourceOutcome], None],
) -> None:
    progress(tally)
    asked = {one.uri for one in subjects}
    spent = connections.budget.spent
    asking = Asking(tally.source, connections.to(tally.source.SERVICE))
    try:
        for findings in asking.about(subjects):
            with transaction(conn):
                source_facts.add(conn, tally.name, findings, fetched_ms=to_ms(clock.now()))
            tally.add(one for one in findings if one.subject in asked)
            tally.requests = connections.budget.spent - spent
            progress(tally)
    except UnavailableError as off:
        tally.trouble, tally.off = off.why, True
    except BudgetExhaustedError:
        tally.trouble = "was not asked further: no request is left"
    tally.requests = connections.budget.spent - spent
    tally.ended = True
    progress(tally)


def _most(source: Source, limit: int | None) -> int | None:
    return source.CAP if limit is None else limit


def _outcome(tallies: Iterable[SourceOutcome]) -> str:
    tallies = list(tallies)
    found = sum(one.found for one in tallies)
    missing = sum(one.missing for one in tallies)
    requests = sum(one.requests for one in tallies)
    return f"{found} found, {missing} missing, {requests} requests"
