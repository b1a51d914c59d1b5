"""The errors that Spotify's refusals and outages stand for."""

import json
from contextlib import suppress
from datetime import datetime

from musicanalyser.errors import Error, TryLaterError
from musicanalyser.timespan import to_ms

DEFAULT_PAUSE_S = 60.0
"""How long to wait after too many calls if Spotify does not say."""
_DASHBOARD = "https://developer.spotify.com/dashboard"
_PREMIUM = "premium"
_SCOPE = "scope"
_NOT_LISTED = "not registered"


def is_quota(body: bytes) -> bool:
    """Return whether a 429 is about the calls of the whole day.

    https://developer.spotify.com/documentation/web-api/references/changes/july-2026
    """
    answer = None
    with suppress(ValueError, RecursionError):
        answer = json.loads(body)
    error = answer.get("error") if isinstance(answer, dict) else None
    return isinstance(error, dict) and error.get("reason") == "QUOTA_EXCEEDED"


def rate_limit_error(*, pause_s: float | None, quota: bool, now: datetime) -> TryLaterError:
    """Return the error of too many calls."""
    period = "in a day" if quota else "in a short time"
    return TryLaterError(
        f"Too many calls to Spotify {period}.",
        hint="No call is made until Spotify allows it; run it again later.",
        until_ms=pause_end_ms(pause_s, now=now),
    )


def pause_end_ms(pause_s: float | None, *, now: datetime) -> int:
    """Return when a pause ends, in ms since 1970 UTC; a pause of unknown length is a minute."""
    return to_ms(now) + int(1000 * (DEFAULT_PAUSE_S if pause_s is None else pause_s))


def outage_error(what: str) -> TryLaterError:
    """Return the error of a service that is away or faulty; ``what`` completes "Spotify …"."""
    return TryLaterError(
        f"Spotify {what}.", hint="Check your internet connection, and try again later."
    )


def refusal_error(status: int, text: str) -> Error:
    """Return the error of a call that Spotify forbids for good; ``text`` is its answer."""
    reason = text.lower()
    if _SCOPE in reason:
        return Error(
            "Your sign-in does not include this permission.",
            hint="Sign in again: musicanalyser auth login",
        )
    if _NOT_LISTED in reason:
        return Error(
            "Your Spotify account is not on the list of users of your app.",
            hint=f"Add it under User Management: {_DASHBOARD}",
        )
    if _PREMIUM in reason:
        return Error(
            "The owner of the app has no Spotify Premium.",
            hint="Apps in Development Mode need it. Spotify notices a change after some hours.",
        )
    return Error(
        f"Spotify does not allow this (HTTP {status}).",
        hint=f"Check your app and its users: {_DASHBOARD}",
    )
