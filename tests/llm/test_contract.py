"""What every provider does when all is well, seen from both ends of the wire."""

import logging
import sys

import msgspec
import pytest

from musicanalyser.llm import PROVIDERS
from musicanalyser.llm.contract import GenerationResult, ProviderAccess
from tests.conftest import ForbiddenError
from tests.llm.provider_calls import KEY, REQUEST, SCHEMA, ask
from tests.simulators.llm.dialects import COMPATIBLE, GEMINI, OPENAI, Dialect
from tests.simulators.llm.server import interrupt, reply, serving

FORMAT = {"name": "persona", "strict": True, "schema": SCHEMA}
BODIES: dict[str, object] = {
    "gemini": {
        "systemInstruction": {"role": "user", "parts": [{"text": "Be kind."}]},
        "contents": [{"role": "user", "parts": [{"text": '{"facts": []}'}]}],
        "generationConfig": {
            "maxOutputTokens": 4000,
            "responseMimeType": "application/json",
            "responseJsonSchema": SCHEMA,
            "thinkingConfig": {"thinking_level": "LOW"},
        },
    },
    "openai": {
        "model": "gpt-test",
        "instructions": "Be kind.",
        "input": '{"facts": []}',
        "max_output_tokens": 4000,
        "reasoning": {"effort": "low"},
        "store": False,
        "text": {"format": {"type": "json_schema", **FORMAT}},
    },
    "compatible": {
        "model": "local-test",
        "messages": [
            {"role": "system", "content": "Be kind."},
            {"role": "user", "content": '{"facts": []}'},
        ],
        "max_tokens": 4000,
        "response_format": {"type": "json_schema", "json_schema": FORMAT},
    },
}
"""All that is sent: no temperature, no tool, nothing kept by the provider."""
HOSTILE = {
    "OPENAI_API_KEY": "another-key",
    "OPENAI_ADMIN_KEY": "another-key",
    "OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
    "OPENAI_ORG_ID": "another-organisation",
    "OPENAI_PROJECT_ID": "another-project",
    "OPENAI_CUSTOM_HEADERS": "Authorization: Bearer another-key\nX-Other: another",
    "GOOGLE_API_KEY": "another-key",
    "GEMINI_API_KEY": "another-key",
    "GOOGLE_GEMINI_BASE_URL": "http://127.0.0.1:9",
    "GOOGLE_GENAI_USE_VERTEXAI": "true",
    "GOOGLE_GENAI_USE_ENTERPRISE": "true",
    "GOOGLE_GENAI_API_VERSION": "another",
    "GOOGLE_CLOUD_PROJECT": "another-project",
    "HTTP_PROXY": "http://127.0.0.1:9",
    "HTTPS_PROXY": "http://127.0.0.1:9",
    "ALL_PROXY": "http://127.0.0.1:9",
}


def test_an_answer_comes_back_as_the_model_wrote_it(dialect: Dialect) -> None:
    with serving(reply(dialect.answered('{"name": "Ω\\n"}'))) as server:
        assert ask(dialect, server) == GenerationResult(
            text='{"name": "Ω\\n"}', model="model-that-answered", tokens_in=11, tokens_out=22
        )


def test_the_request_holds_what_was_asked_and_nothing_else(dialect: Dialect) -> None:
    with serving(reply(dialect.answered("{}"))) as server:
        ask(dialect, server)
    (seen,) = server.seen
    assert (seen.method, seen.path) == ("POST", dialect.path)
    assert seen.json() == BODIES[dialect.name]


def test_the_key_travels_in_its_header_and_nowhere_else(dialect: Dialect) -> None:
    with serving(reply(dialect.answered("{}"))) as server:
        ask(dialect, server)
    (seen,) = server.seen
    assert seen.headers.pop(dialect.key_header) == dialect.key_prefix + KEY
    assert KEY not in f"{seen.path} {seen.headers} {seen.body!r}"


def test_no_header_describes_the_machine(dialect: Dialect) -> None:
    with serving(reply(dialect.answered("{}"))) as server:
        ask(dialect, server)
    (seen,) = server.seen
    needed = {"accept", "connection", "content-length", "content-type", "host", "user-agent"}
    assert set(seen.headers) == {*needed, dialect.key_header}


