"""Failures that are no HTTP error: silence, unusable answers, broken connections."""

import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from musicanalyser.llm.contract import FailureKind, ProviderError
from tests.llm.provider_calls import (
    HURRIED,
    KEY,
    assert_key_hidden,
    assert_message,
    failure_at,
    failure_of,
    log_everything,
    without_pauses,
)
from tests.simulators.llm.dialects import Dialect
from tests.simulators.llm.server import (
    Behaviour,
    break_off,
    drip,
    hang,
    pour,
    reply,
    reset,
    serving,
)

HTML = "<!DOCTYPE html><html><title>502 Bad Gateway</title><script>x</script></html>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something else than an error in good order."""

    name: str
    behave: Callable[[Dialect], Behaviour]
    kind: FailureKind
    says: str


TROUBLES = [
    Trouble(
        name="cut off by the limit of tokens",
        behave=lambda dialect: reply(dialect.truncated),
        kind=FailureKind.TRUNCATED,
        says="stopped before the end of its answer",
    ),
    Trouble(
        name="refused by the model",
        behave=lambda dialect: reply(dialect.blocked),
        kind=FailureKind.BLOCKED,
        says="refused to write this: ",
    ),
    Trouble(
        name="empty answer",
        behave=lambda dialect: reply(dialect.empty),
        kind=FailureKind.BAD_OUTPUT,
        says="no usable answer: it is empty",
    ),
    Trouble(
        name="empty body",
        behave=lambda _dialect: reply(b""),
        kind=FailureKind.BAD_OUTPUT,
        says="no usable answer",
    ),
    Trouble(
        name="HTML with 200",
        behave=lambda _dialect: reply(HTML, headers={"Content-Type": "text/html"}),
        kind=FailureKind.BAD_OUTPUT,
        says="no usable answer",
    ),
    Trouble(
        name="HTML with 502",
        behave=lambda _dialect: reply(HTML, status=502, headers={"Content-Type": "text/html"}),
        kind=FailureKind.SERVER,
        says="had an internal error: HTTP 502.",
    ),
    Trouble(
        name="half of a JSON object",
        behave=lambda _dialect: reply(b'{"candidates": ['),
        kind=FailureKind.BAD_OUTPUT,
        says="no usable answer",
    ),
    Trouble(
        name="JSON of another shape",
        behave=lambda _dialect: reply(["what", {"is": 1}, None]),
        kind=FailureKind.BAD_OUTPUT,
        says="no usable answer",
    ),
    Trouble(
        name="no UTF-8",
        behave=lambda _dialect: reply(b'\xff\xfe{"error": 1}', status=500),
        kind=FailureKind.SERVER,
        says="had an internal error: HTTP 500",
    ),
    Trouble(
        name="a bottomless pit of JSON",
        behave=lambda _dialect: reply(b"[" * 100_000, status=400),
        kind=FailureKind.BAD_REQUEST,
        says="rejected the request: HTTP 400",
    ),
    Trouble(
        name="a redirect, which could take the key elsewhere",
        behave=lambda _dialect: reply(b"", status=307, headers={"Location": "/stolen"}),
        kind=FailureKind.BAD_REQUEST,
        says="rejected the request: HTTP 307",
    ),
    Trouble(
        name="connection reset",
        behave=lambda _dialect: reset,
        kind=FailureKind.SERVER,
        says="had an internal error: it closed the connection",
    ),
    Trouble(
        name="connection closed in the middle",
        behave=lambda _dialect: break_off,
        kind=FailureKind.SERVER,
        says="had an internal error: it closed the connection",
    ),
    Trouble(
        name="an answer without end",
        behave=lambda _dialect: pour,
        kind=FailureKind.BAD_OUTPUT,
        says="no usable answer: it does not end",
    ),
]


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda one: one.name)
def test_each_failure_has_its_kind(
    dialect: Dialect, trouble: Trouble, caplog: pytest.LogCaptureFixture
) -> None:
    log_everything(caplog)
    with serving(trouble.behave(dialect)) as server:
        error = failure_of(dialect, server)
    assert_message(error, trouble.kind, trouble.says)
    assert {seen.path for seen in server.seen} == {dialect.path}
    assert_key_hidden(error, caplog)


@pytest.mark.parametrize("behave", [hang, drip], ids=["silence", "a byte at a time"])
def test_a_slow_answer_ends_with_the_time_allowed(
    dialect: Dialect, behave: Behaviour, caplog: pytest.LogCaptureFixture
) -> None:
    log_everything(caplog)
    with serving(behave) as server:
        error = failure_of(dialect, server, HURRIED)
    assert_message(error, FailureKind.TIMEOUT, "did not answer within 0.3 seconds.")
    assert len(server.seen) == 1
    assert_key_hidden(error, caplog)


def test_a_port_without_a_server_is_named(
    dialect: Dialect, caplog: pytest.LogCaptureFixture
) -> None:
    log_everything(caplog)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening, so that no other process takes it
        port = taken.getsockname()[1]
        error = failure_at(dialect, dialect.access(f"http://127.0.0.1:{port}", KEY))
    assert_message(error, FailureKind.UNREACHABLE, f"cannot be reached at 127.0.0.1:{port}: ")
    assert_key_hidden(error, caplog)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a full queue refuses at once")
def test_a_server_that_accepts_no_connection_is_unreachable(dialect: Dialect) -> None:
    with socket.socket() as deaf, socket.socket() as first, socket.socket() as second:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        for one in (first, second):
            one.settimeout(0)
            one.connect_ex(deaf.getsockname())
        access = dialect.access(f"http://127.0.0.1:{deaf.getsockname()[1]}", KEY)
        with pytest.raises(ProviderError) as caught:
            dialect.provider.generate(HURRIED, access, sleep=without_pauses)
    assert_message(caught.value, FailureKind.UNREACHABLE, "it does not accept the connection")


def test_a_proxy_that_cannot_be_used_is_an_error(
    dialect: Dialect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    access = dialect.access("https://192.0.2.1", KEY)
    assert_message(
        failure_at(dialect, access), FailureKind.UNREACHABLE, "cannot be reached at 192.0.2.1: "
    )
