"""How a source is asked in batches, and what happens if it rejects one."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

import pytest

from musicanalyser.enrich import features
from musicanalyser.flows.enriching.batches import BatchedSource
from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject, SubjectKind
from musicanalyser.net import (
    BudgetExhaustedError,
    Http,
    RequestRejectedError,
    UnavailableError,
)


class FakeSource:
    """A source without a service; it raises ``error`` for a batch with a subject of ``faulty``."""

    SERVICE = features.SERVICE
    ABOUT = SENDS = ""
    KIND = SubjectKind.TRACK
    NEEDS: frozenset[str] = frozenset()
    DEPENDS_ON: tuple[str, ...] = ()
    BATCH_SIZE = 8
    REQUESTS_PER_BATCH = 1
    DEFAULT_LIMIT: int | None = None
    GOAL_SHARE = 0.0

    def __init__(self, faulty: set[str], error: Exception | None = None) -> None:
        self.faulty = faulty
        self.error = error or RequestRejectedError(400)
        self.calls = 0

    def look_up(self, http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
        del http
        self.calls += 1
        if self.faulty & {one.uri for one in batch}:
            raise self.error
        return iter([SourceFact(subject=one.uri, data={}) for one in batch])


class NoConnection:
    """A connection that must not be used."""

    def get(self, path: str, parameters: Sequence[tuple[str, str]] = ()) -> bytes:
        raise AssertionError((path, parameters))

    def post(self, path: str, content: bytes) -> bytes:
        raise AssertionError((path, content))


SUBJECTS = [Subject(uri=str(number)) for number in range(40)]


def failed(findings: Sequence[Finding]) -> list[str]:
    return [one.subject for one in findings if isinstance(one, Miss) and one.failed]


def look_up_all(source: FakeSource) -> list[Finding]:
    findings: list[Finding] = []
    with suppress(UnavailableError, BudgetExhaustedError):
        for part in BatchedSource(source, NoConnection()).look_up(SUBJECTS):
            findings += part
    return findings


def test_all_subjects_but_the_faulty_one_get_an_answer() -> None:
    findings = look_up_all(FakeSource({"13"}))
    assert failed(findings) == ["13"]
    assert sorted(one.subject for one in findings) == sorted(one.uri for one in SUBJECTS)


def test_a_source_that_rejects_everything_is_not_asked_about_each_subject() -> None:
    source = FakeSource({one.uri for one in SUBJECTS})
    with pytest.raises(UnavailableError, match="rejects all"):
        list(BatchedSource(source, NoConnection()).look_up(SUBJECTS))
    assert source.calls == 11  # halves down to single subjects, of which five are rejected


def test_four_rejected_subjects_in_a_row_do_not_end_a_run() -> None:
    faulty = {"0", "1", "2", "3", "8", "9", "10", "11"}
    findings = look_up_all(FakeSource(faulty))
    assert set(failed(findings)) == faulty
    assert len(findings) == len(SUBJECTS)


def test_a_faulty_response_marks_its_batch_so_that_the_next_run_starts_with_others() -> None:
    findings = look_up_all(FakeSource({"9"}, UnavailableError("is odd", answered=True)))
    assert failed(findings) == [str(number) for number in range(8, 16)]
    assert len(findings) == 16


def test_an_unavailable_service_marks_nothing() -> None:
    findings = look_up_all(FakeSource({"9"}, UnavailableError("is away")))
    assert [one.subject for one in findings] == [str(number) for number in range(8)]


def test_an_exhausted_budget_marks_nothing() -> None:
    assert failed(look_up_all(FakeSource({"9"}, BudgetExhaustedError()))) == []
