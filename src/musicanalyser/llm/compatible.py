"""Any server that speaks Chat Completions: Ollama, llama.cpp, LM Studio, vLLM and the like."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from musicanalyser.errors import ConfigError
from musicanalyser.llm.contract import (
    DEFAULT_MODELS,
    FailureKind,
    GenerationRequest,
    GenerationResult,
    ProviderAccess,
    ProviderError,
)
from musicanalyser.llm.openai_sdk import MODELS_TIMEOUT_S, client, list_models
from musicanalyser.llm.provider_call import Call, open_call

if TYPE_CHECKING:
    import httpx2
    from openai.types.chat import ChatCompletion

TITLE = "Compatible server"
DEFAULT_MODEL = DEFAULT_MODELS["compatible"]
KEY_VARIABLES: tuple[str, ...] = ("MUSICANALYSER_LLM_API_KEY",)
"""Of its own: a key of OpenAI is never sent elsewhere."""

_MOST_NAMED = 5


def generate(
    request: GenerationRequest,
    access: ProviderAccess,
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> GenerationResult:
    """Let the server's model write, by default the only one it has; see `Provider`."""
    from musicanalyser.llm.retries import persist  # noqa: PLC0415 - loads httpx2

    call = _open(access, timeout_s=request.timeout_s)
    if call.model is None:
        known = persist(call, lambda http: list_models(http, call), sleep)
        call = replace(call, model=_only_model(call, known))
    return persist(call, lambda http: _read(call, _ask(http, call, request)), sleep)


def models(access: ProviderAccess) -> list[str]:
    """Return the models that the server has; see `Provider`."""
    from musicanalyser.llm.retries import once  # noqa: PLC0415 - loads httpx2

    call = _open(access, timeout_s=MODELS_TIMEOUT_S)
    return once(call, lambda http: list_models(http, call))


def _open(access: ProviderAccess, *, timeout_s: float) -> Call:
    if not access.base_url:
        raise ConfigError(
            "There is no address of a compatible server.",
            hint="Set base_url, for Ollama to http://127.0.0.1:11434/v1.",
        )
    return open_call(
        access,
        who=f"The {TITLE.lower()}",
        url=access.base_url,
        variable=KEY_VARIABLES[0],
        default_model=DEFAULT_MODEL,
        timeout_s=timeout_s,
        needs_key=False,
    )


def _only_model(call: Call, known: list[str]) -> str:
    match known:
        case [only]:
            return only
        case []:
            raise ProviderError(
                FailureKind.MODEL_GONE,
                f"{call.who} has no model.",
                hint="Load one there, and try again.",
            )
        case _:
            named = ", ".join(call.shown(name) for name in known[:_MOST_NAMED])
            more = f" and {len(known) - _MOST_NAMED} more" if len(known) > _MOST_NAMED else ""
            raise ProviderError(
                FailureKind.MODEL_GONE,
                f"{call.who} has more than one model: {named}{more}.",
                hint="Name the one to take with --model.",
            )


def _ask(http: "httpx2.Client", call: Call, request: GenerationRequest) -> "ChatCompletion":
    return client(http, call).chat.completions.create(
        model=call.model or "",
        messages=[
            {"role": "system", "content": request.system},
            {"role": "user", "content": request.user},
        ],
        max_tokens=request.max_tokens,
        response_format={
            "type": "json_schema",
            "json_schema": {
                "name": "persona",
                "strict": True,
                "schema": dict(request.schema),
            },
        },
    )


def _read(call: Call, answer: "ChatCompletion") -> GenerationResult:
    if not answer.choices:
        raise call.failure(FailureKind.BAD_OUTPUT, "it is empty")
    choice = answer.choices[0]
    if choice.finish_reason == "length":
        raise call.failure(FailureKind.TRUNCATED)
    if choice.finish_reason == "content_filter" or choice.message.refusal:
        raise call.failure(FailureKind.BLOCKED, choice.message.refusal or "")
    usage = answer.usage
    return call.result(
        choice.message.content,
        model=answer.model,
        tokens=(usage and usage.prompt_tokens, usage and usage.completion_tokens),
    )
