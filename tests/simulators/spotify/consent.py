"""What Spotify's sign-in page checks before it asks for consent.

https://developer.spotify.com/documentation/web-api/tutorials/code-pkce-flow and, for addresses
that one may be sent back to, https://developer.spotify.com/documentation/web-api/concepts/redirect_uri
"""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.simulators.spotify.exchange import Answer, Seen, in_text, to

SCOPES = frozenset(
    {
        "playlist-read-private",
        "user-library-read",
        "user-read-currently-playing",
        "user-read-email",
        "user-read-playback-position",
        "user-read-playback-state",
        "user-read-private",
        "user-read-recently-played",
        "user-top-read",
    }
)
"""Those that only read."""

_REGISTERED = re.compile(r"http://(?:127\.0\.0\.1|\[::1\])(?::[1-9]\d{0,4})?/callback")
"""Of a loopback address only the port is free; ``localhost`` is no address."""
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
"""A SHA-256 in base64url without padding: RFC 7636, section 4.2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a program asks its user to consent to."""

    client_id: str
    redirect_uri: str
    challenge: str
    scope: str
    state: str | None
    show_dialog: bool


def read_asked(seen: Seen, client_id: str) -> Asked | Answer:
    """Read the query of ``/authorize``, or show the user what the program did wrong."""
    query = seen.query
    demands = {
        "INVALID_CLIENT: Invalid client": query.get("client_id") == client_id,
        "INVALID_CLIENT: Invalid redirect URI": _REGISTERED.fullmatch(
            query.get("redirect_uri", "")
        ),
        "response_type must be code": query.get("response_type") == "code",
        "code_challenge_method must be S256": query.get("code_challenge_method") == "S256",
        "code_challenge must be a SHA-256 in base64url": _CHALLENGE.fullmatch(
            query.get("code_challenge", "")
        ),
        "INVALID_SCOPE: Invalid scope": SCOPES.issuperset(query.get("scope", "").split()),
    }
    for why, met in demands.items():
        if not met:
            return in_text(why, status=400)
    return Asked(
        client_id=client_id,
        redirect_uri=query["redirect_uri"],
        challenge=query["code_challenge"],
        scope=query.get("scope", ""),
        state=query.get("state"),
        show_dialog=query.get("show_dialog") == "true",
    )


def back(asked: Asked, **told: str) -> Answer:
    """Send the user back to the program with ``code`` or ``error``, and the state it gave."""
    state = {} if asked.state is None else {"state": asked.state}
    return to(f"{asked.redirect_uri}?{urlencode({**told, **state})}")
