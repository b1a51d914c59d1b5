"""A run that fetches facts about what was heard; after a kill the next run continues it."""

import math
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from musicanalyser.enrich import Source
from musicanalyser.flows.enriching.batches import BatchedSource
from musicanalyser.flows.enriching.request_plan import count_planned
from musicanalyser.flows.enriching.service_connections import ServiceConnections
from musicanalyser.model.subject import Finding, SourceFact, Subject
from musicanalyser.net import BudgetExhaustedError, RequestClock, UnavailableError
from musicanalyser.store import journal
from musicanalyser.store.connection import transaction
from musicanalyser.store.facts import coverage, source_facts
from musicanalyser.store.facts.pending_subjects import SubjectFilter, find_pending
from musicanalyser.timespan import to_ms


@dataclass(slots=True, kw_only=True)
class SourceOutcome:
    """What a source has answered, also while it is being asked.

    ``subjects`` is the number of subjects it is asked about.
    """

    name: str
    source: Source
    subjects: int
    found: int = 0
    missing: int = 0
    failed: int = 0
    requests: int = 0
    failure: str = ""
    """Why it ended early, to complete "ReccoBeats …"; ``""`` if it did not."""
    is_unavailable: bool = False
    """Whether it ended early because of the service."""
    is_finished: bool = False

    @property
    def answered(self) -> int:
        """The number of subjects with an answer."""
        return self.found + self.missing + self.failed

    @property
    def remaining_ms(self) -> int:
        """The time of the rest at the pace of the service."""
        batches = math.ceil(max(0, self.subjects - self.answered) / self.source.BATCH_SIZE)
        requests = batches * self.source.REQUESTS_PER_BATCH
        return round(requests * self.source.SERVICE.pace_s * 1000)

    def add(self, findings: Iterable[Finding]) -> None:
        """Count the findings about subjects of the run."""
        for one in findings:
            if isinstance(one, SourceFact):
                self.found += 1
            elif one.failed:
                self.failed += 1
            else:
                self.missing += 1


def enrich(
    conn: sqlite3.Connection,
    sources: Mapping[str, Source],
    subjects: SubjectFilter,
    *,
    limit: int | None,
    connections: ServiceConnections,
    clock: RequestClock,
    progress: Callable[[SourceOutcome], None],
) -> list[SourceOutcome]:
    """Ask each source about its pending subjects; store each batch in one transaction.

    A source that is unavailable is skipped, and the others go on.

    Raises:
        LockedError: If another process is writing the database.
        ConfigError: If the address of a service cannot be used.
    """
    with transaction(conn):
        run_id = journal.begin_run(conn, "enrich", at=clock.now())
    outcomes = []
    for name, source in sources.items():
        outcome = SourceOutcome(name=name, source=source, subjects=0)
        outcomes.append(outcome)
        asked: set[str] = set()
        while (pending := _select(conn, outcome, subjects, limit, asked)) or not asked:
            asked |= {one.uri for one in pending} or {""}
            outcome.subjects += len(pending)
            _ask_source(conn, outcome, pending, connections, clock, progress)
        outcome.is_finished = True
        progress(outcome)
    with transaction(conn):
        journal.end_run(conn, run_id, _summary(outcomes), at=clock.now())
    return outcomes


def _select(
    conn: sqlite3.Connection,
    outcome: SourceOutcome,
    subjects: SubjectFilter,
    limit: int | None,
    asked: AbstractSet[str],
) -> Sequence[Subject]:
    """Return the subjects to ask about next; after the first time, only to reach the goal."""
    source, span = outcome.source, (subjects.since_ms, subjects.until_ms)
    if asked and (limit is not None or outcome.failure or not source.GOAL_SHARE):
        return ()
    goal_ms = coverage.missing_time(conn, outcome.name, span, source.GOAL_SHARE)
    if asked and not goal_ms:
        return ()
    pending = [
        one
        for one in find_pending(conn, outcome.name, source.KIND, subjects, needs=source.NEEDS)
        if one.uri not in asked
    ]
    most = count_planned(source, pending, limit=limit, goal_ms=goal_ms, asked=len(asked))
    return pending[:most]


def _ask_source(
    conn: sqlite3.Connection,
    outcome: SourceOutcome,
    subjects: Sequence[Subject],
    connections: ServiceConnections,
    clock: RequestClock,
    progress: Callable[[SourceOutcome], None],
) -> None:
    progress(outcome)
    uris = {one.uri for one in subjects}
    spent_before = connections.budget.spent - outcome.requests
    source = BatchedSource(outcome.source, connections.connect(outcome.source.SERVICE))
    try:
        for findings in source.look_up(subjects):
            with transaction(conn):
                source_facts.add(conn, outcome.name, findings, fetched_ms=to_ms(clock.now()))
            outcome.add(one for one in findings if one.subject in uris)
            outcome.requests = connections.budget.spent - spent_before
            progress(outcome)
    except UnavailableError as error:
        outcome.failure, outcome.is_unavailable = error.why, True
    except BudgetExhaustedError:
        outcome.failure = "was stopped by the request limit"
    outcome.requests = connections.budget.spent - spent_before


def _summary(outcomes: Sequence[SourceOutcome]) -> str:
    found = sum(one.found for one in outcomes)
    missing = sum(one.missing for one in outcomes)
    requests = sum(one.requests for one in outcomes)
    return f"{found} found, {missing} missing, {requests} requests"
