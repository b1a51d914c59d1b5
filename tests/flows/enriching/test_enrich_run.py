"""What a source has answered, and the time that the rest takes."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from musicanalyser.enrich.services.web_services import Service
from musicanalyser.flows.enriching.enrich_run import SourceOutcome, enrich
from musicanalyser.flows.enriching.service_connections import ServiceAccess, ServiceConnections
from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject, SubjectKind
from musicanalyser.net import Http, RequestBudget
from musicanalyser.store.facts.pending_subjects import SubjectFilter
from tests.enrich.lrclib_client import Time
from tests.flows.histories import blank, import_into
from tests.imports.sample_rows import extended_row, write_file

if TYPE_CHECKING:
    from musicanalyser.enrich import Source

SOURCE = cast(
    "Source",
    SimpleNamespace(
        SERVICE=Service(title="Slow", address="slow_url", pace_s=0.7, credit=""),
        BATCH_SIZE=3,
        REQUESTS_PER_BATCH=2,
    ),
)


@pytest.mark.parametrize(
    ("found", "remaining_ms"), [(0, 4_200), (1, 2_800), (4, 1_400), (7, 0), (9, 0)]
)
def test_the_rest_takes_its_batches_at_the_pace_of_the_service(
    found: int, remaining_ms: int
) -> None:
    outcome = SourceOutcome(name="slow", source=SOURCE, subjects=7, found=found)
    assert outcome.remaining_ms == remaining_ms


def test_facts_misses_and_failures_are_counted_apart() -> None:
    outcome = SourceOutcome(name="slow", source=SOURCE, subjects=9)
    facts = [SourceFact(subject=str(number), data={}) for number in range(3)]
    outcome.add([*facts, Miss(subject="a"), Miss(subject="b"), Miss(subject="c", failed=True)])
    assert (outcome.found, outcome.missing, outcome.failed, outcome.answered) == (3, 2, 1, 6)


class _EverySecond:
    """A source that knows every second track, and goes on until four of ten are known."""

    SERVICE = Service(title="Half", address="half_url", pace_s=0, credit="")
    ABOUT = SENDS = "halves"
    KIND = SubjectKind.TRACK
    NEEDS: frozenset[str] = frozenset()
    DEPENDS_ON: tuple[str, ...] = ()
    BATCH_SIZE = REQUESTS_PER_BATCH = 1
    DEFAULT_LIMIT: int | None = 5
    GOAL_SHARE = 0.4

    def look_up(self, _http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
        for one in batch:
            is_known = int(one.uri[-3:]) % 2 == 0
            yield SourceFact(subject=one.uri, data={}) if is_known else Miss(subject=one.uri)


@pytest.mark.parametrize(
    ("goal", "limit", "asked"), [(0.4, None, 20), (0.4, 7, 7), (0.0, None, 5), (0.9, None, 25)]
)
def test_a_source_goes_on_until_its_goal_or_until_nothing_is_left(
    tmp_path: Path, goal: float, limit: int | None, asked: int
) -> None:
    rows = [
        extended_row(
            ts=f"2024-03-01T12:{number:02}:00Z",
            spotify_track_uri=f"spotify:track:{number:022}",
            master_metadata_track_name=f"Song {number}",
        )
        for number in range(25)
    ]
    source, clock = _EverySecond(), Time().clock
    source.GOAL_SHARE = goal
    access = ServiceAccess(addresses={"half_url": "http://127.0.0.1:9"}, keys={})
    with (
        closing(blank()) as conn,
        ServiceConnections(access, budget=RequestBudget(), clock=clock) as connections,
    ):
        import_into(conn, write_file(tmp_path / "a.json", rows))
        (outcome,) = enrich(
            conn,
            {"half": source},
            SubjectFilter(since_ms=0, until_ms=1 << 60, now_ms=1 << 60),
            limit=limit,
            connections=connections,
            clock=clock,
            progress=lambda _: None,
        )
    assert (outcome.answered, outcome.subjects) == (asked, asked)
