"""Tokens from Spotify: a new one for a consent, a renewed one for an old."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import requests
from spotipy.oauth2 import SpotifyOauthError, SpotifyPKCE

from musicanalyser.errors import ConfigError, Error, TryLaterError
from musicanalyser.net.retry_after import retry_after_s
from musicanalyser.spotify import api_failures
from musicanalyser.spotify.http_session import TIMEOUT_S, session
from musicanalyser.spotify.token_file import Token, TokenFile, not_signed_in
from musicanalyser.timespan import to_ms

SCOPES = (
    "user-read-currently-playing",
    "user-read-playback-state",
    "user-read-recently-played",
    "user-top-read",
)
REDIRECT = "http://127.0.0.1/callback"
"""As it is registered; a loopback address may have any port on top
(https://developer.spotify.com/documentation/web-api/concepts/redirect_uri)."""
_REFUSALS = frozenset({400, 401})
"""Whatever else says no does not mean it (https://www.rfc-editor.org/rfc/rfc6749#section-5.2)."""
_TOO_MANY = 429
_NO_ANSWER = (
    requests.RequestException,
    *(ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError),
)
"""What spotipy and the token file make of an answer that is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountAccess:
    """How Spotify is reached, and where the sign-in is kept."""

    client_id: str
    api_url: str
    accounts_url: str
    token: Path


class Signing:
    """Talks to the token endpoint for one app."""

    def __init__(self, access: AccountAccess, *, now: Callable[[], datetime]) -> None:
        self.file = TokenFile(access.token, now=now)
        self._access = access
        self._now = now
        self._status = 0
        self._until_ms: int | None = None

    def pkce(self, redirect: str = REDIRECT) -> SpotifyPKCE:
        """Return spotipy's part of the flow, directed at the addresses that are set."""
        accounts_url = self._access.accounts_url
        made = SpotifyPKCE(
            client_id=self._access.client_id,
            redirect_uri=redirect,
            scope=" ".join(SCOPES),
            cache_handler=self.file,
            requests_timeout=TIMEOUT_S,
            requests_session=session(accounts_url, heard=self._hear),
            open_browser=False,
        )
        made.OAUTH_AUTHORIZE_URL = f"{accounts_url}/authorize"
        made.OAUTH_TOKEN_URL = f"{accounts_url}/api/token"
        return made

    def exchange(self, pkce: SpotifyPKCE, code: str) -> None:
        """Turn the code of a consent into a sign-in, and keep it.

        Raises:
            Error: If Spotify does not take it.
            TryLaterError: If Spotify is away.
        """
        self.file.is_new = True
        try:
            with self.file.locked():
                self._asked(pkce.get_access_token, code, check_cache=False)
        finally:
            self.file.is_new = False

    def fresh(self, *, but_not: str | None = None) -> Token:
        """Return a sign-in that can be used, renewed if need be; ``but_not`` was refused.

        Only one process renews it: with rotating tokens a second one would end the sign-in.

        Raises:
            NotSignedInError: If there is none, or it holds no longer.
            TryLaterError: If Spotify is away; the sign-in stays as it is.
        """
        token = self.file.require()
        if self._can_be_used(token, but_not):
            return token
        with self.file.locked():
            token = self.file.require()
            if not self._can_be_used(token, but_not):
                self._asked(self.pkce().refresh_access_token, token.refresh)
            return self.file.require()

    def _can_be_used(self, token: Token, but_not: str | None) -> bool:
        return token.access != but_not and token.is_fresh(to_ms(self._now()))

    def _asked(self, ask: Callable[..., Any], *args: object, **options: object) -> None:
        self._status, self._until_ms = 0, None
        try:
            ask(*args, **options)
        except SpotifyOauthError as error:
            raise self._refused(error.error) from None
        except _NO_ANSWER:
            raise self._away() from None

    def _refused(self, name: object) -> Error:
        if self._status not in _REFUSALS:
            return self._away()
        if name == "invalid_grant":
            if self.file.is_new:
                return Error(
                    "Spotify did not take the code of this sign-in.",
                    hint="A code is good for one use and a few minutes: run auth login again.",
                )
            self.file.set_aside()
            return not_signed_in("The sign-in to Spotify has ended, as it does after six months.")
        if name in {"invalid_client", "unauthorized_client"}:
            return ConfigError(
                "Spotify does not know the client id.",
                hint="Compare spotify_client_id with the dashboard of your app.",
            )
        return self._away()

    def _away(self) -> TryLaterError:
        return TryLaterError(
            "Spotify's sign-in service does not answer as it should.",
            hint="Try again in a few minutes; the sign-in is kept.",
            until_ms=self._until_ms,
        )

    def _hear(self, response: requests.Response) -> None:
        """Take in whether it answers at all; what the answer holds is for the file alone."""
        self._status = response.status_code
        if response.status_code == _TOO_MANY:
            pause_s = retry_after_s(response.headers, now=self._now())
            self._until_ms = api_failures.until_ms(pause_s, now=self._now())
