"""Signing in: with a browser here, or with one anywhere else."""

import secrets
import webbrowser
from collections.abc import Callable
from datetime import datetime

from musicanalyser.errors import Error
from musicanalyser.spotify.callback_server import awaited, code_of, query_of
from musicanalyser.spotify.token_requests import REDIRECT, AccountAccess, Signing

PATIENCE_S = 300.0
_SHOW_DIALOG = "&show_dialog=true"
"""So that it is a new consent, whose six months begin now."""


def sign_in(
    access: AccountAccess,
    *,
    now: Callable[[], datetime],
    say: Callable[[str], None],
    open_browser: Callable[[str], bool] = webbrowser.open,
    timeout_s: float = PATIENCE_S,
) -> None:
    """Let the owner agree in a browser on this machine, and keep the sign-in.

    Raises:
        Error: If that did not happen, or not in time.
        TryLaterError: If Spotify is away.
    """
    signing = Signing(access, now=now)
    state = secrets.token_urlsafe(24)
    with awaited() as callback:
        pkce = signing.pkce(callback.redirect)
        url = pkce.get_authorize_url(state) + _SHOW_DIALOG
        if open_browser(url):
            say("Agree in the browser window that has opened. If there is none, open:")
        else:
            say("Open this address in a browser on this machine, and agree:")
        say(f"  {url}")
        code = callback.code(state, timeout_s=timeout_s)
        signing.exchange(pkce, code)


def sign_in_elsewhere(
    access: AccountAccess,
    *,
    now: Callable[[], datetime],
    say: Callable[[str], None],
    ask: Callable[[], str],
) -> None:
    """Let the owner agree in a browser on another machine, and paste what it is sent to.

    Raises:
        Error: If what is pasted does not lead to a sign-in.
        TryLaterError: If Spotify is away.
    """
    signing = Signing(access, now=now)
    state = secrets.token_urlsafe(24)
    pkce = signing.pkce(REDIRECT)
    say("Open this address in any browser, and agree:")
    say(f"  {pkce.get_authorize_url(state)}{_SHOW_DIALOG}")
    say("It then cannot reach a page; that is as it should be. Copy its address from the browser.")
    signing.exchange(pkce, _pasted(ask().strip(), state))


def _pasted(text: str, state: str) -> str:
    """Return the code in an address that was pasted, or that was pasted alone."""
    if not text:
        raise Error("Nothing was pasted.", hint="Run auth login --no-browser again.")
    if "://" in text or "?" in text:
        return code_of(query_of(text), state)
    return text
