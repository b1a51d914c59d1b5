"""What is remembered between two samples of the player."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from musicanalyser.listening.definitions import STREAM_MS
from musicanalyser.listening.tracking.open_play import OpenPlay
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.item import Item
from musicanalyser.model.player import PlayerSample, Queued
from musicanalyser.units import MINUTE_MS

BLIND_MS = 10 * MINUTE_MS
"""After a silence of that length, what was known before tells nothing of what is now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All that must be remembered between two samples.

    ``seen`` is the last sample that told a position of the open play, and ``asked_ms`` when the
    player was last asked at all. ``gone_ms`` is since when something else, or nothing, stands in
    the place of the open play, and ``back_ms`` until when it was seen to. ``upcoming`` is ``None``
    while the order of what follows is not known. ``quiet`` counts the samples since something
    played.
    """

    open: OpenPlay | None = None
    seen: PlayerSample | None = None
    asked_ms: int | None = None
    gone_ms: int | None = None
    back_ms: int | None = None
    previous: Item | None = None
    upcoming: tuple[Queued, ...] | None = None
    queue_asked: bool = False
    early_ms: tuple[int, ...] = ()
    floor_ms: int = 0
    """When the last finished play ended: no other begins before."""
    short_run: int = 0
    """How many short plays in a row came before this one; one as well if there was none before."""
    quiet: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The state after a sample, and the plays that it finished, in the order of time."""

    state: State
    finished: tuple[Sighting, ...] = ()


def closed(state: State, *finished: Sighting) -> Step:
    """Return the state in which nothing is open any more."""
    last = finished[-1]
    return Step(
        state=replace(
            state,
            open=None,
            seen=None,
            gone_ms=None,
            back_ms=None,
            previous=last.item,
            queue_asked=False,
            floor_ms=max(state.floor_ms, last.ended_ms),
            short_run=_short_run(state.short_run, finished),
        ),
        finished=finished,
    )


def length_left_ms(play: OpenPlay, seen: PlayerSample) -> int | None:
    """Return what was left of a track at a sample, ``None`` if its length is not known."""
    if play.length_ms is None:
        return None
    return max(0, play.length_ms - (seen.progress_ms or 0))


def _short_run(before: int, finished: Sequence[Sighting]) -> int:
    """Return how many plays in a row, up to the last one, were short."""
    for play in finished:
        before = before + 1 if play.played_ms < STREAM_MS else 0
    return before
