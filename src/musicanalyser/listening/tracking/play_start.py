"""How a play begins: observed from its start, joined late, resumed, or after another play."""

from dataclasses import replace

from musicanalyser.listening.tracking.open_play import OpenPlay, begin_play
from musicanalyser.listening.tracking.sample_pair import is_at_end
from musicanalyser.listening.tracking.state import TrackerState
from musicanalyser.listening.tracking.tolerances import BLIND_MS, LAG_MS
from musicanalyser.model.item import Item
from musicanalyser.model.play_end import EndReason
from musicanalyser.model.player import PlayerSample
from musicanalyser.units import SECOND_MS


def begin_after_silence(state: TrackerState, sample: PlayerSample, item: Item) -> TrackerState:
    """Return the state with an open play where there was none, unless nothing plays."""
    polled = replace(state, polled_ms=sample.at_ms, idle_samples=state.idle_samples + 1)
    position_ms = sample.progress_ms or 0
    since_ms = state.polled_ms
    if is_at_end(sample):
        return polled
    if not sample.is_playing:
        paused = _begin_paused(state, sample, item, position_ms)
        return polled if paused is None else _opened(polled, paused, sample)
    if since_ms is None or sample.at_ms - since_ms > BLIND_MS:
        play = _join_late(state, sample, item, position_ms)
    elif sample.at_ms - position_ms >= since_ms - LAG_MS:
        started_ms = max(sample.at_ms - position_ms, state.earliest_start_ms)
        play = begin_play(
            sample,
            item,
            started_ms=started_ms,
            reason=EndReason.PLAY_BUTTON,
            heard_ms=sample.at_ms - started_ms,
        )
    else:
        play = _begin_resumed(state, sample, item, since_ms)
    return _opened(replace(polled, idle_samples=0), play, sample)


def _opened(state: TrackerState, play: OpenPlay, sample: PlayerSample) -> TrackerState:
    return replace(
        state,
        open_play=play,
        last_sample=sample,
        is_queue_read=False,
        upcoming=None,
        short_run=1,
    )


def _begin_paused(
    state: TrackerState, sample: PlayerSample, item: Item, position_ms: int
) -> OpenPlay | None:
    """Return a play that began and was paused since the last sample, ``None`` if none did.

    It was, if its position fits between that sample and the moment of the pause.
    """
    since_ms, paused_ms = state.polled_ms, sample.changed_ms
    if since_ms is None or paused_ms is None or position_ms < SECOND_MS:
        return None
    earliest_ms = max(since_ms, state.earliest_start_ms)
    if not earliest_ms + position_ms - LAG_MS <= paused_ms <= sample.at_ms:
        return None
    play = begin_play(
        sample,
        item,
        started_ms=max(paused_ms - position_ms, state.earliest_start_ms),
        reason=EndReason.PLAY_BUTTON,
        heard_ms=position_ms,
        low_ms=0,
    )
    return replace(play, paused_ms=paused_ms)


def begin_after_track(before: PlayerSample, after: PlayerSample, item: Item) -> OpenPlay:
    """Return the play that ``after`` shows and ``before`` does not, dated by its position.

    The reason for the start is left to the caller.
    """
    gap_ms, position_ms = after.at_ms - before.at_ms, after.progress_ms
    changed_ms = after.changed_ms
    if changed_ms is None or not before.at_ms < changed_ms <= after.at_ms:
        changed_ms = None
    if position_ms is None or position_ms > gap_ms + LAG_MS:  # resumed from somewhere within
        started_ms = changed_ms or after.at_ms - gap_ms // 2
        return begin_play(
            after,
            item,
            started_ms=started_ms,
            reason=EndReason.UNKNOWN,
            heard_ms=after.at_ms - started_ms if after.is_playing else 0,
            low_ms=0,
            high_ms=gap_ms,
        )
    until_ms = after.at_ms if after.is_playing else changed_ms or after.at_ms
    started_ms = max(until_ms - position_ms, before.at_ms)
    heard_ms = min(position_ms, after.at_ms - started_ms)
    return begin_play(
        after, item, started_ms=started_ms, reason=EndReason.UNKNOWN, heard_ms=heard_ms
    )


def _join_late(state: TrackerState, sample: PlayerSample, item: Item, position_ms: int) -> OpenPlay:
    """Begin a play that was already running; all before its position is taken as heard."""
    started_ms = max(sample.at_ms - position_ms, state.earliest_start_ms)
    return begin_play(
        sample,
        item,
        started_ms=started_ms,
        reason=EndReason.UNKNOWN,
        heard_ms=sample.at_ms - started_ms,
        low_ms=0,
    )


def _begin_resumed(
    state: TrackerState, sample: PlayerSample, item: Item, since_ms: int
) -> OpenPlay:
    """Begin a play from the middle of its track; nothing played at the last sample."""
    since_ms = max(since_ms, state.earliest_start_ms)
    gap_ms = max(0, sample.at_ms - since_ms)
    changed_ms = sample.changed_ms
    if changed_ms is None or not since_ms <= changed_ms <= sample.at_ms:
        changed_ms = sample.at_ms - gap_ms // 2
    return begin_play(
        sample,
        item,
        started_ms=changed_ms,
        reason=EndReason.PLAY_BUTTON,
        heard_ms=sample.at_ms - changed_ms,
        low_ms=0,
        high_ms=gap_ms,
    )
