"""What the simulated account is listening to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

from tests.simulators.spotify import bodies
from tests.simulators.spotify.catalogue import Json, album, artist

LINGER_MS = 600_000
"""How long a player that has stopped is still shown, before no device counts as active."""
_UPCOMING = 20
_COUNTS_MS = 30_000
"""A track enters the recent plays once it was heard for 30 seconds, or to its end."""


class World(Protocol):
    """Bodies of `bodies`, for any moment in ms since 1970 UTC."""

    def player(self, at_ms: int) -> Json | None:
        """Return the state of the player, ``None`` if no device is active."""

    def queue(self, at_ms: int) -> Json: ...

    def recent(self, at_ms: int) -> list[Json]:
        """List rows of the history, newest first."""

    def item(self, kind: str, id: str) -> Json | None:  # noqa: A002 - so named there
        """Find a ``track``, an ``artist`` or an ``album``."""


@dataclass(slots=True, kw_only=True)
class Still:
    """A world that changes only when a test changes it."""

    body: Json | None = None
    upcoming: list[Json] = field(default_factory=list)
    rows: list[Json] = field(default_factory=list)
    items: dict[tuple[str, str], Json] = field(default_factory=dict)

    def player(self, at_ms: int) -> Json | None:
        del at_ms
        return self.body

    def queue(self, at_ms: int) -> Json:
        del at_ms
        current = None if self.body is None else self.body["item"]
        return bodies.queue(current=current, upcoming=self.upcoming)

    def recent(self, at_ms: int) -> list[Json]:
        del at_ms
        return self.rows

    def item(self, kind: str, id: str) -> Json | None:  # noqa: A002 - so named there
        return self.items.get((kind, id))


Ending = Literal["finished", "skipped", "stopped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One play: it begins ``after_ms`` into the script, and ``heard_ms`` of the item are heard.

    Each of ``pauses`` is the progress at which it begins, and how long it lasts; they are sorted.
    """

    after_ms: int
    item: Json
    heard_ms: int
    ended: Ending = "finished"
    pauses: tuple[tuple[int, int], ...] = ()
    private: bool = False
    context_uri: str | None = None

    @property
    def ended_ms(self) -> int:
        """When it ends, after the start of the script."""
        return self.after_ms + self.heard_ms + sum(length for _, length in self.pauses)

    @property
    def counts(self) -> bool:
        """Whether it enters the recent plays, which are of tracks that Spotify knows."""
        known = self.item["type"] == "track" and not self.item["is_local"]
        long_enough = self.heard_ms >= _COUNTS_MS or self.ended == "finished"
        return known and long_enough and not self.private

    def position(self, elapsed_ms: int) -> tuple[int, bool, int]:
        """Return the progress, whether it plays, and when that last changed after the start."""
        paused_ms = changed_ms = 0
        for progress_ms, length_ms in self.pauses:
            begin_ms = progress_ms + paused_ms
            if elapsed_ms < begin_ms:
                break
            if elapsed_ms < begin_ms + length_ms:
                return progress_ms, False, begin_ms
            paused_ms += length_ms
            changed_ms = begin_ms + length_ms
        return elapsed_ms - paused_ms, True, changed_ms


@dataclass(slots=True, kw_only=True)
class Scripted:
    """A world that follows a script from ``start_ms`` on; plays neither overlap nor go back."""

    start_ms: int
    plays: list[Heard]

    def player(self, at_ms: int) -> Json | None:
        play = self._latest(at_ms)
        if play is None:
            return None
        elapsed_ms = at_ms - self.start_ms - play.after_ms
        ended_ms = play.ended_ms - play.after_ms
        if elapsed_ms < ended_ms:
            return self._shown(play, *play.position(elapsed_ms))
        if play.ended == "skipped" or elapsed_ms >= ended_ms + LINGER_MS:
            return None
        # With nothing to follow, a player goes back to the start of what it finished.
        left_at_ms = 0 if play.ended == "finished" else play.heard_ms
        return self._shown(play, left_at_ms, False, ended_ms)  # noqa: FBT003 - as `position` tells

    def queue(self, at_ms: int) -> Json:
        state = self.player(at_ms)
        after_ms = at_ms - self.start_ms
        upcoming = [play.item for play in self.plays if play.after_ms > after_ms][:_UPCOMING]
        if state is None:
            return bodies.queue(current=None, upcoming=[])
        return bodies.queue(current=state["item"], upcoming=upcoming)

    def recent(self, at_ms: int) -> list[Json]:
        return [
            bodies.history(
                track=play.item,
                played_at_ms=self.start_ms + play.ended_ms,
                context_uri=play.context_uri,
            )
            for play in reversed(self.plays)
            if play.counts and self.start_ms + play.ended_ms <= at_ms
        ]

    def item(self, kind: str, id: str) -> Json | None:  # noqa: A002 - so named there
        return next((body for body in self._named(kind) if body["id"] == id), None)

    def _named(self, kind: str) -> Iterator[Json]:
        for track in (play.item for play in self.plays if play.item["type"] == "track"):
            match kind:
                case "track":
                    yield track
                case "artist":
                    for one in track["artists"]:
                        yield artist(id=one["id"], name=one["name"])
                case "album":
                    yield album(of=track)

    def _latest(self, at_ms: int) -> Heard | None:
        begun = [play for play in self.plays if self.start_ms + play.after_ms <= at_ms]
        return begun[-1] if begun else None

    def _shown(self, play: Heard, progress_ms: int, playing: bool, changed_ms: int) -> Json:
        return bodies.player(
            item=play.item,
            progress_ms=progress_ms,
            playing=playing,
            timestamp_ms=self.start_ms + play.after_ms + changed_ms,
            context_uri=play.context_uri,
            private=play.private,
            kind=play.item["type"],
        )
