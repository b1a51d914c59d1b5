"""The signed-in account, as commands that ask Spotify need it."""

import sqlite3
from typing import TYPE_CHECKING

from musicanalyser.errors import UsageError

if TYPE_CHECKING:
    from musicanalyser.context import App
    from musicanalyser.flows.live.call_budget import CallBudget
    from musicanalyser.spotify.call_limiter import CallLimiter
    from musicanalyser.spotify.token_requests import AccountAccess
    from musicanalyser.spotify.web_api import SpotifyClient


def budget_of(app: "App", conn: sqlite3.Connection) -> "CallBudget":
    """Return the count of calls that all processes on the database share."""
    from musicanalyser.flows.live.call_budget import CallBudget  # noqa: PLC0415 - not for --help

    return CallBudget(conn, calls_per_day=app.config.spotify_calls_per_day, now=app.now)


def client_of(app: "App", budget: "CallLimiter") -> "SpotifyClient":
    """Return who asks Spotify, every call of which is counted.

    Raises:
        NotSignedInError: If nobody has signed in.
    """
    from musicanalyser.spotify.web_api import SpotifyClient  # noqa: PLC0415 - slow to load

    return SpotifyClient(access_of(app), budget, now=app.now, sleep=app.sleep)


def access_of(app: "App") -> "AccountAccess":
    """Return how Spotify is reached.

    Raises:
        UsageError: If the client id is not known.
    """
    from musicanalyser.spotify.token_requests import AccountAccess  # noqa: PLC0415 - slow to load

    client_id = app.config.spotify_client_id
    if client_id is None:
        raise UsageError(
            "The client id of your Spotify app is not set.",
            hint="Run `musicanalyser auth login --client-id ID`; the README shows where it is.",
        )
    return AccountAccess(
        client_id=client_id,
        api_url=app.config.spotify_api_url,
        accounts_url=app.config.spotify_accounts_url,
        token=app.paths.token,
    )
