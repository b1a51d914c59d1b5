"""Samples and open plays, in ms from the start of a tape."""

from dataclasses import replace
from typing import Any

from musicanalyser.listening.tracking.open_play import OpenPlay
from musicanalyser.listening.tracking.same_track import continue_play
from musicanalyser.listening.tracking.sample_pair import Continuation
from musicanalyser.model.evidence import Observation, Sighting
from musicanalyser.model.play_end import EndReason
from musicanalyser.model.player import Activity, PlayerSample, Queued
from tests.listening.tracking.tapes import LENGTH_MS, START_MS, song


def sample(
    at_ms: int,
    position_ms: int | None,
    *,
    name: str = "A",
    **changes: Any,  # noqa: ANN401 - any field
) -> PlayerSample:
    """Return a sample of a track that plays, unless ``changes`` say otherwise."""
    shown = PlayerSample(
        at_ms=START_MS + at_ms,
        activity=Activity.ITEM,
        item=song(name),
        length_ms=LENGTH_MS,
        progress_ms=position_ms,
        is_playing=True,
    )
    return replace(shown, **changes)


def playing(heard_ms: int, **changes: Any) -> OpenPlay:  # noqa: ANN401 - any field
    """Return a play of A that began with the tape and was heard without a break."""
    play = OpenPlay(
        item=song("A"),
        length_ms=LENGTH_MS,
        started_ms=START_MS,
        reason_start=EndReason.PLAY_BUTTON,
        low_ms=heard_ms,
        heard_ms=heard_ms,
        high_ms=heard_ms,
    )
    return replace(play, **changes)


def paused(heard_ms: int, **changes: Any) -> OpenPlay:  # noqa: ANN401 - any field
    """Return a play of A that was paused at its last sample."""
    return playing(heard_ms, paused_ms=START_MS + heard_ms, **changes)


def queued(*names: str, length_ms: int | None = LENGTH_MS) -> tuple[Queued, ...]:
    return tuple(Queued(item=song(name), length_ms=length_ms) for name in names)


def times_ms(play: OpenPlay | None) -> tuple[int, int, int]:
    """Return the time heard between its bounds: low, heard, high."""
    assert play is not None
    return play.low_ms, play.heard_ms, play.high_ms


def after_a_minute(position_ms: int, *, at_ms: int = 70_000, **changes: Any) -> Continuation:  # noqa: ANN401 - any field
    """Return what a second sample makes of a play that was heard for a minute."""
    after = sample(at_ms, position_ms, **changes)
    return continue_play(playing(60_000), sample(60_000, 60_000), after)


def near_the_end(position_ms: int, *, at_ms: int, **changes: Any) -> Continuation:  # noqa: ANN401 - any field
    """Return what a second sample makes of a play with ten seconds left."""
    after = sample(at_ms, position_ms, **changes)
    return continue_play(playing(190_000), sample(190_000, 190_000), after)


def observation(sighting: Sighting | None) -> Observation:
    assert sighting is not None
    assert sighting.observation is not None
    return sighting.observation


def bounds_ms(sighting: Sighting | None) -> tuple[int, int]:
    known = observation(sighting)
    return known.low_ms, known.high_ms
