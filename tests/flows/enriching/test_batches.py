"""How a source is asked in batches, whatever it makes of them."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

import pytest

from musicanalyser.enrich import features
from musicanalyser.flows.enriching.batches import Asking
from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject, SubjectKind
from musicanalyser.net import (
    BudgetExhaustedError,
    Http,
    RequestRejectedError,
    UnavailableError,
)


class Pretended:
    """A source that answers without a net; ``at_fault`` are those it refuses."""

    SERVICE = features.SERVICE
    ABOUT = SENDS = ""
    KIND = SubjectKind.TRACK
    NEEDS: frozenset[str] = frozenset()
    AFTER: tuple[str, ...] = ()
    BATCH = 8
    CALLS = 1
    CAP: int | None = None

    def __init__(self, at_fault: set[str], error: Exception | None = None) -> None:
        self.at_fault = at_fault
        self.error = error or RequestRejectedError(400)
        self.calls = 0

    def look_up(self, http: Http, batch: Sequence[Subject]) -> Iterator[Finding]:
        del http
        self.calls += 1
        if self.at_fault & {one.uri for one in batch}:
            raise self.error
        return iter([SourceFact(subject=one.uri, data={}) for one in batch])


class Nobody:
    """No connection at all."""

    def get(self, path: str, parameters: Sequence[tuple[str, str]] = ()) -> bytes:
        raise AssertionError((path, parameters))

    def post(self, path: str, content: bytes) -> bytes:
        raise AssertionError((path, content))


SUBJECTS = [Subject(uri=str(number)) for number in range(40)]


def failed(findings: Sequence[Finding]) -> list[str]:
    return [one.subject for one in findings if isinstance(one, Miss) and one.failed]


def heard(source: Pretended) -> list[Finding]:
    findings: list[Finding] = []
    with suppress(UnavailableError, BudgetExhaustedError):
        for part in Asking(source, Nobody()).about(SUBJECTS):
            findings += part
    return findings


def test_all_are_answered_but_the_one_at_fault() -> None:
    findings = heard(Pretended({"13"}))
    assert failed(findings) == ["13"]
    assert sorted(one.subject for one in findings) == sorted(one.uri for one in SUBJECTS)


def test_a_source_that_refuses_all_is_not_asked_about_each() -> None:
    source = Pretended({one.uri for one in SUBJECTS})
    with pytest.raises(UnavailableError, match="refuses"):
        list(Asking(source, Nobody()).about(SUBJECTS))
    assert source.calls < 15


def test_an_answer_at_fault_marks_its_batch_so_that_the_next_run_begins_elsewhere() -> None:
    findings = heard(Pretended({"9"}, UnavailableError("is odd", answered=True)))
    assert failed(findings) == [str(number) for number in range(8, 16)]
    assert len(findings) == 16


def test_a_service_that_is_away_marks_nothing() -> None:
    findings = heard(Pretended({"9"}, UnavailableError("is away")))
    assert [one.subject for one in findings] == [str(number) for number in range(8)]


def test_without_requests_left_nothing_is_marked() -> None:
    assert failed(heard(Pretended({"9"}, BudgetExhaustedError()))) == []
