"""How the signed-in account stands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from musicanalyser.errors import TryLaterError
from musicanalyser.flows.live.call_budget import CallBudget
from musicanalyser.report import Column, Report, Value
from musicanalyser.spotify.token_file import Token
from musicanalyser.spotify.web_api import SpotifyClient
from musicanalyser.timespan import from_ms

LIFETIME = timedelta(days=182)
"""Six months, a day or two cut short
(https://developer.spotify.com/documentation/web-api/tutorials/refreshing-tokens)."""
ENDS_SOON_DAYS = 31
"""From then on its end is worth a word."""
_COLUMNS = (Column(name="what", title="What"), Column(name="found", title="Found"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The account as a report, and for how many more days the sign-in holds."""

    report: Report
    days_left: int


def days_left(token: Token, now: datetime) -> int:
    """Return for how many more days a sign-in holds, 0 if it has ended."""
    left = from_ms(token.authorized_ms, ZoneInfo("UTC")) + LIFETIME - now
    return max(0, left.days)


def standing(
    client: SpotifyClient,
    token: Token,
    budget: CallBudget,
    *,
    zone: ZoneInfo,
    now: Callable[[], datetime],
) -> Standing:
    """Ask whose account it is, and tell how it stands; an account that cannot be asked is unknown.

    Raises:
        NotSignedInError: If the sign-in does not hold.
        Error: If Spotify does not allow the question.
    """
    try:
        account = client.me()
        name: Value = account.name or account.id
    except TryLaterError as error:
        name = None
        trouble = error.message
    else:
        trouble = ""
    blocked_ms = budget.blocked_until_ms()
    usage = budget.usage()
    left = days_left(token, now())
    agreed = from_ms(token.authorized_ms, zone)
    rows: tuple[tuple[str, Value], ...] = (
        ("account", name),
        ("scopes", ", ".join(token.scope.split()) or None),
        ("agreed on", agreed.date().isoformat()),
        ("days left", str(left)),
        ("blocked until", blocked_ms and from_ms(blocked_ms, zone).isoformat(" ", "minutes")),
        ("calls in 24 hours", f"{usage.used:,} of {usage.allowed:,}"),
    )
    return Standing(
        report=Report(
            name="auth",
            title="Spotify",
            columns=_COLUMNS,
            rows=rows,
            notes=(trouble,) if trouble else (),
        ),
        days_left=left,
    )
