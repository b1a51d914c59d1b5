"""OpenAI, through the Responses API of its SDK."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from musicanalyser.llm.contract import (
    FailureKind,
    GenerationRequest,
    GenerationResult,
    ModelService,
    ProviderAccess,
)
from musicanalyser.llm.openai_sdk import SCHEMA_NAME, list_models, open_sdk
from musicanalyser.llm.provider_call import ProviderCall, open_call
from musicanalyser.llm.retries import call_with_retries, list_once

if TYPE_CHECKING:
    import httpx2
    from openai.types.responses import Response

SERVICE = ModelService(
    title="OpenAI",
    url="https://api.openai.com/v1",
    key_domain=".openai.com",
    key_variables=("OPENAI_API_KEY",),
    default_model="gpt-6.1-terra",
    prices={"gpt-6.1-terra": (1.0, 5.0), "gpt-6-luna": (0.1, 0.5)},
)
"""Prices of November 2026, https://openai.com/api/pricing."""

_FAILED = {"rate_limit_exceeded": FailureKind.RATE_LIMITED, "server_error": FailureKind.SERVER}


def generate(
    request: GenerationRequest,
    access: ProviderAccess,
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> GenerationResult:
    """Return what OpenAI's model wrote; see `Provider`."""
    call = open_call(SERVICE, access, timeout_s=request.timeout_s)
    return call_with_retries(call, lambda http: _read(call, _ask(http, call, request)), sleep)


def models(access: ProviderAccess) -> list[str]:
    """Return the models of OpenAI; see `Provider`."""
    return list_once(SERVICE, access, list_models)


def _ask(http: "httpx2.Client", call: ProviderCall, request: GenerationRequest) -> "Response":
    return open_sdk(http, call).responses.create(
        model=call.model or "",
        instructions=request.system,
        input=request.user,
        max_output_tokens=request.max_tokens,
        reasoning={"effort": "low"},
        store=False,
        text={
            "format": {
                "type": "json_schema",
                "name": SCHEMA_NAME,
                "strict": True,
                "schema": dict(request.schema),
            }
        },
    )


def _read(call: ProviderCall, answer: "Response") -> GenerationResult:
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
