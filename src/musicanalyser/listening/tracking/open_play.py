"""A play that has not ended yet: how long it was heard so far, between bounds."""

from dataclasses import dataclass, replace

from musicanalyser.listening.tracking import confidence as confidences
from musicanalyser.listening.tracking.tolerances import BOUND_ERROR_MS
from musicanalyser.model.evidence import Observation, Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin
from musicanalyser.model.play_end import EndReason
from musicanalyser.model.player import PlayerSample

_GUESSES = frozenset({EndReason.FORWARD_BUTTON, EndReason.END_PLAY})


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPlay:
    """A play that is going on or paused; the times heard reach up to the last sample.

    ``paused_ms`` is when it was paused, ``None`` while it plays. ``is_paused_at_end`` says whether
    that was at the very end of the track.
    """

    item: Item
    length_ms: int | None
    started_ms: int
    reason_start: EndReason
    low_ms: int
    heard_ms: int
    high_ms: int
    paused_ms: int | None = None
    is_paused_at_end: bool = False
    shuffle: bool | None = None
    device: str | None = None
    context: str | None = None
    is_private: bool = False

    def add_time(
        self, added_ms: int, *, low_ms: int | None = None, high_ms: int | None = None
    ) -> "OpenPlay":
        """Return the play with time heard added, exactly or between two bounds."""
        low = added_ms if low_ms is None else low_ms
        high = added_ms if high_ms is None else high_ms
        return replace(
            self,
            low_ms=self.low_ms + low,
            heard_ms=self.heard_ms + added_ms,
            high_ms=self.high_ms + high,
        )

    def resume(self) -> "OpenPlay":
        """Return the play as it goes on after a pause."""
        return replace(self, paused_ms=None, is_paused_at_end=False)

    def close_paused(self, *, by_ms: int, reason: EndReason = EndReason.END_PLAY) -> Sighting:
        """Return the finished play, which ended during a pause; at its end, it was done anyway."""
        return self.close(
            ended_ms=self.started_ms if self.paused_ms is None else self.paused_ms,
            by_ms=by_ms,
            reason=EndReason.TRACK_DONE if self.is_paused_at_end else reason,
            confidence=confidences.LEFT_IN_PAUSE,
        )

    def close(
        self,
        *,
        ended_ms: int,
        by_ms: int,
        reason: EndReason,
        confidence: float,
        is_inferred: bool = False,
    ) -> Sighting:
        """Return the finished play, which was over by ``by_ms`` at the latest.

        The time heard never exceeds the time between start and end. Without a length, nobody can
        tell the end of a track from a skip; what is spoken is left to be continued.
        """
        ended_ms = max(ended_ms, self.started_ms)
        played_ms = min(self.heard_ms, ended_ms - self.started_ms)
        longest_ms = self.high_ms if is_inferred else by_ms - self.started_ms
        is_spoken = self.item.kind is not ItemKind.MUSIC
        if (is_spoken or self.length_ms is None) and reason in _GUESSES and not is_inferred:
            reason, confidence = EndReason.UNKNOWN, confidences.LOST
        return Sighting(
            origin=Origin.PLAYER,
            item=self.item,
            row=None,
            ended_ms=ended_ms,
            played_ms=played_ms,
            reason_start=self.reason_start,
            reason_end=reason,
            shuffle=self.shuffle,
            private=self.is_private,
            platform=self.device,
            observation=Observation(
                started_ms=self.started_ms,
                latest_ms=max(ended_ms, by_ms),
                length_ms=self.length_ms,
                low_ms=max(0, min(self.low_ms - BOUND_ERROR_MS, played_ms)),
                high_ms=max(played_ms, min(self.high_ms, longest_ms)) + BOUND_ERROR_MS,
                confidence=confidence,
                is_inferred=is_inferred,
                context=self.context,
            ),
        )


def begin_play(
    sample: PlayerSample,
    item: Item,
    *,
    started_ms: int,
    reason: EndReason,
    heard_ms: int,
    low_ms: int | None = None,
    high_ms: int | None = None,
) -> OpenPlay:
    """Return the play that a sample shows first, heard exactly or between two bounds so far."""
    return OpenPlay(
        item=item,
        length_ms=sample.length_ms,
        started_ms=started_ms,
        reason_start=reason,
        low_ms=heard_ms if low_ms is None else low_ms,
        heard_ms=heard_ms,
        high_ms=heard_ms if high_ms is None else high_ms,
        paused_ms=None if sample.is_playing else started_ms + heard_ms,
        shuffle=sample.shuffle,
        device=sample.device,
        context=sample.context,
        is_private=sample.is_private,
    )


def left_ms(play: OpenPlay, sample: PlayerSample) -> int | None:
    """Return how much of a track was left at a sample, ``None`` if its length is unknown."""
    if play.length_ms is None:
        return None
    return max(0, play.length_ms - (sample.progress_ms or 0))


def is_same_item(one: Item, other: Item) -> bool:
    """Return whether two items are the same, by address or by name.

    Spotify gives one track other addresses by market, and may change it in the middle of a play
    (https://developer.spotify.com/documentation/web-api/concepts/track-relinking).
    """
    if one.uri is not None and one.uri == other.uri:
        return True
    if (one.uri is None) is not (other.uri is None):
        return False
    return (one.artist, one.title) == (other.artist, other.title) != (None, None)
