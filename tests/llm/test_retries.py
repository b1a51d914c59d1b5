"""How often a provider is called, and how long the pauses are."""

import pytest

from musicanalyser.llm.contract import FailureKind
from tests.llm.provider_calls import REQUEST, ask, failure_of
from tests.simulators.llm.dialects import COMPATIBLE, GEMINI, Dialect
from tests.simulators.llm.server import Behaviour, reply, reset, serving


def test_a_failure_that_passes_is_retried(dialect: Dialect) -> None:
    pauses: list[float] = []
    busy = reply(dialect.failed(503, "overloaded", ""), status=503)
    with serving(busy, reset, reply(dialect.answered("{}"))) as server:
        assert ask(dialect, server, sleep=pauses.append).text == "{}"
    assert pauses == [1, 4]
    assert len({seen.body for seen in server.seen}) == 1


def test_a_failure_that_stays_is_given_up_after_three_attempts(dialect: Dialect) -> None:
    pauses: list[float] = []
    with serving(reply(dialect.failed(500, "oops", ""), status=500)) as server:
        failure_of(dialect, server, sleep=pauses.append)
    assert len(server.seen) == 3
    assert pauses == [1, 4]


@pytest.mark.parametrize(
    ("status", "code"),
    [(400, ""), (429, "insufficient_quota")],
)
def test_what_will_not_pass_is_asked_once(dialect: Dialect, status: int, code: str) -> None:
    with serving(reply(dialect.failed(status, "no", code), status=status)) as server:
        failure_of(dialect, server, sleep=_must_not_sleep)
    assert len(server.seen) == 1


def test_a_refusal_or_a_cut_off_answer_is_paid_for_once(dialect: Dialect) -> None:
    for body in (dialect.blocked, dialect.truncated, dialect.empty):
        with serving(reply(body)) as server:
            failure_of(dialect, server, sleep=_must_not_sleep)
        assert len(server.seen) == 1


@pytest.mark.parametrize("wait_s", [7, 20])
def test_a_short_retry_after_is_waited_for(dialect: Dialect, wait_s: int) -> None:
    pauses: list[float] = []
    with serving(_limited(dialect, str(wait_s)), reply(dialect.answered("{}"))) as server:
        ask(dialect, server, sleep=pauses.append)
    assert pauses == [wait_s]


@pytest.mark.parametrize(
    ("wait", "seconds", "says"),
    [
        ("21", 21, "in 21 s"),
        ("59", 59, "in 59 s"),
        ("60", 60, "in 1 min"),
        ("3599", 3_599, "in 60 min"),
        ("3600", 3_600, "in 1 h"),
        ("9" * 40, 86_400, "in 24 h"),
    ],
)
def test_a_long_retry_after_is_shown_and_not_waited_for(
    dialect: Dialect, wait: str, seconds: float, says: str
) -> None:
    with serving(_limited(dialect, wait)) as server:
        error = failure_of(dialect, server, sleep=_must_not_sleep)
    assert error.kind is FailureKind.RATE_LIMITED
    assert error.retry_after_s == seconds
    assert says in error.hint
    assert len(server.seen) == 1


@pytest.mark.parametrize("wait", ["soon", "-1", "nan", "inf", "1e9", ""])
def test_a_retry_after_that_makes_no_sense_is_ignored(wait: str) -> None:
    pauses: list[float] = []
    with serving(_limited(COMPATIBLE, wait)) as server:
        error = failure_of(COMPATIBLE, server, sleep=pauses.append)
    assert pauses == [1, 4]
    assert error.retry_after_s is None


def test_the_delay_that_gemini_puts_into_its_answer_counts_as_well() -> None:
    body = {
        "error": {
            "code": 429,
            "message": "Please retry in 54.5s.",
            "status": "RESOURCE_EXHAUSTED",
            "details": [
                {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "54.5s"}
            ],
        }
    }
    with serving(reply(body, status=429)) as server:
        error = failure_of(GEMINI, server, sleep=_must_not_sleep)
    assert error.retry_after_s == 54.5


def test_a_compatible_server_still_loading_its_model_is_waited_for() -> None:
    loading = reply(COMPATIBLE.failed(503, "Loading model", ""), status=503)
    listed = reply({"object": "list", "data": [{"id": "the-only-one", "object": "model"}]})
    pauses: list[float] = []
    with serving(loading, listed, reply(COMPATIBLE.answered("{}"))) as server:
        access = COMPATIBLE.access(server.url, None, model=None)
        COMPATIBLE.provider.generate(REQUEST, access, sleep=pauses.append)
    assert pauses == [1]


def _limited(dialect: Dialect, wait: str) -> Behaviour:
    return reply(dialect.failed(429, "slow down", ""), status=429, headers={"Retry-After": wait})


def _must_not_sleep(seconds: float) -> None:
    pytest.fail(f"a pause of {seconds} s")
