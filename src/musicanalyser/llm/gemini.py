"""Google's Gemini, through ``generate_content`` of google-genai."""

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
from musicanalyser.llm.provider_call import ProviderCall, open_call
from musicanalyser.llm.retries import call_with_retries, list_once

if TYPE_CHECKING:
    import httpx2
    from google import genai
    from google.genai import types

SERVICE = ModelService(
    title="Gemini",
    url="https://generativelanguage.googleapis.com",
    key_domain=".googleapis.com",
    key_variables=("GEMINI_API_KEY", "GOOGLE_API_KEY"),
    default_model="gemini-3.8-flash",
    prices={"gemini-3.8-flash": (0.75, 3.75), "gemini-3.5-flash-lite": (0.3, 2.5)},
)
"""Prices of the paid tier in November 2026, https://ai.google.dev/gemini-api/docs/pricing."""

_API_VERSION = "v1"
_MOST_MODELS = 1000
"""The largest page of the list, so that one request is enough."""
_BLOCKED = {
    *("SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII"),
    *("IMAGE_SAFETY", "ESCALATION", "PUP_LIMITED_DISABLED", "MODEL_ARMOR"),
}
_CUT_OFF = {"MAX_TOKENS", "CONTINUATION"}
_FINISHED = {"STOP", "FINISH_REASON_UNSPECIFIED", ""}


def generate(
    request: GenerationRequest,
    access: ProviderAccess,
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> GenerationResult:
    """Return what Gemini wrote; see `Provider`."""
    call = open_call(SERVICE, access, timeout_s=request.timeout_s)
    return call_with_retries(call, lambda http: _read(call, _ask(http, call, request)), sleep)


def models(access: ProviderAccess) -> list[str]:
    """Return the models that can write; see `Provider`."""
    return list_once(SERVICE, access, _list_models)


def _open_sdk(http: "httpx2.Client", call: ProviderCall) -> "genai.Client":
    """Return the SDK, which no environment variable can redirect or make send more."""
    import logging

    from google import genai
    from google.genai import types

    logging.getLogger("google_genai").setLevel(logging.ERROR)  # it warns of variables not used
    options = types.HttpOptions(
        base_url=call.address.url,
        api_version=_API_VERSION,
        timeout=round(call.timeout_s * 1000),
        httpx_client=http,
    )
    return genai.Client(vertexai=False, api_key=call.key, http_options=options)


def _ask(
    http: "httpx2.Client", call: ProviderCall, request: GenerationRequest
) -> "types.GenerateContentResponse":
    from google.genai import types

    config = types.GenerateContentConfig(
        system_instruction=request.system,
        response_mime_type="application/json",
        response_json_schema=dict(request.schema),
        max_output_tokens=request.max_tokens,
        thinking_config=types.ThinkingConfig(thinking_level=types.ThinkingLevel.LOW),
        automatic_continuation=False,
        automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
    )
    with _open_sdk(http, call) as client:
        return client.models.generate_content(
            model=call.model or "", contents=request.user, config=config
        )


def _read(call: ProviderCall, answer: "types.GenerateContentResponse") -> GenerationResult:
    if not answer.candidates:
        feedback = answer.prompt_feedback
        if feedback and feedback.block_reason:
            raise call.failure(FailureKind.BLOCKED, feedback.block_reason.value)
        raise call.failure(FailureKind.BAD_OUTPUT, "it is empty")
    candidate = answer.candidates[0]
    reason = candidate.finish_reason.value if candidate.finish_reason else ""
    if reason in _BLOCKED:
        raise call.failure(FailureKind.BLOCKED, reason)
    if reason in _CUT_OFF:
        raise call.failure(FailureKind.TRUNCATED)
    if reason not in _FINISHED:
        raise call.failure(FailureKind.BAD_OUTPUT, reason)
    parts = (candidate.content and candidate.content.parts) or []
    usage = answer.usage_metadata
    return call.result(
        "".join(part.text for part in parts if part.text and not part.thought),
        model=answer.model_version,
        tokens=(usage and usage.prompt_token_count, _output_tokens(usage)),
    )


def _output_tokens(usage: "types.GenerateContentResponseUsageMetadata | None") -> int | None:
    """Return the tokens of answer and thinking: both are paid for, and both are limited."""
    if usage is None or usage.candidates_token_count is None:
        return None
    return usage.candidates_token_count + (usage.thoughts_token_count or 0)


def _list_models(http: "httpx2.Client", call: ProviderCall) -> list[str]:
    with _open_sdk(http, call) as client:
        found = client.models.list(config={"page_size": _MOST_MODELS}).page
        return sorted(
            one.name.removeprefix("models/")
            for one in found
            if one.name and "generateContent" in (one.supported_actions or ())
        )
