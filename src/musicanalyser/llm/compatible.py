"""Any server with the Chat Completions API: Ollama, llama.cpp, LM Studio, vLLM and others."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from musicanalyser.llm.contract import (
    FailureKind,
    GenerationRequest,
    GenerationResult,
    ModelService,
    ProviderAccess,
    ProviderError,
)
from musicanalyser.llm.openai_sdk import SCHEMA_NAME, list_models, open_sdk
from musicanalyser.llm.provider_call import ProviderCall, open_call
from musicanalyser.llm.retries import call_with_retries, list_once

if TYPE_CHECKING:
    import httpx2
    from openai.types.chat import ChatCompletion

SERVICE = ModelService(
    title="Compatible server",
    # A variable of its own: the key for OpenAI is never sent to another server.
    key_variables=("MUSICANALYSER_LLM_API_KEY",),
)

_MOST_NAMED = 5


def generate(
    request: GenerationRequest,
    access: ProviderAccess,
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> GenerationResult:
    """Return what the server's model wrote, by default its only model; see `Provider`."""
    call = open_call(SERVICE, access, timeout_s=request.timeout_s)
    if call.model is None:
        names = call_with_retries(call, lambda http: list_models(http, call), sleep)
        call = replace(call, model=_only_model(call, names))
    return call_with_retries(call, lambda http: _read(call, _ask(http, call, request)), sleep)


def models(access: ProviderAccess) -> list[str]:
    """Return the models that the server has; see `Provider`."""
    return list_once(SERVICE, access, list_models)


def _only_model(call: ProviderCall, names: list[str]) -> str:
    match names:
        case [only]:
            return only
        case []:
            raise ProviderError(
                FailureKind.MODEL_GONE,
                f"{call.name} has no model.",
                hint="Load one there, and try again.",
            )
        case _:
            named = ", ".join(call.clean(name) for name in names[:_MOST_NAMED])
            more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
            raise ProviderError(
                FailureKind.MODEL_GONE,
                f"{call.name} has more than one model: {named}{more}.",
                hint="Choose one with --model.",
            )


def _ask(http: "httpx2.Client", call: ProviderCall, request: GenerationRequest) -> "ChatCompletion":
    return open_sdk(http, call).chat.completions.create(
        model=call.model or "",
        messages=[
            {"role": "system", "content": request.system},
            {"role": "user", "content": request.user},
        ],
        max_tokens=request.max_tokens,
        response_format={
            "type": "json_schema",
            "json_schema": {"name": SCHEMA_NAME, "strict": True, "schema": dict(request.schema)},
        },
    )


def _read(call: ProviderCall, answer: "ChatCompletion") -> GenerationResult:
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
