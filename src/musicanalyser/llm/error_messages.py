"""What each failure of a provider means for the user, and what to do next."""

from musicanalyser.llm.contract import FailureKind

MESSAGES: dict[FailureKind, tuple[str, str]] = {
    FailureKind.NO_KEY: (
        "No API key for {name}",
        "Set {variable}, or use --provider offline.",
    ),
    FailureKind.AUTH: (
        "{name} rejected the API key",
        "Check the key in {variable} or in the config.",
    ),
    FailureKind.QUOTA: (
        "{name} has no quota left for this key",
        "Check your plan and billing, or use another --model or --provider.",
    ),
    FailureKind.RATE_LIMITED: (
        "{name} is limiting requests",
        "Try again {later}, or use --provider offline.",
    ),
    FailureKind.MODEL_GONE: (
        "{name} has no model {model}",
        "Choose another one with --model{example}.",
    ),
    FailureKind.BAD_REQUEST: (
        "{name} rejected the request",
        "Choose another --model{example}, or check the address.",
    ),
    FailureKind.TOO_LONG: (
        "The facts are too long for {model} at {name}",
        "Choose a --model with a larger context, or raise the context size of your server.",
    ),
    FailureKind.BLOCKED: (
        "{name} refused to write this",
        "Try --tone gentle, or another --provider.",
    ),
    FailureKind.TRUNCATED: (
        "{name} stopped before the end of its answer",
        "Run it again, or choose another --model.",
    ),
    FailureKind.BAD_OUTPUT: (
        "{name} sent no usable answer",
        "Run it again, or choose another --model. If that does not help, check the address.",
    ),
    FailureKind.TIMEOUT: (
        "{name} did not answer within {timeout_s:g} seconds",
        "Try again later, or choose a faster --model.",
    ),
    FailureKind.UNREACHABLE: (
        "{name} cannot be reached at {host}",
        "Check your connection, the address, and whether the server is running.",
    ),
    FailureKind.SERVER: (
        "{name} had an internal error",
        "Try again later, or use --provider offline.",
    ),
}
"""Message and hint by kind; `ProviderCall.failure` fills in the names in braces."""
_MINUTE_S = 60
_HOUR_S = 3600


def retry_time(retry_after_s: float | None) -> str:
    """Return when to try again, such as ``in 10 min``; ``later`` if the delay is unknown."""
    if retry_after_s is None:
        return "later"
    if retry_after_s < _MINUTE_S:
        return f"in {retry_after_s:.0f} s"
    if retry_after_s < _HOUR_S:
        return f"in {retry_after_s / _MINUTE_S:.0f} min"
    return f"in {retry_after_s / _HOUR_S:.0f} h"
