"""Who may do what: codes, tokens, and how long they live.

Sources: RFC 6749 and RFC 7636; for the six months of a refresh token
https://developer.spotify.com/blog/2026-06-18-refresh-token-expiration
"""

import base64
import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.simulators.spotify.catalogue import Json
from tests.simulators.spotify.consent import Asked, back, read_asked
from tests.simulators.spotify.exchange import Answer, Seen, in_json

CLIENT_ID = "5f0c3a9d7e1b4c2f8a6d0e9b3c7f1a24"
CODE_MS = 600_000
"""RFC 6749, section 4.1.2: ten minutes at the most."""
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


class RefusedError(Exception):
    """The token endpoint says no, always with status 400 and two strings."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(error, description)
        self.answer = in_json({"error": error, "error_description": description}, status=400)


@dataclass(slots=True, kw_only=True)
class Grant:
    """What a user consented to once, at ``since_ms``; refreshing changes neither of the two."""

    scope: str
    since_ms: int
    revoked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What an access token allows, until ``until_ms``."""

    scopes: frozenset[str]
    until_ms: int


@dataclass(slots=True, kw_only=True)
class Accounts:
    """The accounts service; tests may set ``denying`` and ``tells_scope`` at any time."""

    token_seconds: int = 3600
    rotation: bool = False
    """Whether a refresh brings a new refresh token and ends the old one."""
    denying: bool = False
    """Whether the user says no."""
    tells_scope: bool = True
    """Whether the answer to a refresh repeats the scope."""
    asked: list[Asked] = field(default_factory=list)
    _codes: dict[str, tuple[Asked, int]] = field(default_factory=dict)
    _grants: dict[str, Grant] = field(default_factory=dict)
    _passes: dict[str, Pass] = field(default_factory=dict)
    _spent: set[str] = field(default_factory=set)

    def authorize(self, seen: Seen) -> Answer:
        """Answer for the user, who is signed in and decides at once."""
        asked = read_asked(seen, CLIENT_ID)
        if isinstance(asked, Answer):
            return asked
        self.asked.append(asked)
        if self.denying:
            return back(asked, error="access_denied")
        code = secrets.token_urlsafe(96)
        self._codes[code] = (asked, seen.at_ms)
        return back(asked, code=code)

    def token(self, seen: Seen) -> Answer:
        """Trade a code or a refresh token for an access token."""
        try:
            return in_json(self._trade(seen), headers={"Cache-Control": "no-store"})
        except RefusedError as refused:
            return refused.answer

    def sign_in(self, scope: str, *, at_ms: int) -> Json:
        """Return tokens as after a consent."""
        return self._issued(Grant(scope=scope, since_ms=at_ms), at_ms, new=True)

    def revoke(self) -> None:
        """Let the user remove the program from the list of apps that have access."""
        for grant in self._grants.values():
            grant.revoked = True

    def expire_access(self) -> None:
        """End every access token before its time."""
        for token, held in self._passes.items():
            self._passes[token] = Pass(scopes=held.scopes, until_ms=0)

    def held(self, token: str) -> Pass | None:
        """Return the grant of an access token, valid or not; ``None`` if it was never issued."""
        return self._passes.get(token)

    def _trade(self, seen: Seen) -> Json:
        if "authorization" in seen.headers or seen.form.get("client_id") != CLIENT_ID:
            raise RefusedError("invalid_client", "Invalid client")
        match seen.form.get("grant_type"):
            case "authorization_code":
                return self._redeemed(seen.form, seen.at_ms)
            case "refresh_token":
                return self._refreshed(seen.form.get("refresh_token", ""), seen.at_ms)
        raise RefusedError("unsupported_grant_type", "grant_type parameter is missing")

    def _redeemed(self, form: Mapping[str, str], at_ms: int) -> Json:
        asked, since_ms = self._codes.pop(form.get("code", ""), (None, 0))
        if asked is None:
            raise RefusedError("invalid_grant", "Invalid authorization code")
        if at_ms - since_ms >= CODE_MS:
            raise RefusedError("invalid_grant", "Authorization code expired")
        if form.get("redirect_uri") != asked.redirect_uri:
            raise RefusedError("invalid_grant", "Invalid redirect URI")
        verifier = form.get("code_verifier", "")
        if not _VERIFIER.fullmatch(verifier) or _challenge(verifier) != asked.challenge:
            raise RefusedError("invalid_grant", "code_verifier was incorrect")
        return self.sign_in(asked.scope, at_ms=at_ms)

    def _refreshed(self, token: str, at_ms: int) -> Json:
        grant = self._grants.get(token)
        if grant is None:
            raise RefusedError("invalid_grant", "Invalid refresh token")
        if grant.revoked or token in self._spent:
            raise RefusedError("invalid_grant", "Refresh token revoked")
        if at_ms >= _six_months_after(grant.since_ms):
            raise RefusedError("invalid_grant", "Refresh token expired")
        if self.rotation:
            self._spent.add(token)
        told = self._issued(grant, at_ms, new=self.rotation)
        if not self.tells_scope:
            del told["scope"]
        return told

    def _issued(self, grant: Grant, at_ms: int, *, new: bool) -> Json:
        access = secrets.token_urlsafe(96)
        until_ms = at_ms + self.token_seconds * 1000
        self._passes[access] = Pass(scopes=frozenset(grant.scope.split()), until_ms=until_ms)
        told: Json = {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": self.token_seconds,
            "scope": grant.scope,
        }
        if new:
            told["refresh_token"] = secrets.token_urlsafe(96)
            self._grants[told["refresh_token"]] = grant
        return told


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _six_months_after(at_ms: int) -> int:
    """Count in months of the calendar, in UTC; from the 28th on all days end on a 28th."""
    start = datetime.fromtimestamp(at_ms / 1000, UTC)
    years, month = divmod(start.month + 5, 12)
    end = start.replace(year=start.year + years, month=month + 1, day=min(start.day, 28))
    return int(end.timestamp() * 1000)
