"""How tests of the simulator talk to it: plainly, so that nothing of a client is in the way."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.simulators.spotify.server import Service

VERIFIER = "a-verifier.of~43_to_128.unreserved-characters"
CALLBACK = "http://127.0.0.1:51234/callback"
SCOPE = (
    "user-read-currently-playing user-read-playback-state user-read-recently-played user-top-read"
)


@dataclass(slots=True)
class Hands:
    """A clock that a test sets by hand."""

    at_ms: int = 1_795_658_817_250

    def __call__(self) -> int:
        return self.at_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer as it came."""

    status: int
    headers: Message
    body: bytes

    def json(self) -> Any:  # noqa: ANN401 - whatever the body holds
        return json.loads(self.body)

    @property
    def said(self) -> dict[str, str]:
        """What the browser is sent back with."""
        return dict(parse_qsl(urlsplit(self.headers["Location"]).query))


def ask(
    service: Service,
    path: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    form: Mapping[str, str] | None = None,
    timeout: float = 20,
) -> Reply:
    connection = HTTPConnection("127.0.0.1", urlsplit(service.url).port, timeout=timeout)
    sent = dict(headers or {})
    if form is not None:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request(method, path, urlencode(form) if form is not None else None, sent)
        answer = connection.getresponse()
        return Reply(status=answer.status, headers=answer.headers, body=answer.read())
    finally:
        connection.close()


def ask_as(service: Service, token: str, path: str, *, timeout: float = 20) -> Reply:
    return ask(service, path, headers={"Authorization": f"Bearer {token}"}, timeout=timeout)


def ask_api(service: Service, path: str, *, timeout: float = 20) -> Reply:
    """Ask with a fresh token that allows everything."""
    return ask_as(service, service.sign_in()["access_token"], path, timeout=timeout)


def challenge_of(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def consent(service: Service, **changed: str | None) -> Reply:
    """Open the sign-in page as a program would; ``None`` leaves a parameter out."""
    query = {
        "client_id": service.client_id,
        "response_type": "code",
        "redirect_uri": CALLBACK,
        "code_challenge_method": "S256",
        "code_challenge": challenge_of(VERIFIER),
        "scope": SCOPE,
        "state": "s1",
        "show_dialog": "true",
        **changed,
    }
    told = {name: value for name, value in query.items() if value is not None}
    return ask(service, f"/authorize?{urlencode(told)}")


def redeem(service: Service, code: str, **changed: str) -> Reply:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "client_id": service.client_id,
        "code_verifier": VERIFIER,
        **changed,
    }
    return ask(service, "/api/token", method="POST", form=form)


def refresh(service: Service, token: str, **changed: str) -> Reply:
    form = {"grant_type": "refresh_token", "refresh_token": token, "client_id": service.client_id}
    return ask(service, "/api/token", method="POST", form={**form, **changed})
