"""Plays that a service has cut into segments, put together again.

A segment continues the one before it on the same device if that one ended by a pause, a scrub or
an exit of the app, holds the same song, and is less than half an hour old. One in which nothing was
heard is no play if the same song follows: apps write some of them by the dozen.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from musicanalyser.model.item import Item
from musicanalyser.units import MINUTE_MS

_INTERRUPTIONS = {
    "PLAYBACK_MANUALLY_PAUSED",
    "PLAYBACK_SUSPENDED",
    "SCRUB_BEGIN",
    "SCRUB_END",
    "EXITED_APPLICATION",
}
_LONGEST_GAP_MS = 30 * MINUTE_MS


class Segment(NamedTuple):
    """A part of a play on one device; ``heard_ms`` is how far the playhead moved."""

    number: int
    device: str
    song: Item
    started_ms: int | None
    ended_ms: int
    heard_ms: int
    reason: str
    length_ms: int | None
    offset_ms: int
    """What local time was ahead of UTC."""
    offline: bool | None

    @property
    def bounded_ms(self) -> int:
        """The time heard, which is no longer than the segment, and not negative."""
        longest_ms = self.heard_ms if self.started_ms is None else self.ended_ms - self.started_ms
        return max(0, min(self.heard_ms, longest_ms))


class JoinedPlay(NamedTuple):
    """A play, with the last of its segments; ``started_ms`` is ``None`` if it is unknown."""

    last: Segment
    started_ms: int | None
    heard_ms: int


def join_segments(segments: Iterable[Segment]) -> Iterator[JoinedPlay]:
    """Yield the plays of segments, by device and time."""
    play: JoinedPlay | None = None
    for segment in sorted(segments, key=lambda one: (one.device, one.ended_ms, one.number)):
        begun = JoinedPlay(segment, segment.started_ms, segment.bounded_ms)
        if play is None or not _follows(segment, play.last):
            yield from () if play is None else (play,)
            play = begun
        elif not play.heard_ms:
            play = begun
        elif play.last.reason in _INTERRUPTIONS:
            play = play._replace(last=segment, heard_ms=play.heard_ms + segment.bounded_ms)
        else:
            yield play
            play = begun
    if play is not None:
        yield play


def _follows(segment: Segment, before: Segment) -> bool:
    """Return whether the same song went on, on the same device and soon."""
    started_ms = segment.ended_ms if segment.started_ms is None else segment.started_ms
    return (
        segment.device == before.device
        and segment.song == before.song
        and started_ms - before.ended_ms < _LONGEST_GAP_MS
    )
