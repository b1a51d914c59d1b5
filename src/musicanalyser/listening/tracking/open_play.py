"""A play that has not ended yet: how long it was heard so far, between bounds."""

from dataclasses import dataclass, replace

from musicanalyser.model.evidence import Observation, Sighting
from musicanalyser.model.item import Item
from musicanalyser.model.origin import Origin
from musicanalyser.model.player import PlayerSample

JITTER_MS = 500
"""How far a position that the player tells may be from where it really is."""
LAG_MS = 1_600
"""How late the service may tell of what has happened, most times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPlay:
    """What is being heard; the times heard are up to the last sample, and without pauses.

    ``stopped_ms`` is when it was paused, ``None`` while it plays, and ``at_end`` whether that was
    at the very end of the track.
    """

    item: Item
    length_ms: int | None
    started_ms: int
    reason_start: str
    low_ms: int
    heard_ms: int
    high_ms: int
    stopped_ms: int | None = None
    at_end: bool = False
    shuffle: bool | None = None
    device: str | None = None
    private: bool = False

    def heard(
        self, added_ms: int, *, low_ms: int | None = None, high_ms: int | None = None
    ) -> "OpenPlay":
        """Return the play with time added: as much as said, or between two bounds."""
        low = added_ms if low_ms is None else low_ms
        high = added_ms if high_ms is None else high_ms
        return replace(
            self,
            low_ms=self.low_ms + low,
            heard_ms=self.heard_ms + added_ms,
            high_ms=self.high_ms + high,
        )

    def resumed(self) -> "OpenPlay":
        """Return the play as it goes on after a pause."""
        return replace(self, stopped_ms=None, at_end=False)

    def left(self, *, by_ms: int, reason: str = "endplay") -> Sighting:
        """Return the play that was left in its pause; the reason is another if it was over."""
        return self.closed(
            ended_ms=self.started_ms if self.stopped_ms is None else self.stopped_ms,
            by_ms=by_ms,
            reason="trackdone" if self.at_end else reason,
            confidence=0.8,
        )

    def closed(
        self,
        *,
        ended_ms: int,
        by_ms: int,
        reason: str,
        confidence: float,
        inferred: bool = False,
    ) -> Sighting:
        """Return the finished play, which was over by ``by_ms`` at the latest.

        What was heard never exceeds the clock.
        """
        ended_ms = max(ended_ms, self.started_ms)
        wall_ms = ended_ms - self.started_ms
        played_ms = min(self.heard_ms, wall_ms)
        unsure_ms = 0 if inferred else JITTER_MS
        return Sighting(
            origin=Origin.PLAYER,
            item=self.item,
            row=None,
            ended_ms=ended_ms,
            played_ms=played_ms,
            reason_start=self.reason_start,
            reason_end=reason,
            shuffle=self.shuffle,
            private=self.private,
            platform=self.device,
            observation=Observation(
                started_ms=self.started_ms,
                latest_ms=max(ended_ms, by_ms),
                length_ms=self.length_ms,
                low_ms=max(0, min(self.low_ms - unsure_ms, played_ms)),
                high_ms=max(played_ms, min(self.high_ms + unsure_ms, by_ms - self.started_ms)),
                confidence=confidence,
                is_inferred=inferred,
            ),
        )


def opened(
    sample: PlayerSample,
    item: Item,
    *,
    started_ms: int,
    reason: str,
    heard_ms: int,
    low_ms: int | None = None,
    high_ms: int | None = None,
) -> OpenPlay:
    """Return a play as it stands when a sample first shows it."""
    return OpenPlay(
        item=item,
        length_ms=sample.length_ms,
        started_ms=started_ms,
        reason_start=reason,
        low_ms=heard_ms if low_ms is None else low_ms,
        heard_ms=heard_ms,
        high_ms=heard_ms if high_ms is None else high_ms,
        stopped_ms=None if sample.is_playing else started_ms + heard_ms,
        shuffle=sample.shuffle,
        device=sample.device,
        private=sample.is_private,
    )


def same_item(one: Item, other: Item) -> bool:
    """Tell whether two items are one: by address, else by name."""
    if one.uri is not None or other.uri is not None:
        return one.uri == other.uri
    return (one.artist, one.title) == (other.artist, other.title)
