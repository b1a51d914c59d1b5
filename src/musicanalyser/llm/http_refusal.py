"""Why a provider refused a request, read from its HTTP response.

Each sends an error object with a message. Beyond that they differ, so this reads what it finds:
``code`` and ``type`` (OpenAI and compatible servers), ``status`` and ``details`` (Google).
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from musicanalyser.llm.contract import FailureKind, ProviderError
from musicanalyser.llm.provider_call import ProviderCall
from musicanalyser.net.retry_after import parse_seconds, retry_after_s

_BAD_KEY = re.compile(r"api_key_invalid|invalid_api_key|api key (?:not valid|expired|not found)")
_UNKNOWN_MODEL = re.compile(
    r"model_not_found|no models? (?:is )?loaded|model\b.{0,80}\bdoes not exist"
)
_NO_QUOTA = re.compile(
    r"insufficient_quota|billing_hard_limit|billing_not_active|perday|limit: 0\b"
)
_TOO_LONG = re.compile(
    r"context[_ ](?:length|size|window)|context the overflows|(?:input )?token count.{0,40}exceed"
    r"|maximum number of tokens"
)
_FILTERED = re.compile(r"content_filter|content_policy|invalid_prompt")
_MESSAGE_START = 500
"""Later, a message may quote our request, whose words would mislead the search."""
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
_FIRST_REDIRECT = 300
_FIRST_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorResponse:
    """An HTTP response other than 200; ``headers`` are found whatever the case of their names."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def explain_refusal(call: ProviderCall, response: ErrorResponse) -> ProviderError:
    """Return the error for an HTTP response other than 200."""
    error = _error_object(response.body)
    text = " ".join(_texts(error)).lower()
    message = error.get("message")
    return call.failure(
        _kind(response.status, text),
        message if isinstance(message, str) and message.strip() else f"HTTP {response.status}",
        retry_after_s=_delay_s(response.headers, error),
    )


def _kind(status: int, text: str) -> FailureKind:
    """Return the kind by the text first: providers use the same status for different failures."""
    by_status = _BY_STATUS.get(status)
    if by_status in {FailureKind.QUOTA, FailureKind.RATE_LIMITED}:
        return FailureKind.QUOTA if _NO_QUOTA.search(text) else by_status
    for pattern, kind in (
        (_BAD_KEY, FailureKind.AUTH),
        (_UNKNOWN_MODEL, FailureKind.MODEL_GONE),
        (_TOO_LONG, FailureKind.TOO_LONG),
        (_FILTERED, FailureKind.BLOCKED),
    ):
        if pattern.search(text):
            return kind
    if status >= _FIRST_SERVER_ERROR:
        return FailureKind.SERVER
    if status < _FIRST_REDIRECT:
        return FailureKind.BAD_OUTPUT
    return by_status or FailureKind.BAD_REQUEST


def _error_object(body: bytes) -> Mapping[str, object]:
    """Return the error object of a body; an empty one if the body is not JSON, such as HTML."""
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


def _texts(error: Mapping[str, object]) -> Iterator[str]:
    """Yield the names of an error and the start of its message, in which patterns are searched."""
    yield from (str(error.get(name, "")) for name in ("code", "type", "status"))
    yield str(error.get("message", ""))[:_MESSAGE_START]
    for detail in _details(error):
        yield str(detail.get("reason", ""))
        violations = detail.get("violations")
        for one in violations if isinstance(violations, list) else ():
            yield str(one.get("quotaId", "")) if isinstance(one, dict) else ""


def _details(error: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    details = error.get("details")
    yield from (
        (one for one in details if isinstance(one, dict)) if isinstance(details, list) else ()
    )


def _delay_s(headers: Mapping[str, str], error: Mapping[str, object]) -> float | None:
    """Return how many seconds to wait, by the header or else by the error object."""
    delay_s = retry_after_s(headers)
    if delay_s is not None:
        return delay_s
    delays = (detail.get("retryDelay") for detail in _details(error))
    read = (parse_seconds(text.removesuffix("s")) for text in delays if isinstance(text, str))
    return next((seconds for seconds in read if seconds is not None), None)
