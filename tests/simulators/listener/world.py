"""The same life as JSON, for the loopback server: a world that plays by itself."""

from functools import cached_property

from tests.simulators.listener.catalogue import Track
from tests.simulators.listener.conditions import Conditions
from tests.simulators.listener.draws import Draws
from tests.simulators.listener.history import History
from tests.simulators.listener.timeline import Timeline
from tests.simulators.listener.view import View
from tests.simulators.spotify import bodies, catalogue
from tests.simulators.spotify.catalogue import Json


class ListenerWorld:
    """What the server is to tell of a timeline at a moment; the same moment gives the same answer.

    Failures and latency are left to the server.
    """

    def __init__(self, timeline: Timeline, conditions: Conditions, *, seed: int) -> None:
        self._timeline, self._conditions, self._seed = timeline, conditions, seed
        self._view = View(timeline, conditions, seed=seed)
        self._history = History(timeline, conditions, seed=seed)
        self._bodies: dict[str, Json] = {}

    def player(self, at_ms: int) -> Json | None:
        change = self._view.at(at_ms)
        if change.track is None:
            return None
        progress_ms = change.position_at(at_ms)
        if change.moving:
            draws = Draws(f"world {self._seed} {at_ms}")
            progress_ms = max(0, round(draws.gauss(progress_ms, self._conditions.jitter_ms)))
        setting = change.setting
        return bodies.player(
            item=self._body(change.track),
            progress_ms=progress_ms,
            playing=change.playing,
            timestamp_ms=change.changed_ms,
            device_type=setting.device,
            shuffle=setting.shuffle,
            repeat="track" if setting.repeat_one else "off",
            context_uri=setting.context,
            private=setting.private,
        )

    def queue(self, at_ms: int) -> Json:
        change = self._view.at(at_ms)
        return bodies.queue(
            current=self._body(change.track) if change.track else None,
            upcoming=[self._body(track) for track in change.upcoming],
        )

    def recent(self, at_ms: int) -> list[Json]:
        """Tell the latest plays, newest first."""
        return [
            bodies.history(track=self._body(row.track), played_at_ms=row.played_at_ms)
            for row in self._history.at(at_ms)
        ]

    def item(self, kind: str, id: str) -> Json | None:  # noqa: A002 - so named by the server
        return self._items.get((kind, id))

    @cached_property
    def _items(self) -> dict[tuple[str, str], Json]:
        """All that can be asked for by kind and id."""
        found: dict[tuple[str, str], Json] = {}
        for play in self._timeline.plays:
            body = self._body(play.track)
            (by,) = body["artists"]
            found["track", body["id"]] = body
            found["artist", by["id"]] = catalogue.artist(id=by["id"], name=by["name"])
            found["album", body["album"]["id"]] = catalogue.album(of=body)
        return found

    def _body(self, track: Track) -> Json:
        if track.id not in self._bodies:
            item = track.item
            self._bodies[track.id] = bodies.track(
                id=track.id,
                title=item.title or "",
                artist=item.artist or "",
                album=item.album or "",
                duration_ms=track.length_ms,
            )
        return self._bodies[track.id]
