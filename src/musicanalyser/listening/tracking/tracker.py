"""From samples of the player to finished plays: a fold whose state is a value.

A sample seldom shows an end, but the next one does: a play ended when the next began, and the
position of the next says when that was. What was skipped in between follows from the queue.
"""

from dataclasses import replace

from musicanalyser.listening.tracking.crossfade import KEPT_CHANGES
from musicanalyser.listening.tracking.no_playback import give_up, take_nothing, take_unnamed
from musicanalyser.listening.tracking.open_play import OpenPlay, is_same_item, left_ms
from musicanalyser.listening.tracking.play_start import begin_after_silence
from musicanalyser.listening.tracking.same_track import continue_play
from musicanalyser.listening.tracking.sample_pair import is_at_end
from musicanalyser.listening.tracking.silent_moments import add_moment
from musicanalyser.listening.tracking.state import TrackerState, TrackerStep, finish_plays
from musicanalyser.listening.tracking.tolerances import BLIND_MS, LAG_MS
from musicanalyser.listening.tracking.track_change import TrackChange, change_track
from musicanalyser.model.item import ItemKind
from musicanalyser.model.player import Activity, PlayerSample, Queued, Upcoming
from musicanalyser.units import MINUTE_MS, SECOND_MS

_SET_BACK_MS = MINUTE_MS
"""A sample that much older than the last one is of a clock that was set, not a late answer."""
_UNHEARD_MS = SECOND_MS
"""A track that is paused at its very start was only loaded, not played."""
_FEW_QUEUED = 10
"""With fewer known items the queue is read again, so that a run of skips does not exhaust it."""


def step(state: TrackerState, sample: PlayerSample) -> TrackerStep:
    """Return the state after a sample, and the plays that it finished.

    A sample that was taken in before, or comes late, changes nothing.
    """
    if state.polled_ms is not None and sample.at_ms <= state.polled_ms:
        if sample.at_ms > state.polled_ms - _SET_BACK_MS:
            return TrackerStep(state=state)
        return _start_over(give_up(state, by_ms=state.polled_ms), sample)
    if _is_outdated(state, sample):
        return TrackerStep(state=replace(state, is_answer_old=True))
    state = replace(state, is_answer_old=False)
    if state.open_play is not None and _is_blind(state, sample):
        return _note_silence(_start_over(give_up(state, by_ms=sample.at_ms), sample), sample)
    return _note_silence(_take_sample(state, sample), sample)


def _note_silence(after: TrackerStep, sample: PlayerSample) -> TrackerStep:
    """Return the step with the moment of the sample noted if nothing played at it."""
    state = after.state
    if sample.is_playing or state.absent_since_ms is not None:
        return after
    silent_ms = add_moment(state.silent_ms, sample.at_ms)
    return replace(after, state=replace(state, silent_ms=silent_ms))


def add_upcoming(state: TrackerState, upcoming: Upcoming) -> TrackerState:
    """Return the state with the queue as read, unless that is of something else than the play."""
    play, current = state.open_play, upcoming.current
    if play is not None and current is not None and is_same_item(play.item, current):
        return replace(state, upcoming=upcoming.items, is_queue_read=True)
    return replace(state, is_queue_read=True)


def wants_upcoming(state: TrackerState) -> bool:
    """Return whether the queue is worth a call."""
    play, last = state.open_play, state.last_sample
    if play is None or play.paused_ms is not None or state.is_queue_read:
        return False
    repeats = last is not None and last.repeats_track
    knows_few = state.upcoming is None or len(state.upcoming) < _FEW_QUEUED
    return knows_few and not repeats and play.item.kind is ItemKind.MUSIC


def _take_sample(state: TrackerState, sample: PlayerSample) -> TrackerStep:
    if sample.activity is not Activity.ITEM or sample.item is None:
        is_silent = sample.activity is Activity.NOTHING or not sample.is_playing
        return take_nothing(state, sample) if is_silent else take_unnamed(state, sample)
    play, last = state.open_play, state.last_sample
    if play is None or last is None:
        return TrackerStep(state=begin_after_silence(state, sample, sample.item))
    if is_same_item(play.item, sample.item):
        return _continue_track(state, play, last, sample)
    return _change_track(
        state,
        TrackChange(
            play=play,
            before=last,
            after=sample,
            item=sample.item,
            upcoming=_trusted_queue(state, last),
            previous_item=state.previous_item,
            absent_since_ms=state.absent_since_ms,
            overlaps_ms=state.overlaps_ms,
        ),
    )


def _trusted_queue(state: TrackerState, last: PlayerSample) -> tuple[Queued, ...] | None:
    """Return the queue, unless a repeated track or an interruption makes it say nothing."""
    is_useless = last.repeats_track or state.absent_since_ms is not None
    return None if is_useless else state.upcoming


