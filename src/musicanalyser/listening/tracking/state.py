"""What the tracker remembers between two samples of the player."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from musicanalyser.listening.definitions import STREAM_MS
from musicanalyser.listening.tracking.open_play import OpenPlay
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.item import Item
from musicanalyser.model.player import PlayerSample, Queued


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerState:
    """Everything the tracker must remember between two samples; times in ms since 1970 UTC."""

    open_play: OpenPlay | None = None
    last_sample: PlayerSample | None = None
    """The last sample with a position of the open play."""
    polled_ms: int | None = None
    """When the player was last asked, whatever it answered."""
    absent_since_ms: int | None = None
    """Since when something else, or nothing, has been observed instead of the open play."""
    absent_until_ms: int | None = None
    """When something else was last observed; ``None`` if it was nothing."""
    previous_item: Item | None = None
    """What the last finished play was of."""
    upcoming: tuple[Queued, ...] | None = None
    """What follows the open play in the queue, ``None`` if that is unknown."""
    is_queue_read: bool = False
    """Whether the queue was asked for during the open play."""
    overlaps_ms: tuple[int, ...] = ()
    """How much was left of each of the latest tracks when the next one began."""
    earliest_start_ms: int = 0
    """When the last finished play ended: no other begins before."""
    short_run: int = 0
    """The number of short plays in a row before this one; 1 as well if there was no play before."""
    idle_samples: int = 0
    """The number of samples since something played."""
    is_answer_old: bool = False
    """Whether the last answer was older than the sample before it, and so dropped."""
    silent_ms: tuple[int, ...] = ()
    """The latest moments at which nothing played (`listening.tracking.silent_moments`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerStep:
    """The state after a sample, and the plays that the sample finished, in order of time."""

    state: TrackerState
    finished: tuple[Sighting, ...] = ()


def finish_plays(state: TrackerState, *finished: Sighting) -> TrackerStep:
    """Return the step that ends the open play, and any that were inferred after it."""
    last = finished[-1]
    return TrackerStep(
        state=replace(
            state,
            open_play=None,
            last_sample=None,
            absent_since_ms=None,
            absent_until_ms=None,
            previous_item=last.item,
            is_queue_read=False,
            earliest_start_ms=max(state.earliest_start_ms, last.ended_ms),
            short_run=_extend_short_run(state.short_run, finished),
        ),
        finished=finished,
    )


def _extend_short_run(short_run: int, finished: Sequence[Sighting]) -> int:
    for play in finished:
        short_run = short_run + 1 if play.played_ms < STREAM_MS else 0
    return short_run
