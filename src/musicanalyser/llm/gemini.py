"""Google's Gemini, by ``generate_content`` of google-genai."""

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
from musicanalyser.llm.provider_call import Call, open_call

if TYPE_CHECKING:
    import httpx2
    from google import genai
    from google.genai import types

TITLE = "Gemini"
DEFAULT_MODEL = DEFAULT_MODELS["gemini"]
KEY_VARIABLES: tuple[str, ...] = ("GEMINI_API_KEY", "GOOGLE_API_KEY")

_URL = "https://generativelanguage.googleapis.com"
_API_VERSION = "v1"
_MODELS_TIMEOUT_S = 10.0
_MOST_MODELS = 1000
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
    """Let Gemini write; see `Provider`."""
    from musicanalyser.llm.retries import persist  # noqa: PLC0415 - loads httpx2

    call = _open(access, timeout_s=request.timeout_s)
    return persist(call, lambda http: _read(call, _ask(http, call, request)), sleep)


def models(access: ProviderAccess) -> list[str]:
    """Return the models that can write; see `Provider`."""
    from musicanalyser.llm.retries import once  # noqa: PLC0415 - loads httpx2

    call = _open(access, timeout_s=_MODELS_TIMEOUT_S)
    return once(call, lambda http: _list(http, call))


def _open(access: ProviderAccess, *, timeout_s: float) -> Call:
    return open_call(
        access,
        who=TITLE,
        url=_URL,
        variable=KEY_VARIABLES[0],
        default_model=DEFAULT_MODEL,
        timeout_s=timeout_s,
    )


def _client(http: "httpx2.Client", call: Call) -> "genai.Client":
    """Open the SDK so that no variable of the environment changes where it sends what."""
    import logging  # noqa: PLC0415 - as google.genai

    from google import genai  # noqa: PLC0415 - takes a second to load
    from google.genai import types  # noqa: PLC0415 - as google.genai

    logging.getLogger("google_genai").setLevel(logging.ERROR)  # it warns of variables not used
    options = types.HttpOptions(
        base_url=call.address.url,
        api_version=_API_VERSION,
        timeout=round(call.timeout_s * 1000),
        httpx_client=http,
    )
    return genai.Client(vertexai=False, api_key=call.key, http_options=options)


def _ask(
    http: "httpx2.Client", call: Call, request: GenerationRequest
) -> "types.GenerateContentResponse":
    from google.genai import types  # noqa: PLC0415 - takes a second to load

    config = types.GenerateContentConfig(
        system_instruction=request.system,
        response_mime_type="application/json",
        response_json_schema=dict(request.schema),
        max_output_tokens=request.max_tokens,
        thinking_config=types.ThinkingConfig(thinking_level=types.ThinkingLevel.LOW),
        automatic_continuation=False,
        automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
    )
    with _client(http, call) as client:
        return client.models.generate_content(
            model=call.model or "", contents=request.user, config=config
        )


def _read(call: Call, answer: "types.GenerateContentResponse") -> GenerationResult:
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
        tokens=(usage and usage.prompt_token_count, _written(usage)),
    )


def _written(usage: "types.GenerateContentResponseUsageMetadata | None") -> int | None:
    """Count the thinking too: it is paid for, and bounded, as the answer is."""
    if usage is None or usage.candidates_token_count is None:
        return None
    return usage.candidates_token_count + (usage.thoughts_token_count or 0)


def _list(http: "httpx2.Client", call: Call) -> list[str]:
    with _client(http, call) as client:
        known = client.models.list(config={"page_size": _MOST_MODELS}).page
        return sorted(
            one.name.removeprefix("models/")
            for one in known
            if one.name and "generateContent" in (one.supported_actions or ())
        )
