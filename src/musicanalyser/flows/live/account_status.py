"""The status of the signed-in account."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from musicanalyser.errors import TryLaterError
from musicanalyser.flows.live.call_budget import CallBudget, CallUsage
from musicanalyser.flows.live.quotas import LearntQuota
from musicanalyser.spotify.call_limiter import EndpointFamily
from musicanalyser.spotify.token_file import Token
from musicanalyser.spotify.web_api import SpotifyClient
from musicanalyser.timespan import from_ms

_LIFETIME = timedelta(days=182)
"""Six months, less a day or two
(https://developer.spotify.com/documentation/web-api/tutorials/refreshing-tokens)."""
_ENDS_SOON_DAYS = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountStatus:
    """Who is signed in, for how long, and how many calls are left.

    ``name`` is ``None`` if Spotify does not answer, and ``problem`` says why.
    """

    name: str | None
    problem: str
    scopes: tuple[str, ...]
    authorized_ms: int
    days_left: int
    blocked_until_ms: int | None
    usage: CallUsage
    quotas: tuple[LearntQuota, ...]

    @property
    def ends_soon(self) -> bool:
        """Whether the sign-in should be renewed within a month."""
        return self.days_left <= _ENDS_SOON_DAYS


def days_left(token: Token, now: datetime) -> int:
    """Return for how many more days a sign-in lasts, 0 if it has ended."""
    left = from_ms(token.authorized_ms, ZoneInfo("UTC")) + _LIFETIME - now
    return max(0, left.days)


def fetch_account_status(
    client: SpotifyClient, token: Token, budget: CallBudget, *, now: Callable[[], datetime]
) -> AccountStatus:
    """Return the status of the account, with its name from Spotify.

    Raises:
        NotSignedInError: If the sign-in has ended.
        Error: If Spotify forbids the call.
    """
    name, problem = None, ""
    try:
        account = client.me()
        name = account.name or account.id
    except TryLaterError as error:
        problem = error.message
    return AccountStatus(
        name=name,
        problem=problem,
        scopes=tuple(token.scope.split()),
        authorized_ms=token.authorized_ms,
        days_left=days_left(token, now()),
        blocked_until_ms=max(
            filter(None, map(budget.blocked_until_ms, EndpointFamily)), default=None
        ),
        usage=budget.usage(),
        quotas=budget.quotas(),
    )
