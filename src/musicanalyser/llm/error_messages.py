"""How failures of a provider are told: what happened, and what to do next."""

from musicanalyser.llm.contract import FailureKind

WORDS: dict[FailureKind, tuple[str, str]] = {
    FailureKind.NO_KEY: (
        "There is no key for {who}",
        "Set {variable}, or take --provider offline.",
    ),
    FailureKind.AUTH: (
        "{who} does not accept the key",
        "Check the key in {variable} or in the config.",
    ),
    FailureKind.QUOTA: (
        "{who} has no quota left for this key",
        "Check the plan and its billing, or take another --model or --provider.",
    ),
    FailureKind.RATE_LIMITED: (
        "{who} limits how often it is asked",
        "Try again {later}, or take --provider offline.",
    ),
    FailureKind.MODEL_GONE: (
        "{who} has no model {model}",
        "Take another one with --model{example}.",
    ),
    FailureKind.BAD_REQUEST: (
        "{who} does not accept the request",
        "Take another --model{example}, or check the address.",
    ),
    FailureKind.TOO_LONG: (
        "The facts are longer than {model} can read at {who}",
        "Take a --model with a larger context, or let your server give it one.",
    ),
    FailureKind.BLOCKED: (
        "{who} refuses to write this",
        "Try --tone gentle, or take another --provider.",
    ),
    FailureKind.TRUNCATED: (
        "{who} was cut off before the end of its answer",
        "Run it again, or take another --model.",
    ),
    FailureKind.BAD_OUTPUT: (
        "{who} sent no usable answer",
        "Run it again, or take another --model; check the address if it stays so.",
    ),
    FailureKind.TIMEOUT: (
        "{who} did not answer within {timeout_s:g} seconds",
        "Try again later, or take a faster --model.",
    ),
    FailureKind.UNREACHABLE: (
        "{who} cannot be reached at {host}",
        "Check that you are online, or that the server runs, and its address.",
    ),
    FailureKind.SERVER: (
        "{who} has trouble of its own",
        "Try again later, or take --provider offline.",
    ),
}
"""Message and hint by kind; the names in braces are those that `Call.failure` fills in."""
_MINUTE_S = 60
_HOUR_S = 3600


def later(retry_after_s: float | None) -> str:
    """Say when to try again, for a provider that names a delay or does not."""
    if retry_after_s is None:
        return "later"
    if retry_after_s < _MINUTE_S:
        return f"in {retry_after_s:.0f} s"
    if retry_after_s < _HOUR_S:
        return f"in {retry_after_s / _MINUTE_S:.0f} min"
    return f"in {retry_after_s / _HOUR_S:.0f} h"
