"""The sign-in on disk: for its owner's eyes alone, never half-written, never lost to a mishap."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from spotipy.cache_handler import CacheHandler

from musicanalyser.errors import Error, NotSignedInError, TryLaterError
from musicanalyser.files import unfinished_copies, write_private
from musicanalyser.timespan import to_ms
from musicanalyser.units import MINUTE_MS

_PATIENCE_S = 40.0
"""Longer than another process may take to refresh."""
_EARLY_MS = MINUTE_MS
"""A token is renewed that long before it expires."""
_LONGEST_S = 10**9
_LATEST_MS = 4_102_444_800_000
"""2100-01-01."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A sign-in; moments are in ms since 1970 UTC.

    ``authorized_ms`` is when its owner agreed: six months later it ends, however often it was
    renewed (https://developer.spotify.com/blog/2026-06-18-refresh-token-expiration).
    """

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_ms: int
    scope: str
    authorized_ms: int

    def is_fresh(self, now_ms: int) -> bool:
        """Tell whether it can be used for a while yet."""
        return self.expires_ms - _EARLY_MS > now_ms


class TokenFile(CacheHandler):  # type: ignore[misc]  # spotipy is not typed
    """Where the sign-in is kept; spotipy saves through it what it is given."""

    def __init__(self, path: Path, *, now: Callable[[], datetime]) -> None:
        self.path = path
        self._now = now
        self.is_new = False
        """Whether what is saved next is a new consent, and not a renewal."""

    @property
    def dead(self) -> Path:
        """Where a sign-in is put that Spotify does not accept any more."""
        return self.path.with_name(f"{self.path.stem}.dead.json")

    def load(self) -> Token | None:
        """Return the sign-in, or ``None`` if there is none.

        Raises:
            Error: If the file cannot be read, or is none of ours.
        """
        try:
            held = json.loads(self.path.read_text("utf-8"))
            return Token(
                access=_secret(held["access_token"]),
                refresh=_secret(held["refresh_token"]),
                expires_ms=_number(held["expires_ms"], below=_LATEST_MS),
                scope=str(held["scope"]),
                authorized_ms=_number(held["authorized_ms"], below=_LATEST_MS),
            )
        except FileNotFoundError:
            return None
        except (ValueError, TypeError, KeyError, RecursionError):
            raise Error(
                f"{self.path} is damaged.", hint="Sign in again: musicanalyser auth login"
            ) from None

    def require(self) -> Token:
        """Return the sign-in.

        Raises:
            NotSignedInError: If there is none.
            Error: If the file cannot be read.
        """
        token = self.load()
        if token is None:
            raise not_signed_in("Nobody has signed in to Spotify.")
        return token

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes from renewing the sign-in for as long as the block runs.

        Raises:
            TryLaterError: If another process does not come to an end with it.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(f"{self.path}.lock", mode=0o600, timeout=_PATIENCE_S)
        try:
            with lock:
                yield
        except Timeout:
            raise TryLaterError(
                "Another musicanalyser is renewing the sign-in.", hint="Try again in a minute."
            ) from None

    def get_cached_token(self) -> None:
        """Give spotipy nothing to decide about."""

    def save_token_to_cache(self, token_info: Mapping[str, Any]) -> None:
        """Keep what the token endpoint answered; what it leaves out stays as it was.

        Raises:
            KeyError: If it does not tell all that is needed.
            ValueError: If what it tells cannot be used.
        """
        known = None if self.is_new else self.load()
        now_ms = to_ms(self._now())
        told = token_info["refresh_token"]
        refresh = known.refresh if known and not told else _secret(told)
        held = {
            "access_token": _secret(token_info["access_token"]),
            "refresh_token": refresh,
            "expires_ms": now_ms + 1000 * _number(token_info["expires_in"], below=_LONGEST_S),
            "scope": token_info.get("scope") or (known.scope if known else ""),
            "authorized_ms": known.authorized_ms if known else now_ms,
        }
        write_private(self.path, json.dumps(held))

    def set_aside(self) -> None:
        """Put the sign-in where it is not used, should Spotify have been wrong about it."""
        self.path.replace(self.dead)

    def forget(self) -> bool:
        """Remove every trace of a sign-in, half-written ones as well; tell whether there was one.

        Raises:
            TryLaterError: If another process is renewing it, and does not come to an end.
        """
        if not self.path.parent.exists():
            return False
        with self.locked():
            traces = [*unfinished_copies(self.path), self.path, self.dead]
            found = [path for path in traces if path.exists()]
            for path in found:
                path.unlink()
        return bool(found)


def _secret(value: object) -> str:
    """Return what can be a token: printable ASCII, as a header must be."""
    if not isinstance(value, str) or not value or not (value.isascii() and value.isprintable()):
        raise ValueError("no token")
    return value


def _number(value: object, *, below: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < below:
        raise ValueError("no number")
    return value


def not_signed_in(message: str) -> NotSignedInError:
    """Return the error of whoever must sign in."""
    return NotSignedInError(message, hint="Run: musicanalyser auth login")
