"""Why a provider refused, from the HTTP answer it refused with.

All of them send an error object with a message; what else it holds differs, and so this reads what
it finds: ``code`` and ``type`` (OpenAI and its kin), ``status`` and ``details`` (Google).
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from musicanalyser.llm.contract import FailureKind, ProviderError
from musicanalyser.llm.provider_call import Call
from musicanalyser.net.retry_after import parse_seconds, retry_after_s

_BAD_KEY = re.compile(r"api_key_invalid|invalid_api_key|api key (?:not valid|expired|not found)")
_NO_MODEL = re.compile(r"model_not_found|no models? (?:is )?loaded|model\b.{0,80}\bdoes not exist")
_NO_QUOTA = re.compile(
    r"insufficient_quota|billing_hard_limit|billing_not_active|perday|limit: 0\b"
)
_OVERFLOW = re.compile(
    r"context[_ ](?:length|size|window)|context the overflows|(?:input )?token count.{0,40}exceed"
    r"|maximum number of tokens"
)
_UNWANTED = re.compile(r"content_filter|content_policy|invalid_prompt")
_BY_STATUS = {
    401: FailureKind.AUTH,
    402: FailureKind.QUOTA,
    403: FailureKind.AUTH,
    404: FailureKind.MODEL_GONE,
    408: FailureKind.TIMEOUT,
    410: FailureKind.MODEL_GONE,
    413: FailureKind.TOO_LONG,
    429: FailureKind.RATE_LIMITED,
}
_REDIRECTED = 300
_BROKEN = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorResponse:
    """An HTTP answer other than 200; the names of ``headers`` may be in any case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def refusal(call: Call, answer: ErrorResponse) -> ProviderError:
    """Tell from an HTTP answer other than 200 why the provider refused."""
    said = _error_of(answer.body)
    words = " ".join(_words(said)).lower()
    message = said.get("message")
    return call.failure(
        _kind(answer.status, words),
        message if isinstance(message, str) and message.strip() else f"HTTP {answer.status}",
        retry_after_s=_delay_s(answer.headers, said),
    )


def _kind(status: int, words: str) -> FailureKind:
    """Go by the words first: the same status stands for different things at different providers."""
    known = _BY_STATUS.get(status)
    if known in {FailureKind.QUOTA, FailureKind.RATE_LIMITED}:
        return FailureKind.QUOTA if _NO_QUOTA.search(words) else known
    for pattern, kind in (
        (_BAD_KEY, FailureKind.AUTH),
        (_NO_MODEL, FailureKind.MODEL_GONE),
        (_OVERFLOW, FailureKind.TOO_LONG),
        (_UNWANTED, FailureKind.BLOCKED),
    ):
        if pattern.search(words):
            return kind
    if status >= _BROKEN:
        return FailureKind.SERVER
    if status < _REDIRECTED:
        return FailureKind.BAD_OUTPUT
    return known or FailureKind.BAD_REQUEST


def _error_of(body: bytes) -> Mapping[str, object]:
    """Find the error object; a page of HTML, or what is no JSON, has none."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    if isinstance(data, list) and data:
        data = data[0]
    error = data.get("error", data) if isinstance(data, dict) else data
    if isinstance(error, dict):
        return error
    return {"message": error} if isinstance(error, str) else {}


def _words(said: Mapping[str, object]) -> Iterator[str]:
    """Yield what the error calls itself and says, but none of the request it may repeat."""
    yield from (str(said.get(name, "")) for name in ("code", "type", "status"))
    yield str(said.get("message", ""))[:500]
    for detail in _details(said):
        yield str(detail.get("reason", ""))
        violations = detail.get("violations")
        for one in violations if isinstance(violations, list) else ():
            yield str(one.get("quotaId", "")) if isinstance(one, dict) else ""


def _details(said: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    details = said.get("details")
    yield from (
        (one for one in details if isinstance(one, dict)) if isinstance(details, list) else ()
    )


def _delay_s(headers: Mapping[str, str], said: Mapping[str, object]) -> float | None:
    """Return for how many seconds the provider wants no request: by header, or by its answer."""
    delay_s = retry_after_s(headers, now=datetime.now(UTC))
    if delay_s is not None:
        return delay_s
    delays = (detail.get("retryDelay") for detail in _details(said))
    read = (parse_seconds(text.removesuffix("s")) for text in delays if isinstance(text, str))
    return next((seconds for seconds in read if seconds is not None), None)
