"""What goes wrong with Spotify, each by its name.

The wording is that of bodies people have reported: spotipy-dev/spotipy#1233 (Premium has lapsed),
Diegovsky/riff#157 (user not on the list), aome510/spotify-player#1073 (rate limit),
https://developer.spotify.com/documentation/web-api/references/changes/july-2026 (quota).
"""

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from fnmatch import fnmatchcase

from tests.simulators.spotify import bodies
from tests.simulators.spotify.catalogue import Json
from tests.simulators.spotify.exchange import Answer, Delivery, Respond, Seen, in_json, in_text

Fault = Callable[[Seen, Respond], Answer]
"""Gets the request and the sound way to answer it, and may use or spoil either."""

PREMIUM_LAPSED = (
    "Active premium subscription required for the owner of the app. When the subscription status "
    "changes, it can take a few hours before requests are allowed again."
)
NOT_REGISTERED = (
    "The user is not registered for this application. "
    "Please check your settings on https://developer.spotify.com/dashboard."
)
HTML = "<!DOCTYPE html><html><title>502 Bad Gateway</title><h1>upstream</h1></html>"
_OF_ACCOUNTS = {429: "rate_limited", 503: "temporarily_unavailable"}


def error(status: int, message: str, *, headers: Mapping[str, str] | None = None) -> Fault:
    """Answer with an error in the form of the host that was called."""

    def act(seen: Seen, _respond: Respond) -> Answer:
        body = bodies.error(status, message)
        if not seen.path.startswith("/v1/"):
            name = _OF_ACCOUNTS.get(status, "server_error")
            body = {"error": name, "error_description": message}
        return in_json(body, status=status, headers=headers)

    return act


def rate_limit(seconds: int) -> Fault:
    return error(429, "API rate limit exceeded", headers={"Retry-After": str(seconds)})


def rate_limit_until(seconds: int) -> Fault:
    """Name the end as a date: RFC 9110, section 10.2.3."""

    def act(seen: Seen, respond: Respond) -> Answer:
        date = formatdate(seen.at_ms // 1000 + seconds, usegmt=True)
        return error(429, "API rate limit exceeded", headers={"Retry-After": date})(seen, respond)

    return act


def quota(hours: int) -> Fault:
    def act(_seen: Seen, _respond: Respond) -> Answer:
        body = bodies.error(429, "Too many requests", reason="QUOTA_EXCEEDED")
        return in_json(body, status=429, headers={"Retry-After": str(hours * 3600)})

    return act


def text(status: int, body: str, *, kind: str = "text/plain") -> Fault:
    return lambda _seen, _respond: in_text(body, status=status, kind=kind)


def broken(delivery: Delivery) -> Fault:
    """Carry out the request, and lose the answer on the way."""
    return lambda seen, respond: replace(respond(seen), delivery=delivery)


def stale(age_ms: int) -> Fault:
    """Answer with the state of some time ago."""
    return lambda seen, respond: respond(replace(seen, at_ms=seen.at_ms - age_ms))


def changed(change: Callable[[Json], Json]) -> Fault:
    """Change the body of a good answer; others stay as they are."""

    def act(seen: Seen, respond: Respond) -> Answer:
        answer = respond(seen)
        if answer.status != 200:
            return answer
        return replace(answer, body=json.dumps(change(json.loads(answer.body))).encode())

    return act


def late_rows(*positions: int) -> Fault:
    """Leave out the plays at these positions for once, 0 being the newest."""

    def change(page: Json) -> Json:
        rows = [row for at, row in enumerate(page["items"]) if at not in positions]
        base_url = page["href"].partition("/v1/")[0]
        return bodies.recently_played(rows, base_url=base_url, limit=page["limit"])

    return changed(change)


def _past_end(state: Json) -> Json:
    item = state["item"] or {"duration_ms": 0}
    return {**state, "progress_ms": item["duration_ms"] + 5_000}


def _wrong_state(seen: Seen, respond: Respond) -> Answer:
    return respond(replace(seen, query={**seen.query, "state": "of-somebody-else"}))


FAULTS: Mapping[str, Fault] = {
    "rate limit": rate_limit(7),
    "rate limit until a date": rate_limit_until(90),
    "rate limit of unknown length": error(429, "API rate limit exceeded"),
    "quota": quota(14),
    "500": error(500, "Server error."),
    "502": error(502, "Bad gateway."),
    "503": error(503, "Service temporarily unavailable"),
    "502 in HTML": text(502, HTML, kind="text/html"),
    "200 in HTML": text(200, HTML, kind="text/html"),
    "hang": broken(Delivery.NEVER),
    "reset": broken(Delivery.RESET),
    "half a body": broken(Delivery.HALF),
    "nothing plays": lambda _seen, _respond: Answer(status=204),
    "premium lapsed": text(403, PREMIUM_LAPSED),
    "user not registered": text(403, NOT_REGISTERED),
    "no progress": changed(lambda state: {**state, "progress_ms": None}),
    "progress past the end": changed(_past_end),
    "stale": stale(20_000),
    "late rows": late_rows(0),
    "spurious 401": error(401, "Access token missing"),
    "spurious 403": error(403, "Player command failed: Premium required"),
    "wrong state": _wrong_state,
}


@dataclass(slots=True)
class Faults:
    """The faults of the next requests, in order for each path."""

    _waiting: list[tuple[str, Fault]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def push(self, fault: Fault | str, path: str = "*", *, times: int = 1) -> None:
        """Spoil the next requests for a path, in which ``*`` stands for anything."""
        found = FAULTS[fault] if isinstance(fault, str) else fault
        with self._lock:
            self._waiting += [(path, found)] * times

    def take(self, path: str) -> Fault | None:
        with self._lock:
            for at, (pattern, fault) in enumerate(self._waiting):
                if fnmatchcase(path, pattern):
                    del self._waiting[at]
                    return fault
        return None

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()

    def __len__(self) -> int:
        return len(self._waiting)
