"""Signing in: with a browser on this machine, or on another one."""

import secrets
import webbrowser
from collections.abc import Callable
from datetime import datetime

from musicanalyser.errors import Error
from musicanalyser.spotify.callback_server import (
    REDIRECT,
    listen_for_callback,
    parse_query,
    read_code,
)
from musicanalyser.spotify.token_requests import AccountAccess, TokenClient

_TIMEOUT_S = 300.0
_SHOW_DIALOG = "&show_dialog=true"
"""Asks for a new consent, whose six months start now, even if there is one already."""


def sign_in(
    access: AccountAccess,
    *,
    now: Callable[[], datetime],
    say: Callable[[str], None],
    open_browser: Callable[[str], bool] = webbrowser.open,
    timeout_s: float = _TIMEOUT_S,
) -> None:
    """Sign in with a browser on this machine, and save the sign-in.

    Raises:
        Error: If the user does not agree, or not in time.
        TryLaterError: If Spotify is away.
    """
    tokens = TokenClient(access, now=now)
    state = secrets.token_urlsafe(24)
    with listen_for_callback(state) as callback:
        pkce = tokens.pkce(callback.redirect)
        url = pkce.get_authorize_url(state) + _SHOW_DIALOG
        if open_browser(url):
            say("Agree in the browser window that has opened. If there is none, open:")
        else:
            say("Open this address in a browser on this machine, and agree:")
        say(f"  {url}")
        code = callback.wait_for_code(timeout_s=timeout_s)
        tokens.exchange(pkce, code)


def sign_in_elsewhere(
    access: AccountAccess,
    *,
    now: Callable[[], datetime],
    say: Callable[[str], None],
    ask: Callable[[], str],
) -> None:
    """Sign in with a browser on another machine: the user pastes the address it ends at.

    Raises:
        Error: If the pasted text does not lead to a sign-in.
        TryLaterError: If Spotify is away.
    """
    tokens = TokenClient(access, now=now)
    state = secrets.token_urlsafe(24)
    pkce = tokens.pkce(REDIRECT)
    say("Open this address in any browser, and agree:")
    say(f"  {pkce.get_authorize_url(state)}{_SHOW_DIALOG}")
    say("The browser then fails to load a page, as expected. Copy the address of that page.")
    tokens.exchange(pkce, _pasted_code(ask().strip(), state))


def _pasted_code(text: str, state: str) -> str:
    """Return the code in a pasted address, or the code itself if it was pasted alone."""
    if not text:
        raise Error("Nothing was pasted.", hint="Run auth login --no-browser again.")
    if "://" in text or "?" in text:
        return read_code(parse_query(text), state)
    return text
