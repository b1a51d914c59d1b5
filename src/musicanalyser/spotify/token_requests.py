"""Tokens from Spotify: a first one for a consent, later ones by renewal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import requests
from spotipy.oauth2 import SpotifyOauthError, SpotifyPKCE

from musicanalyser.errors import ConfigError, Error, TryLaterError
from musicanalyser.net.retry_after import retry_after_s
from musicanalyser.spotify.api_failures import pause_end_ms
from musicanalyser.spotify.call_limiter import TOO_MANY_REQUESTS
from musicanalyser.spotify.callback_server import REDIRECT
from musicanalyser.spotify.http_session import TIMEOUT_S, open_session
from musicanalyser.spotify.token_file import Token, TokenFile, not_signed_in_error
from musicanalyser.timespan import to_ms
from musicanalyser.units import DAY_MS

SCOPES = (
    "user-read-currently-playing",
    "user-read-playback-state",
    "user-read-recently-played",
    "user-top-read",
)
_REFUSALS = frozenset({400, 401})
"""Only these refuse a token (https://www.rfc-editor.org/rfc/rfc6749#section-5.2). Any other status
is an outage, whatever its body says."""
_NO_TOKEN = "none"  # noqa: S105 - a token that nobody has
_LIFETIME_DAYS = 180
"""A younger sign-in has not ended by its age, which is six months."""
_NO_ANSWER = (
    requests.RequestException,
    *(ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError),
)
"""What spotipy and the token file raise when an answer is not of the expected form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountAccess:
    """How to reach Spotify, and where the sign-in is saved."""

    client_id: str
    api_url: str
    accounts_url: str
    token: Path


class TokenClient:
    """Talks to the token endpoint for one app."""

    def __init__(self, access: AccountAccess, *, now: Callable[[], datetime]) -> None:
        self.file = TokenFile(access.token, now=now)
        self._access = access
        self._now = now
        self._status = 0
        self._until_ms: int | None = None

    def pkce(self, redirect: str = REDIRECT) -> SpotifyPKCE:
        """Return spotipy's part of the flow, with the configured addresses."""
        accounts_url = self._access.accounts_url
        pkce = SpotifyPKCE(
            client_id=self._access.client_id,
            redirect_uri=redirect,
            scope=" ".join(SCOPES),
            cache_handler=self.file,
            requests_timeout=TIMEOUT_S,
            requests_session=open_session(accounts_url, on_response=self._note_response),
            open_browser=False,
        )
        pkce.OAUTH_AUTHORIZE_URL = f"{accounts_url}/authorize"
        pkce.OAUTH_TOKEN_URL = f"{accounts_url}/api/token"
        return pkce

    def exchange(self, pkce: SpotifyPKCE, code: str) -> None:
        """Exchange the code of a consent for a sign-in, and save it.

        Raises:
            Error: If Spotify rejects the code.
            TryLaterError: If Spotify is away.
        """
        self.file.is_new = True
        try:
            with self.file.locked():
                self._call(pkce.get_access_token, code, check_cache=False)
        finally:
            self.file.is_new = False

    def check_client_id(self) -> None:
        """Ask Spotify whether it knows the client id, before a user is sent to a browser.

        Spotify refuses a made-up token in any case, but an unknown client for another reason.

        Raises:
            ConfigError: If Spotify does not know it. An outage says nothing.
        """
        self.file.is_new = True
        try:
            self._call(self.pkce().refresh_access_token, _NO_TOKEN)
        except ConfigError:
            raise
        except Error:
            return
        finally:
            self.file.is_new = False

    def usable_token(self, *, rejected: str | None = None) -> Token:
        """Return a sign-in that can be used, renewed if necessary.

        ``rejected`` is an access token that the API has refused although it should be valid. Only
        one process renews: with rotating tokens, a second renewal would end the sign-in.

        Raises:
            NotSignedInError: If there is no sign-in, or it has ended.
            TryLaterError: If Spotify is away; the sign-in stays as it is.
        """
        token = self.file.require()
        if self._is_usable(token, rejected):
            return token
        with self.file.locked():
            token = self.file.require()
            if not self._is_usable(token, rejected):
                self._call(self.pkce().refresh_access_token, token.refresh)
            return self.file.require()

    def _is_usable(self, token: Token, rejected: str | None) -> bool:
        return token.access != rejected and token.is_fresh(to_ms(self._now()))

    def _call(self, request: Callable[..., Any], *args: object, **options: object) -> None:
        self._status, self._until_ms = 0, None
        try:
            request(*args, **options)
        except SpotifyOauthError as error:
            raise self._refusal_error(error.error) from None
        except _NO_ANSWER:
            raise self._outage_error() from None

    def _refusal_error(self, name: object) -> Error:
        if self._status not in _REFUSALS or not isinstance(name, str):
            return self._outage_error()
        if name == "invalid_grant":
            if self.file.is_new:
                return Error(
                    "Spotify rejected the code of this sign-in.",
                    hint="A code works once and for a few minutes: run auth login again.",
                )
            message = self._end_message()
            self.file.set_aside()
            return not_signed_in_error(message)
        if name in {"invalid_client", "unauthorized_client"}:
            return ConfigError(
                "Spotify does not know the client id.",
                hint="Compare spotify_client_id with the dashboard of your app.",
            )
        return self._outage_error()

    def _end_message(self) -> str:
        """Say why the sign-in may have ended: by its age, or by somebody."""
        token = self.file.require()
        days = (to_ms(self._now()) - token.authorized_ms) // DAY_MS
        if days >= _LIFETIME_DAYS:
            return "The Spotify sign-in has ended; it lasts six months."
        return (
            f"Spotify has ended the sign-in after {days} days. Perhaps the access of your app was"
            " removed, or your password was changed."
        )

    def _outage_error(self) -> TryLaterError:
        return TryLaterError(
            "Spotify's sign-in service is not working.",
            hint="Try again in a few minutes; you stay signed in.",
            until_ms=self._until_ms,
        )

    def _note_response(self, response: requests.Response) -> None:
        """Remember the status of a response; its body goes to the token file alone."""
        self._status = response.status_code
        if response.status_code == TOO_MANY_REQUESTS:
            now = self._now()
            self._until_ms = pause_end_ms(retry_after_s(response.headers, now=now), now=now)
