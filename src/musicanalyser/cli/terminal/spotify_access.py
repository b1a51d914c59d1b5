"""The client for the signed-in account, and the budget of its calls."""

import sqlite3
from typing import TYPE_CHECKING

from musicanalyser.errors import UsageError

if TYPE_CHECKING:
    from musicanalyser.context import App
    from musicanalyser.flows.live.call_budget import CallBudget
    from musicanalyser.spotify.call_limiter import CallLimiter
    from musicanalyser.spotify.token_requests import AccountAccess
    from musicanalyser.spotify.web_api import SpotifyClient


def make_budget(app: "App", conn: sqlite3.Connection) -> "CallBudget":
    """Return the budget of calls that all processes on the database share."""
    from musicanalyser.flows.live.call_budget import CallBudget

    return CallBudget(conn, calls_per_day=app.config.spotify_calls_per_day, now=app.now)


def make_client(app: "App", limiter: "CallLimiter") -> "SpotifyClient":
    """Return a client, each call of which is counted.

    Raises:
        NotSignedInError: If there is no sign-in.
        UsageError: If the client id is not set.
    """
    from musicanalyser.spotify.web_api import SpotifyClient

    return SpotifyClient(make_access(app), limiter, now=app.now, sleep=app.sleep)


def require_sign_in(app: "App") -> None:
    """Return if there is a sign-in; commands ask this before they create anything.

    Raises:
        NotSignedInError: If there is no sign-in.
        UsageError: If the client id is not set.
    """
    from musicanalyser.spotify.token_file import TokenFile

    TokenFile(make_access(app).token, now=app.now).require()


def make_access(app: "App") -> "AccountAccess":
    """Return how to reach Spotify.

    Raises:
        UsageError: If the client id is not set.
    """
    from musicanalyser.spotify.token_requests import AccountAccess

    client_id = app.config.spotify_client_id
    if client_id is None:
        raise UsageError(
            "The client id of your Spotify app is not set.",
            hint="Run `musicanalyser auth login --client-id ID`; the README shows where to get it.",
        )
    return AccountAccess(
        client_id=client_id,
        api_url=app.config.spotify_api_url,
        accounts_url=app.config.spotify_accounts_url,
        token=app.paths.token,
    )
