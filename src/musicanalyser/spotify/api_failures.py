"""What Spotify means when it does not answer as asked."""

import json
from contextlib import suppress
from datetime import datetime

from musicanalyser.errors import Error, TryLaterError
from musicanalyser.timespan import to_ms

_PREMIUM = "premium"
_SCOPE = "scope"
_NOT_LISTED = "not registered"
USUAL_PAUSE_S = 60.0


def is_quota(body: bytes) -> bool:
    """Tell whether the calls of the whole day were too many.

    https://developer.spotify.com/documentation/web-api/references/changes/july-2026
    """
    said = None
    with suppress(ValueError, RecursionError):
        said = json.loads(body)
    error = said.get("error") if isinstance(said, dict) else None
    return isinstance(error, dict) and error.get("reason") == "QUOTA_EXCEEDED"


def limited(*, pause_s: float | None, quota: bool, now: datetime) -> TryLaterError:
    """Return the error of too many calls."""
    what = "in a day" if quota else "in a short time"
    return TryLaterError(
        f"Spotify was asked too often {what}.",
        hint="Nothing is asked until it allows; run it again later.",
        until_ms=until_ms(pause_s, now=now),
    )


def until_ms(pause_s: float | None, *, now: datetime) -> int:
    """Return when a pause ends, that of a service which does not tell being a minute."""
    return to_ms(now) + int(1000 * (USUAL_PAUSE_S if pause_s is None else pause_s))


def away(why: str) -> TryLaterError:
    """Return the error of a service that is not there, or not itself."""
    return TryLaterError(f"Spotify {why}.", hint="Check that you are online, and try again later.")


def refused(status: int, text: str) -> Error:
    """Return the error of a call that Spotify does not allow, and will not later."""
    said = text.lower()
    if _SCOPE in said:
        return Error(
            "The sign-in does not allow that.", hint="Sign in again: musicanalyser auth login"
        )
    if _NOT_LISTED in said:
        return Error(
            "Your Spotify account is not on the list of users of your app.",
            hint="Add it under User Management: https://developer.spotify.com/dashboard",
        )
    if _PREMIUM in said:
        return Error(
            "The owner of the app has no Spotify Premium.",
            hint="Apps in Development Mode need it; it takes some hours to be noticed.",
        )
    return Error(
        f"Spotify does not allow that (HTTP {status}).",
        hint="Check your app and its users: https://developer.spotify.com/dashboard",
    )
