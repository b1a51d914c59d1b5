"""The endpoints of the Web API that are left, as a person may ask them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.simulators.spotify import bodies
from tests.simulators.spotify.accounts import Accounts
from tests.simulators.spotify.catalogue import Json
from tests.simulators.spotify.exchange import Answer, Seen, in_json
from tests.simulators.spotify.worlds import World

_ITEM = re.compile(r"/v1/(track|artist|album)s/([^/]+)")
_PLAYER = "/v1/me/player"
_CURRENT = f"{_PLAYER}/currently-playing"
_QUEUE = f"{_PLAYER}/queue"
_RECENT = f"{_PLAYER}/recently-played"

_SCOPES: Mapping[str, frozenset[str]] = {
    "/v1/me": frozenset(),
    _PLAYER: frozenset({"user-read-playback-state"}),
    _CURRENT: frozenset({"user-read-currently-playing"}),
    _QUEUE: frozenset({"user-read-currently-playing", "user-read-playback-state"}),
    _RECENT: frozenset({"user-read-recently-played"}),
    "/v1/tracks/{id}": frozenset(),
    "/v1/artists/{id}": frozenset(),
    "/v1/albums/{id}": frozenset(),
}
"""The scopes that each endpoint needs; /me needs none."""

_REMOVED = re.compile(
    r"/v1/(?:(?:tracks|albums|artists|episodes|shows|audiobooks|chapters|markets)"
    r"|artists/[^/]+/(?:top-tracks|related-artists)"
    r"|browse/.+|audio-(?:features|analysis)(?:/.+)?|recommendations(?:/.+)?"
    r"|users/[^/]+(?:/playlists)?"
    r"|me/(?:albums|audiobooks|episodes|shows|tracks|following)/contains"
    r"|playlists/[^/]+/(?:tracks|followers(?:/contains)?))"
)
"""https://developer.spotify.com/documentation/web-api/references/changes/february-2026"""

_SHOWS_WHERE = ("device", "repeat_state", "shuffle_state", "smart_shuffle")
_HISTORY = 50
"""There is no way further back: spotify/web-api#764."""


def endpoint(path: str) -> str:
    """Name the endpoint of a path, without the id of an item."""
    found = _ITEM.fullmatch(path)
    return path if found is None else f"/v1/{found[1]}s/{{id}}"


def failed(status: int, message: str) -> Answer:
    return in_json(bodies.error(status, message), status=status)


@dataclass(slots=True, kw_only=True)
class Api:
    """Answers for one ``world`` to those whom ``accounts`` gave a token."""

    url: str
    world: World
    accounts: Accounts
    account: Json

    def answer(self, seen: Seen) -> Answer:
        asked = endpoint(seen.path)
        if _REMOVED.fullmatch(seen.path):
            return self._refused(seen, frozenset()) or failed(403, "Forbidden")
        if asked not in _SCOPES or seen.method != "GET":
            return failed(404, "Service not found")
        refused = self._refused(seen, _SCOPES[asked])
        if refused is not None:
            return refused
        answers: Mapping[str, Callable[[Seen], Answer]] = {
            "/v1/me": lambda _seen: in_json(self.account),
            _PLAYER: self._player,
            _CURRENT: self._current,
            _QUEUE: lambda seen: in_json(self.world.queue(seen.at_ms)),
            _RECENT: self._recent,
        }
        return answers.get(asked, self._item)(seen)

    def _refused(self, seen: Seen, scopes: frozenset[str]) -> Answer | None:
        kind, _, token = seen.headers.get("authorization", "").partition(" ")
        if not kind:
            return failed(401, "No token provided")
        if kind != "Bearer":
            return failed(400, "Only valid bearer authentication supported")
        held = self.accounts.held(token)
        if held is None:
            return failed(401, "Invalid access token")
        if seen.at_ms >= held.until_ms:
            return failed(401, "The access token expired")
        return None if scopes <= held.scopes else failed(403, "Insufficient client scope")

    def _player(self, seen: Seen) -> Answer:
        state = self._state(seen)
        return Answer(status=204) if state is None else in_json(state)

    def _current(self, seen: Seen) -> Answer:
        state = self._state(seen)
        if state is None:
            return Answer(status=204)
        return in_json({name: told for name, told in state.items() if name not in _SHOWS_WHERE})

    def _state(self, seen: Seen) -> Json | None:
        state = self.world.player(seen.at_ms)
        types = seen.query.get("additional_types", "track").split(",")
        if state and state["currently_playing_type"] == "episode" and "episode" not in types:
            return {**state, "item": None}
        return state

    def _recent(self, seen: Seen) -> Answer:
        query = {"limit": "20", **seen.query}
        numbers = {name: query[name] for name in ("limit", "after", "before") if name in query}
        if not all(told.isdecimal() for told in numbers.values()):
            return failed(400, "Invalid number")
        limit = int(numbers["limit"])
        if not 1 <= limit <= _HISTORY or {"after", "before"} <= numbers.keys():
            return failed(400, "Invalid limit or cursor")
        after_ms, before_ms = int(numbers.get("after", -1)), int(numbers.get("before", 2**63))
        rows = [
            row
            for row in self.world.recent(seen.at_ms)[:_HISTORY]
            if after_ms < bodies.played_ms(row) < before_ms
        ]
        return in_json(bodies.recently_played(rows[:limit], base_url=self.url, limit=limit))

    def _item(self, seen: Seen) -> Answer:
        found = _ITEM.fullmatch(seen.path)
        if found is None or not found[2].isalnum():
            return failed(400, "Invalid base62 id")
        body = self.world.item(found[1], found[2])
        return failed(404, "Resource not found") if body is None else in_json(body)
