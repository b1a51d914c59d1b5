"""Every way in which a provider says no: the right kind, exit code and words, and never the key."""

from dataclasses import dataclass

import pytest

from musicanalyser.errors import ConfigError
from musicanalyser.llm.contract import FailureKind, ProviderAccess, ProviderError
from tests.llm.provider_calls import (
    HURRIED,
    KEY,
    REQUEST,
    assert_key_hidden,
    assert_message,
    failure_at,
    failure_of,
    log_everything,
)
from tests.simulators.llm.dialects import (
    COMPATIBLE,
    FILTERED_CHAT,
    FILTERED_RESPONSE,
    GEMINI,
    OPENAI,
    PROMPT_BLOCKED,
    Dialect,
)
from tests.simulators.llm.server import reply, serving


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An HTTP error as a provider words it; ``says`` is what the user then reads."""

    status: int
    message: str
    code: str = ""
    kind: FailureKind
    says: str


REFUSED = [
    Refused(status=401, message="bad", kind=FailureKind.AUTH, says="rejected the API key"),
    Refused(status=403, message="no", kind=FailureKind.AUTH, says="rejected the API key"),
    Refused(
        status=400,
        message="API key not valid. Please pass a valid API key.",
        code="API_KEY_INVALID",
        kind=FailureKind.AUTH,
        says="rejected the API key: API key not valid",
    ),
    Refused(
        status=404,
        message="The model is not there",
        code="model_not_found",
        kind=FailureKind.MODEL_GONE,
        says="has no model '",
    ),
    Refused(
        status=429, message="slow down", kind=FailureKind.RATE_LIMITED, says="is limiting requests"
    ),
    Refused(
        status=429,
        message="You exceeded your current quota, check your plan and billing details.",
        code="insufficient_quota",
        kind=FailureKind.QUOTA,
        says="has no quota left",
    ),
    Refused(
        status=400,
        message="This model's maximum context length is 4096 tokens, you sent 9000.",
        code="context_length_exceeded",
        kind=FailureKind.TOO_LONG,
        says="too long for",
    ),
    Refused(
        status=400,
        message="Unsupported parameter: 'reasoning.effort'",
        kind=FailureKind.BAD_REQUEST,
        says="rejected the request: Unsupported parameter",
    ),
    Refused(
        status=500, message="oops", kind=FailureKind.SERVER, says="had an internal error: oops"
    ),
]


@pytest.mark.parametrize("refused", REFUSED, ids=lambda one: f"{one.status}-{one.kind}")
def test_each_refusal_of_the_provider_has_its_kind(
    dialect: Dialect, refused: Refused, caplog: pytest.LogCaptureFixture
) -> None:
    log_everything(caplog)
    message = f"{refused.message} (your key was {KEY})\x1b[31m"
    body = dialect.failed(refused.status, message, refused.code)
    headers = {"X-Echo": KEY, "WWW-Authenticate": f"Bearer {KEY}"}
    with serving(reply(body, status=refused.status, headers=headers)) as server:
        error = failure_of(dialect, server)
    assert_message(error, refused.kind, refused.says)
    assert_key_hidden(error, caplog)


@pytest.mark.parametrize("dialect", [GEMINI, OPENAI], ids=["gemini", "openai"])
@pytest.mark.parametrize("key", [None, "", " \n"])
def test_without_a_key_nothing_is_sent(dialect: Dialect, key: str | None) -> None:
    with serving(reply(dialect.answered("{}"))) as server:
        error = failure_at(dialect, dialect.access(server.url, key))
    assert_message(error, FailureKind.NO_KEY, f"No API key for {dialect.provider.SERVICE.title}.")
    assert dialect.provider.SERVICE.key_variables[0] in error.hint
    assert server.seen == []


@pytest.mark.parametrize("more", ["\r\nX-Evil: 1", " and more", "\0", "ü"])
def test_a_key_that_cannot_be_one_is_not_sent(
    dialect: Dialect, more: str, caplog: pytest.LogCaptureFixture
) -> None:
    log_everything(caplog)
    with serving(reply(dialect.answered("{}"))) as server:
        error = failure_at(dialect, dialect.access(server.url, f"{KEY}{more}."))
    assert_message(
        error, FailureKind.AUTH, "rejected the API key: it contains characters that no key has"
    )
    assert_key_hidden(error, caplog)
    assert server.seen == []


def test_a_key_pasted_with_its_line_end_works(dialect: Dialect) -> None:
    with serving(reply(dialect.answered("{}"))) as server:
        dialect.provider.generate(REQUEST, dialect.access(server.url, f"{KEY}\n"))
    assert server.seen[0].headers[dialect.key_header] == dialect.key_prefix + KEY


@pytest.mark.parametrize(
    ("dialect", "body"),
    [
        (GEMINI, PROMPT_BLOCKED),
        (OPENAI, FILTERED_RESPONSE),
        (COMPATIBLE, FILTERED_CHAT),
    ],
    ids=lambda one: one.name if isinstance(one, Dialect) else "",
)
def test_a_filter_before_the_model_counts_as_a_refusal(dialect: Dialect, body: object) -> None:
    with serving(reply(body)) as server:
        assert_message(failure_of(dialect, server), FailureKind.BLOCKED, "refused to write this")


def test_gemini_is_not_asked_to_go_on_after_the_limit() -> None:
    body = GEMINI.answered("{}")
    body["candidates"] = [
        {
            "content": {"role": "model", "parts": [{"text": '{"na'}]},
            "finishReason": "CONTINUATION",
            "continuationToken": "bW9yZQ==",
        }
    ]
    with serving(reply(body)) as server:
        assert_message(failure_of(GEMINI, server), FailureKind.TRUNCATED, "stopped before the end")
    assert len(server.seen) == 1


def test_an_unknown_reason_of_gemini_is_shown() -> None:
    body = {"candidates": [{"finishReason": "BORED", "content": {"parts": [{"text": "{}"}]}}]}
    with serving(reply(body)) as server:
        assert_message(
            failure_of(GEMINI, server), FailureKind.BAD_OUTPUT, "no usable answer: BORED."
        )


def test_a_retired_model_is_named_with_one_that_works(dialect: Dialect) -> None:
    body = dialect.failed(404, "not found", "")
    with serving(reply(body, status=404)) as server:
        error = failure_of(dialect, server)
    assert f"has no model '{dialect.model}'" in error.message
    assert "--model" in error.hint
    assert (dialect.provider.SERVICE.default_model or "--model") in error.hint


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ([], "has no model."),
        (["one", "two"], "has more than one model: one, two."),
        (list("abcdefg"), "a, b, c, d, e and 2 more."),
        (["one", f"{KEY}\x1b[31m"], "[key] [31m, one."),
    ],
)
def test_a_compatible_server_with_not_exactly_one_model_needs_a_name(
    names: list[str], says: str
) -> None:
    listed = {"object": "list", "data": [{"id": name, "object": "model"} for name in names]}
    with serving(reply(listed)) as server:
        error = failure_at(COMPATIBLE, COMPATIBLE.access(server.url, KEY, model=None))
    assert_message(error, FailureKind.MODEL_GONE, says)


def test_a_failed_list_of_models_is_a_failure_like_any_other(dialect: Dialect) -> None:
    body = dialect.failed(500, f"oops {KEY}", "")
    with serving(reply(body, status=500)) as server, pytest.raises(ProviderError) as caught:
        dialect.provider.models(dialect.access(server.url, KEY))
    assert_message(caught.value, FailureKind.SERVER, "had an internal error: oops [key].")
    assert len(server.seen) == 1


def test_a_compatible_server_needs_an_address() -> None:
    with pytest.raises(ConfigError, match="No address"):
        COMPATIBLE.provider.generate(HURRIED, ProviderAccess())
