"""From samples of the player to finished plays: a fold whose state is a value.

What a sample cannot show is concluded from the next one: a play ended when the next began, and that
is told by the position of the next, however long ago it was. What came and went between two samples
follows from the order of the queue.
"""

from dataclasses import replace

from musicanalyser.listening.tracking.crossfade import KEPT
from musicanalyser.listening.tracking.first_sample import begin
from musicanalyser.listening.tracking.no_playback import given_up, interrupted, nothing
from musicanalyser.listening.tracking.open_play import OpenPlay, same_item
from musicanalyser.listening.tracking.same_track import Change, gone_on, is_over
from musicanalyser.listening.tracking.state import BLIND_MS, State, Step, closed, length_left_ms
from musicanalyser.listening.tracking.track_change import handed_over
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.player import Activity, PlayerSample, Upcoming
from musicanalyser.units import MINUTE_MS

__all__ = ["State", "Step", "step", "wants_upcoming", "with_upcoming"]

_REWOUND_MS = MINUTE_MS
"""A sample that much older than the last one is of a clock that was set, not a repetition."""
_UNHEARD_MS = 1_000
"""What stands paused at its very start was only put there, not played."""
_FEW_QUEUED = 10


def step(state: State, sample: PlayerSample) -> Step:
    """Take in one sample; one that was taken in before changes nothing."""
    if state.asked_ms is not None and sample.at_ms <= state.asked_ms:
        if sample.at_ms > state.asked_ms - _REWOUND_MS:
            return Step(state=state)
        return _after(given_up(state, by_ms=state.asked_ms), sample)
    if state.open is not None and _is_blind(state, sample):
        return _after(given_up(state, by_ms=sample.at_ms), sample)
    return _understood(state, sample)


def with_upcoming(state: State, upcoming: Upcoming) -> State:
    """Take in the order of what follows, if it is that of the open play."""
    known = state.open is not None and upcoming.current is not None
    if known and state.open and upcoming.current and same_item(state.open.item, upcoming.current):
        return replace(state, upcoming=upcoming.items, queue_asked=True)
    return replace(state, queue_asked=True)


def wants_upcoming(state: State) -> bool:
    """Tell whether the order of what follows is worth a call."""
    if state.open is None or state.open.stopped_ms is not None or state.queue_asked:
        return False
    repeats = state.seen is not None and state.seen.repeats_track
    few = state.upcoming is None or len(state.upcoming) < _FEW_QUEUED
    return few and not repeats and state.open.item.kind is ItemKind.MUSIC


def _understood(state: State, sample: PlayerSample) -> Step:
    if sample.activity is not Activity.ITEM or sample.item is None:
        empty = sample.activity is Activity.NOTHING or not sample.is_playing
        return nothing(state, sample) if empty else interrupted(state, sample)
    if state.open is None or state.seen is None:
        return Step(state=begin(state, sample, sample.item))
    if not same_item(state.open.item, sample.item):
        return _next(state, state.open, state.seen, sample, sample.item)
    return _same(state, state.open, state.seen, sample)


def _after(given_up: Step, sample: PlayerSample) -> Step:
    """Begin anew with a sample, after the open play was given up."""
    state = replace(given_up.state, asked_ms=None, floor_ms=_floor(given_up, sample))
    found = _understood(state, sample)
    return Step(state=found.state, finished=given_up.finished + found.finished)


def _floor(given_up: Step, sample: PlayerSample) -> int:
    return min(given_up.state.floor_ms, sample.at_ms)


def _is_blind(state: State, sample: PlayerSample) -> bool:
    """Tell whether the silence was so long that anything may have been heard since."""
    if state.open is None or state.seen is None or state.open.stopped_ms is not None:
        return False
    left_ms = length_left_ms(state.open, state.seen) or 0
    return sample.at_ms - (state.asked_ms or 0) > max(BLIND_MS, left_ms + MINUTE_MS)


def _same(state: State, play: OpenPlay, seen: PlayerSample, sample: PlayerSample) -> Step:
    """Go on with the open play, as far as a sample shows it going on."""
    asked = replace(state, asked_ms=sample.at_ms, gone_ms=None, back_ms=None)
    if sample.progress_ms is None:
        return Step(state=replace(asked, quiet=0 if sample.is_playing else state.quiet + 1))
    if state.back_ms is not None:  # an ad took the time since the last sample
        seen = replace(seen, at_ms=min(sample.at_ms, state.back_ms))
    change = gone_on(play, seen, sample)
    if change.closed is None:
        if change.waits:
            return Step(state=replace(asked, quiet=0))
        return Step(state=_kept(asked, change, seen, sample))
    ended = closed(asked, change.closed)
    if change.play is None:
        return Step(state=replace(ended.state, quiet=1), finished=ended.finished)
    again = replace(ended.state, open=change.play, seen=sample, quiet=0, upcoming=state.upcoming)
    return Step(state=again, finished=ended.finished)


def _kept(state: State, change: Change, seen: PlayerSample, sample: PlayerSample) -> State:
    reordered = (seen.context, seen.shuffle, seen.repeats_track) != (
        sample.context,
        sample.shuffle,
        sample.repeats_track,
    )
    return replace(
        state,
        open=change.play,
        seen=sample,
        quiet=0 if sample.is_playing else state.quiet + 1,
        upcoming=None if reordered else state.upcoming,
        queue_asked=state.queue_asked and not reordered,
    )


def _next(
    state: State, play: OpenPlay, seen: PlayerSample, sample: PlayerSample, item: Item
) -> Step:
    """Close the open play where the next one began, with what came and went between the two."""
    found = handed_over(
        play,
        seen,
        sample,
        item,
        upcoming=None if seen.repeats_track or state.gone_ms is not None else state.upcoming,
        previous=state.previous,
        gone_ms=state.gone_ms,
        early_ms=state.early_ms,
    )
    ended = closed(replace(state, asked_ms=sample.at_ms), *found.finished)
    started_ms = max(found.next.started_ms, ended.state.floor_ms)
    begun = replace(found.next, started_ms=min(started_ms, sample.at_ms))
    waits = not sample.is_playing and (is_over(sample) or begun.heard_ms < _UNHEARD_MS)
    return Step(
        state=replace(
            ended.state,
            open=None if waits else begun,
            seen=None if waits else sample,
            upcoming=found.upcoming,
            early_ms=(*state.early_ms, *found.early_ms)[-KEPT:],
            quiet=0 if sample.is_playing else state.quiet + 1,
        ),
        finished=ended.finished,
    )
