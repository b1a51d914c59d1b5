"""What truly happened: the plays, and the player's state at any moment."""

from bisect import bisect_right
from dataclasses import dataclass

from tests.simulators.listener.catalogue import Track

SHORT_PLAY_MS = 30_000
FINISHED = "trackdone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the player is set to, apart from what it plays."""

    device: str
    context: str
    shuffle: bool
    repeat_one: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The player's state from ``at_ms`` until the next change; ``track`` is ``None`` if it is off.

    ``changed_ms`` is when the playback itself was last changed; a change of the queue alone leaves
    it. ``playing`` is what the player says, ``moving`` whether its position advances.
    """

    at_ms: int
    changed_ms: int
    track: Track | None
    position_ms: int
    playing: bool
    moving: bool
    upcoming: tuple[Track, ...]
    setting: Setting

    def position_at(self, ms: int) -> int:
        """Return the position at a moment, as far as this state tells: it may pass the end."""
        return self.position_ms + (ms - self.at_ms if self.moving else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """One true play. Between its ends, in ms since 1970 UTC, it was heard, paused, or both."""

    track: Track
    started_ms: int
    ended_ms: int
    heard_ms: int
    reason_start: str
    reason_end: str
    seeks_forward: int
    seeks_back: int
    pauses: int
    private: bool

    @property
    def finished(self) -> bool:
        return self.reason_end == FINISHED

    @property
    def is_short_skip(self) -> bool:
        return self.heard_ms < SHORT_PLAY_MS and not self.finished


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """From the start of its first play to the end of its last."""

    began_ms: int
    ended_ms: int


class Timeline:
    """All that happened, in order."""

    def __init__(self, plays: list[Play], changes: list[Change], sessions: list[Session]) -> None:
        self.plays = plays
        self.changes = changes
        self.sessions = sessions
        self._moments = [change.at_ms for change in changes]

    @property
    def began_ms(self) -> int:
        return self._moments[0]

    @property
    def ended_ms(self) -> int:
        return self._moments[-1]

    @property
    def heard_ms(self) -> int:
        return sum(play.heard_ms for play in self.plays)

    def at(self, ms: int) -> Change:
        """Return the state at a moment from ``began_ms`` on."""
        return self.changes[bisect_right(self._moments, ms) - 1]
