"""A request, and the answer to it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A request; the names of ``headers`` are in lower case, of repeated fields the last counts.

    ``path`` has no slash at its end, which Spotify does not mind (spotipy asks for ``/v1/me/``).
    ``at_ms`` is when it arrived by the service's clock, in ms since 1970 UTC.
    """

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    form: dict[str, str]
    at_ms: int


class Delivery(Enum):
    """How much of an answer arrives."""

    WHOLE = auto()
    HALF = auto()
    """The length is announced, and half of it comes."""
    RESET = auto()
    NEVER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer; without a body it has no ``Content-Type`` either."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    delivery: Delivery = Delivery.WHOLE


Respond = Callable[[Seen], Answer]


def in_json(body: object, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    told = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
    return Answer(status=status, body=json.dumps(body).encode(), headers=told)


def in_text(body: str, *, status: int, kind: str = "text/plain") -> Answer:
    headers = {"Content-Type": f"{kind}; charset=utf-8"}
    return Answer(status=status, body=body.encode(), headers=headers)


def to(address: str) -> Answer:
    """Send the browser elsewhere."""
    return Answer(status=302, headers={"Location": address})
