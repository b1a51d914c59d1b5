"""Calls to providers, and checks of their errors, for the tests of this room."""

import logging
import traceback
from collections.abc import Callable

import pytest

from musicanalyser.errors import ExitCode
from musicanalyser.llm.contract import (
    FailureKind,
    GenerationRequest,
    GenerationResult,
    ProviderAccess,
    ProviderError,
)
from tests.simulators.llm.dialects import Dialect
from tests.simulators.llm.server import Server

LATER = {
    FailureKind.QUOTA,
    FailureKind.RATE_LIMITED,
    FailureKind.TIMEOUT,
    FailureKind.UNREACHABLE,
    FailureKind.SERVER,
}
KEY = "Tr0ub4dor-and-3-horses"
"""It looks like no provider's key, so only code that knows it can hide it."""
SCHEMA: dict[str, object] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {"name": {"type": "string"}},
}
REQUEST = GenerationRequest(system="Be kind.", user='{"facts": []}', schema=SCHEMA, timeout_s=30)
HURRIED = GenerationRequest(system="Be kind.", user='{"facts": []}', schema=SCHEMA, timeout_s=0.3)


def without_pauses(seconds: float) -> None:
    """Stand in for the pauses between attempts."""
    del seconds


def ask(
    dialect: Dialect,
    server: Server,
    request: GenerationRequest = REQUEST,
    sleep: Callable[[float], None] = without_pauses,
) -> GenerationResult:
    return dialect.provider.generate(request, dialect.access(server.url, KEY), sleep=sleep)


def failure_of(
    dialect: Dialect,
    server: Server,
    request: GenerationRequest = REQUEST,
    sleep: Callable[[float], None] = without_pauses,
) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        ask(dialect, server, request, sleep)
    return caught.value


def failure_at(dialect: Dialect, access: ProviderAccess) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        dialect.provider.generate(REQUEST, access, sleep=without_pauses)
    return caught.value


def log_everything(caplog: pytest.LogCaptureFixture) -> None:
    """Let every logger write everything."""
    for name in [None, *logging.root.manager.loggerDict]:
        caplog.set_level(logging.DEBUG, logger=name)


def assert_key_hidden(error: ProviderError, caplog: pytest.LogCaptureFixture) -> None:
    """Check that the key is in no part of the error, nothing attached to it, and no log record."""
    assert error.__cause__ is None
    assert error.__context__ is None
    told = [error.message, error.hint, repr(error), str(error), repr(vars(error))]
    told += traceback.format_exception(error)
    formatter = logging.Formatter()
    told += [f"{formatter.format(record)} {record.args}" for record in caplog.records]
    assert [text for text in told if KEY.lower() in text.lower()] == []


def assert_message(error: ProviderError, kind: FailureKind, says: str) -> None:
    """Check what the user reads: words that say it, exit code and hint to go on, no rubbish."""
    assert error.kind is kind
    assert says in error.message
    assert error.exit_code == (ExitCode.TRY_LATER if kind in LATER else ExitCode.FAILED)
    assert error.hint
    for text in (error.message, error.hint):
        assert text.isprintable()
        assert len(text) < 400
        assert "<" not in text
