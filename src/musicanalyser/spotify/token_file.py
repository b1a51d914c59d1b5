"""The sign-in on disk: private, never half-written, and not lost through a failed renewal."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from spotipy.cache_handler import CacheHandler

from musicanalyser.errors import Error, NotSignedInError, TryLaterError
from musicanalyser.files import make_private_folder, unfinished_copies, write_private
from musicanalyser.listening.definitions import LATEST_MS
from musicanalyser.timespan import to_ms
from musicanalyser.units import MINUTE_MS, SECOND_MS

_LOCK_TIMEOUT_S = 40.0
"""Longer than another process can need for a renewal, whose answer may take 30 s."""
_RENEW_EARLY_MS = MINUTE_MS
"""A token is renewed this long before it expires, so that it cannot expire on the way."""
_LONGEST_S = 10**9
"""A lifetime of thirty years is no lifetime of a token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A sign-in; moments are in ms since 1970 UTC.

    ``authorized_ms`` is when the user agreed. Six months later the sign-in ends, however often it
    was renewed (https://developer.spotify.com/blog/2026-06-18-refresh-token-expiration).
    """

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_ms: int
    scope: str
    authorized_ms: int

    def is_fresh(self, now_ms: int) -> bool:
        """Return whether it can still be used for a while."""
        return self.expires_ms - _RENEW_EARLY_MS > now_ms


def rejected_file(path: Path) -> Path:
    """Return the file beside that of a sign-in to which one that Spotify rejects is moved."""
    return path.with_name(f"{path.stem}.dead.json")


class TokenFile(CacheHandler):  # type: ignore[misc]  # spotipy is not typed
    """The file that holds the sign-in; spotipy saves new tokens through it."""

    def __init__(self, path: Path, *, now: Callable[[], datetime]) -> None:
        self.path = path
        self._now = now
        self.is_new = False
        """Whether the next save is a new consent, and not a renewal."""
        self._unwritten: str | None = None
        """A renewed sign-in that could not be written, as on a full disk: the old one has ended."""

    @property
    def rejected_path(self) -> Path:
        """Where a sign-in is moved once Spotify rejects it."""
        return rejected_file(self.path)

    def load(self) -> Token | None:
        """Return the sign-in, or ``None`` if there is none.

        Raises:
            Error: If the file cannot be parsed.
        """
        try:
            self._write_again()
            saved = json.loads(self._unwritten or self.path.read_text("utf-8"))
            return Token(
                access=_token_text(saved["access_token"]),
                refresh=_token_text(saved["refresh_token"]),
                expires_ms=_positive(saved["expires_ms"], below=LATEST_MS),
                scope=str(saved["scope"]),
                authorized_ms=_positive(saved["authorized_ms"], below=LATEST_MS),
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
            Error: If the file cannot be parsed.
        """
        token = self.load()
        if token is None:
            raise not_signed_in_error("Not signed in to Spotify.")
        return token

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes from renewing the sign-in while the block runs.

        Raises:
            TryLaterError: If another process holds the lock for too long.
        """
        make_private_folder(self.path.parent)
        lock = FileLock(f"{self.path}.lock", mode=0o600, timeout=_LOCK_TIMEOUT_S)
        try:
            with lock:
                yield
        except Timeout:
            raise TryLaterError(
                "Another musicanalyser is renewing the sign-in.", hint="Try again in a minute."
            ) from None

    def get_cached_token(self) -> None:
        """Return nothing, so that spotipy never decides whether to renew."""

    def save_token_to_cache(self, token_info: Mapping[str, Any]) -> None:
        """Save the answer of the token endpoint; what a renewal omits stays as it was.

        Raises:
            KeyError: If something is missing.
            ValueError: If a value cannot be used.
        """
        old = None if self.is_new else self.load()
        now_ms = to_ms(self._now())
        new_refresh = token_info["refresh_token"]
        lifetime_s = _positive(token_info["expires_in"], below=_LONGEST_S)
        saved = {
            "access_token": _token_text(token_info["access_token"]),
            "refresh_token": old.refresh if old and not new_refresh else _token_text(new_refresh),
            "expires_ms": now_ms + SECOND_MS * lifetime_s,
            "scope": token_info.get("scope") or (old.scope if old else ""),
            "authorized_ms": old.authorized_ms if old else now_ms,
        }
        if self.is_new:
            write_private(self.path, json.dumps(saved))
            return
        self._unwritten = json.dumps(saved)
        self._write_again()

    def _write_again(self) -> None:
        """Write what could not be written before; if it still cannot, it stays in memory."""
        if self._unwritten is not None:
            with suppress(OSError):
                write_private(self.path, self._unwritten)
                self._unwritten = None

    def set_aside(self) -> None:
        """Move a rejected sign-in to where it is not used, in case Spotify was wrong."""
        self.path.replace(self.rejected_path)

    def delete(self) -> bool:
        """Remove every trace of a sign-in, unfinished files too; return whether there was one.

        Raises:
            TryLaterError: If another process holds the lock for too long.
        """
        if not self.path.parent.exists():
            return False
        with self.locked():
            traces = [*unfinished_copies(self.path), self.path, self.rejected_path]
            found = [path for path in traces if path.exists()]
            for path in found:
                path.unlink()
        return bool(found)


def not_signed_in_error(message: str) -> NotSignedInError:
    """Return an error whose hint is to sign in."""
    return NotSignedInError(message, hint="Run: musicanalyser auth login")


def _token_text(value: object) -> str:
    """Return a value that can be a token: printable ASCII, as headers must be."""
    if not isinstance(value, str) or not value or not (value.isascii() and value.isprintable()):
        raise ValueError("not a token")
    return value


def _positive(value: object, *, below: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < below:
        raise ValueError("not a number in range")
    return value
