"""OpenAI itself, by the Responses API of its SDK."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from musicanalyser.llm.contract import (
    DEFAULT_MODELS,
    FailureKind,
    GenerationRequest,
    GenerationResult,
    ProviderAccess,
)
from musicanalyser.llm.openai_sdk import MODELS_TIMEOUT_S, client, list_models
from musicanalyser.llm.provider_call import Call, open_call

if TYPE_CHECKING:
    import httpx2
    from openai.types.responses import Response

TITLE = "OpenAI"
DEFAULT_MODEL = DEFAULT_MODELS["openai"]
KEY_VARIABLES: tuple[str, ...] = ("OPENAI_API_KEY",)

_URL = "https://api.openai.com/v1"
_FAILED = {"rate_limit_exceeded": FailureKind.RATE_LIMITED, "server_error": FailureKind.SERVER}


def generate(
    request: GenerationRequest,
    access: ProviderAccess,
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> GenerationResult:
    """Let a model of OpenAI write; see `Provider`."""
    from musicanalyser.llm.retries import persist  # noqa: PLC0415 - loads httpx2

    call = _open(access, timeout_s=request.timeout_s)
    return persist(call, lambda http: _read(call, _ask(http, call, request)), sleep)


def models(access: ProviderAccess) -> list[str]:
    """Return the models of OpenAI; see `Provider`."""
    from musicanalyser.llm.retries import once  # noqa: PLC0415 - loads httpx2

    call = _open(access, timeout_s=MODELS_TIMEOUT_S)
    return once(call, lambda http: list_models(http, call))


def _open(access: ProviderAccess, *, timeout_s: float) -> Call:
    return open_call(
        access,
        who=TITLE,
        url=_URL,
        variable=KEY_VARIABLES[0],
        default_model=DEFAULT_MODEL,
        timeout_s=timeout_s,
    )


def _ask(http: "httpx2.Client", call: Call, request: GenerationRequest) -> "Response":
    return client(http, call).responses.create(
        model=call.model or "",
        instructions=request.system,
        input=request.user,
        max_output_tokens=request.max_tokens,
        reasoning={"effort": "low"},
        store=False,
        text={
            "format": {
                "type": "json_schema",
                "name": "persona",
                "strict": True,
                "schema": dict(request.schema),
            }
        },
    )


def _read(call: Call, answer: "Response") -> GenerationResult:
    if answer.error:
        raise call.failure(
            _FAILED.get(answer.error.code, FailureKind.BAD_REQUEST), answer.error.message
        )
    if answer.incomplete_details:
        filtered = answer.incomplete_details.reason == "content_filter"
        raise call.failure(FailureKind.BLOCKED if filtered else FailureKind.TRUNCATED)
    if answer.status != "completed":
        raise call.failure(FailureKind.BAD_OUTPUT, f"it is {answer.status}")
    refusal = _refusal(answer)
    if refusal is not None:
        raise call.failure(FailureKind.BLOCKED, refusal)
    usage = answer.usage
    return call.result(
        answer.output_text,
        model=answer.model,
        tokens=(usage and usage.input_tokens, usage and usage.output_tokens),
    )


def _refusal(answer: "Response") -> str | None:
    for item in answer.output:
        if item.type == "message":
            for part in item.content:
                if part.type == "refusal":
                    return part.refusal
    return None