def test_the_environment_redirects_neither_key_nor_data(
    dialect: Dialect, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name, value in HOSTILE.items():
        monkeypatch.setenv(name, value)
    with serving(reply(dialect.answered("{}"))) as server:
        ask(dialect, server)
    (seen,) = server.seen
    assert seen.json() == BODIES[dialect.name]
    assert seen.path == dialect.path
    assert seen.headers[dialect.key_header] == dialect.key_prefix + KEY
    assert "another" not in str(seen.headers)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.parametrize(
    ("dialect", "host"),
    [(GEMINI, "generativelanguage.googleapis.com"), (OPENAI, "api.openai.com")],
    ids=["gemini", "openai"],
)
def test_without_an_address_by_choice_the_provider_s_own_is_used(
    dialect: Dialect, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", "http://127.0.0.1:9")
    with pytest.raises(ForbiddenError, match=host):
        dialect.provider.generate(REQUEST, ProviderAccess(key=KEY))


def test_models_are_listed_by_name(dialect: Dialect) -> None:
    with serving(reply(dialect.listed)) as server:
        access = dialect.access(server.url, KEY)
        assert dialect.provider.models(access) == ["model-a", "model-b"]
    (seen,) = server.seen
    assert (seen.method, seen.path) == ("GET", dialect.models_path)
    assert seen.headers[dialect.key_header] == dialect.key_prefix + KEY


def test_usage_is_unknown_if_the_provider_reports_none(dialect: Dialect) -> None:
    body = {**dialect.answered("{}"), "usage": None, "usageMetadata": None}
    with serving(reply(body)) as server:
        result = ask(dialect, server)
    assert (result.tokens_in, result.tokens_out) == (None, None)


def test_half_a_character_becomes_a_question_mark(dialect: Dialect) -> None:
    body = msgspec.json.encode(dialect.answered("half")).replace(b'"half"', b'"\\ud83d!"')
    with serving(reply(body)) as server:
        assert ask(dialect, server).text == "?!"


def test_a_key_that_comes_back_in_the_answer_is_taken_out(dialect: Dialect) -> None:
    with serving(reply({**dialect.answered(f"key {KEY}"), "model": KEY})) as server:
        result = ask(dialect, server)
    assert result.text == "key [key]"
    assert KEY not in repr(result)


@pytest.mark.parametrize("dialect", [GEMINI, OPENAI], ids=["gemini", "openai"])
def test_without_a_model_by_choice_the_default_one_writes(dialect: Dialect) -> None:
    with serving(reply(dialect.answered("{}"))) as server:
        dialect.provider.generate(REQUEST, dialect.access(server.url, KEY, model=None))
    model = dialect.provider.SERVICE.default_model
    assert model is not None
    (seen,) = server.seen
    assert model in f"{seen.path} {seen.body!r}"


def test_a_compatible_server_without_a_key_is_sent_none_and_never_the_one_of_openai(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with serving(reply(COMPATIBLE.answered("{}"))) as server:
        COMPATIBLE.provider.generate(REQUEST, COMPATIBLE.access(server.url, None))
    (seen,) = server.seen
    assert seen.headers["authorization"] == "Bearer none"
    assert KEY not in str(seen)


def test_a_compatible_server_with_one_model_is_asked_for_that_one() -> None:
    listed = {"object": "list", "data": [{"id": "the-only-one", "object": "model"}]}
    with serving(reply(listed), reply(COMPATIBLE.answered("{}"))) as server:
        COMPATIBLE.provider.generate(REQUEST, COMPATIBLE.access(server.url, None, model=None))
    asked, answered = server.seen
    assert (asked.method, asked.path) == ("GET", "/v1/models")
    assert b'"model":"the-only-one"' in answered.body


@pytest.mark.skipif(sys.platform == "win32", reason="no signal reaches a waiting socket there")
def test_ctrl_c_ends_the_wait_at_once(dialect: Dialect) -> None:
    with serving(interrupt) as server, pytest.raises(KeyboardInterrupt):
        ask(dialect, server)
    assert len(server.seen) == 1


def test_every_provider_declares_what_it_takes_to_call_it() -> None:
    for provider in PROVIDERS.values():
        service = provider.SERVICE
        assert service.title
        assert service.key_variables
        assert service.is_self_hosted is (service.default_model is None)
        assert service.is_self_hosted or service.key_domain.startswith(".")
    variables = [one for provider in PROVIDERS.values() for one in provider.SERVICE.key_variables]
    assert len(variables) == len(set(variables)), "a key is sent to one provider alone"