def _start_over(given_up: TrackerStep, sample: PlayerSample) -> TrackerStep:
    """Begin with a sample as if it were the first, after the open play was given up."""
    earliest_ms = min(given_up.state.earliest_start_ms, sample.at_ms)
    state = replace(given_up.state, polled_ms=None, earliest_start_ms=earliest_ms)
    after = _take_sample(state, sample)
    return TrackerStep(state=after.state, finished=given_up.finished + after.finished)


def _is_blind(state: TrackerState, sample: PlayerSample) -> bool:
    """Return whether the silence was so long that anything may have been heard since."""
    play, last = state.open_play, state.last_sample
    if play is None or last is None or play.paused_ms is not None:
        return False
    rest_ms = left_ms(play, last) or 0
    return sample.at_ms - (state.polled_ms or 0) > max(BLIND_MS, rest_ms + MINUTE_MS)


def _continue_track(
    state: TrackerState, play: OpenPlay, last: PlayerSample, sample: PlayerSample
) -> TrackerStep:
    """Continue the open play as far as a sample shows that it goes on."""
    polled = replace(state, polled_ms=sample.at_ms, absent_since_ms=None, absent_until_ms=None)
    idle_samples = 0 if sample.is_playing else state.idle_samples + 1
    if sample.progress_ms is None:
        return TrackerStep(state=replace(polled, idle_samples=idle_samples))
    if state.absent_until_ms is not None and not _has_gone_on(last, sample):  # an ad took the time
        last = replace(last, at_ms=min(sample.at_ms, state.absent_until_ms))
    after = continue_play(play, last, sample)
    if after.is_pending:
        return TrackerStep(state=replace(polled, idle_samples=0))
    if after.finished is None:
        played = replace(polled, open_play=after.play, last_sample=sample)
        checked = _check_queue(replace(played, idle_samples=idle_samples), last, sample)
        return TrackerStep(state=checked)
    ended = finish_plays(polled, after.finished)
    if after.play is None:
        return TrackerStep(state=replace(ended.state, idle_samples=1), finished=ended.finished)
    again = replace(ended.state, open_play=after.play, last_sample=sample, idle_samples=0)
    return TrackerStep(state=again, finished=ended.finished)


def _has_gone_on(last: PlayerSample, sample: PlayerSample) -> bool:
    """Return whether the position moved with the clock, so that nothing else was played."""
    moved_ms = (sample.progress_ms or 0) - (last.progress_ms or 0)
    return abs(moved_ms - (sample.at_ms - last.at_ms)) <= LAG_MS


def _is_outdated(state: TrackerState, sample: PlayerSample) -> bool:
    """Return whether an answer shows the track before the open play, as its own stamp says.

    Only one in a row is dropped: the stamp of another device may be behind for good.
    """
    last, before = state.last_sample, state.previous_item
    if before is None or sample.item is None or not is_same_item(before, sample.item):
        return False
    if last is None or last.changed_ms is None or sample.changed_ms is None or state.is_answer_old:
        return False
    is_before = sample.changed_ms < last.changed_ms - LAG_MS
    return is_before and sample.at_ms - last.at_ms < MINUTE_MS


def _check_queue(state: TrackerState, last: PlayerSample, sample: PlayerSample) -> TrackerState:
    """Return the state without the queue if its order has changed since."""
    before, after = ((one.context, one.shuffle, one.repeats_track) for one in (last, sample))
    return state if before == after else replace(state, upcoming=None, is_queue_read=False)


def _change_track(state: TrackerState, change: TrackChange) -> TrackerStep:
    """Finish the open play where the next one began, with what was skipped in between."""
    changed, sample = change_track(change), change.after
    ended = finish_plays(replace(state, polled_ms=sample.at_ms), *changed.finished)
    started_ms = max(changed.begun.started_ms, ended.state.earliest_start_ms)
    begun = replace(changed.begun, started_ms=min(started_ms, sample.at_ms))
    is_silent = not sample.is_playing and (is_at_end(sample) or begun.heard_ms < _UNHEARD_MS)
    overlaps_ms = () if changed.overlap_ms is None else (changed.overlap_ms,)
    return TrackerStep(
        state=replace(
            ended.state,
            open_play=None if is_silent else begun,
            last_sample=None if is_silent else sample,
            upcoming=changed.upcoming,
            overlaps_ms=(*state.overlaps_ms, *overlaps_ms)[-KEPT_CHANGES:],
            idle_samples=0 if sample.is_playing else state.idle_samples + 1,
        ),
        finished=ended.finished,
    )
