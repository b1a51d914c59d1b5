"""What a source has answered, and the time that the rest takes."""

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from musicanalyser.enrich.services.web_services import Service
from musicanalyser.flows.enriching.enrich_run import SourceOutcome
from musicanalyser.model.subject import Miss, SourceFact

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
