"""A player with its buttons: it keeps the truth while the listener presses them."""

from dataclasses import replace

from tests.simulators.listener.catalogue import Track
from tests.simulators.listener.timeline import Change, Play, Session, Setting, Timeline

_OFF = Setting(device="", context="", shuffle=False)


class Deck:
    """What plays now, and all that was; ``now_ms`` moves only by what is done here."""

    def __init__(self, at_ms: int) -> None:
        self.now_ms = at_ms
        self.position_ms = 0
        self.heard_ms = 0
        self._plays: list[Play] = []
        self._changes: list[Change] = []
        self._sessions: list[Session] = []
        self._session_began_ms = at_ms
        self._counts = {"seeks_forward": 0, "seeks_back": 0, "pauses": 0}
        self.go()

    def begin_session(self) -> None:
        self._session_began_ms = self.now_ms

    def end_session(self) -> None:
        ended_ms = self._plays[-1].ended_ms
        self._sessions.append(Session(began_ms=self._session_began_ms, ended_ms=ended_ms))

    def start(
        self, track: Track, *, reason: str, upcoming: tuple[Track, ...], setting: Setting
    ) -> None:
        """Play a track from its beginning."""
        self.track, self._reason_start, self._started_ms = track, reason, self.now_ms
        self._upcoming, self._setting = upcoming, setting
        self.position_ms = self.heard_ms = 0
        self._counts = dict.fromkeys(self._counts, 0)
        self._note()

    def hear(self, ms: int) -> None:
        self.now_ms += ms
        self.position_ms += ms
        self.heard_ms += ms

    def pause(self, ms: int, *, alive_ms: int) -> None:
        """Be silent for a while; a device goes off after ``alive_ms`` of that."""
        self._counts["pauses"] += 1
        self._note(playing=False)
        if alive_ms < ms:
            self.go(alive_ms)
        self.now_ms += ms

    def resume(self) -> None:
        self._note()

    def seek(self, to_ms: int) -> None:
        self._counts["seeks_forward" if to_ms > self.position_ms else "seeks_back"] += 1
        self.position_ms = to_ms
        self._note()

    def hand_over(self, device: str, *, to_ms: int) -> None:
        """Go on playing on another device, from about the same position."""
        self._setting = replace(self._setting, device=device)
        self.position_ms = to_ms
        self._note()

    def edit(self, upcoming: tuple[Track, ...]) -> None:
        """Change what is to come, which the playback does not show."""
        self._upcoming = upcoming
        self._note(changed_ms=self._changes[-1].changed_ms)

    def end(self, reason: str) -> None:
        """Close the play; what follows is up to the next call."""
        self._plays.append(
            Play(
                track=self.track,
                started_ms=self._started_ms,
                ended_ms=self.now_ms,
                heard_ms=self.heard_ms,
                reason_start=self._reason_start,
                reason_end=reason,
                private=self._setting.private,
                **self._counts,
            )
        )

    def rest(self, position_ms: int, *, playing: bool = False, moving: bool = False) -> None:
        """Stay with the last track after its end, silent, whatever the player then says."""
        self.position_ms = position_ms
        self._upcoming = ()
        self._note(playing=playing, moving=moving)

    def go(self, after_ms: int = 0) -> None:
        """Switch the device off after a while; time does not pass by this."""
        at_ms = self.now_ms + after_ms
        self._changes.append(
            Change(
                at_ms=at_ms,
                changed_ms=at_ms,
                track=None,
                position_ms=0,
                playing=False,
                moving=False,
                upcoming=(),
                setting=_OFF,
            )
        )

    def timeline(self) -> Timeline:
        return Timeline(self._plays, self._changes, self._sessions)

    def _note(
        self, *, playing: bool = True, moving: bool | None = None, changed_ms: int | None = None
    ) -> None:
        self._changes.append(
            Change(
                at_ms=self.now_ms,
                changed_ms=self.now_ms if changed_ms is None else changed_ms,
                track=self.track,
                position_ms=self.position_ms,
                playing=playing,
                moving=playing if moving is None else moving,
                upcoming=self._upcoming,
                setting=self._setting,
            )
        )
