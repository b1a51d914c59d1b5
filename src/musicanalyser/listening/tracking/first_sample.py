"""How a play begins that follows on none: seen from its start, joined late, or resumed."""

from dataclasses import replace

from musicanalyser.listening.tracking.open_play import LAG_MS, OpenPlay, opened
from musicanalyser.listening.tracking.same_track import is_over
from musicanalyser.listening.tracking.state import BLIND_MS, State
from musicanalyser.model.item import Item
from musicanalyser.model.player import PlayerSample


def begin(state: State, sample: PlayerSample, item: Item) -> State:
    """Open a play where none was open."""
    asked = replace(state, asked_ms=sample.at_ms, quiet=state.quiet + 1)
    if not sample.is_playing or is_over(sample):
        return asked
    position_ms = sample.progress_ms or 0
    since_ms = state.asked_ms
    if since_ms is None or sample.at_ms - since_ms > BLIND_MS:
        play = _joined_late(state, sample, item, position_ms)
    elif sample.at_ms - position_ms >= since_ms - LAG_MS:
        started_ms = max(sample.at_ms - position_ms, state.floor_ms)
        heard_ms = sample.at_ms - started_ms
        play = opened(sample, item, started_ms=started_ms, reason="playbtn", heard_ms=heard_ms)
    else:
        play = _resumed(state, sample, item, since_ms)
    return replace(
        asked,
        open=play,
        seen=sample,
        quiet=0,
        queue_asked=False,
        upcoming=None,
        short_run=1,
    )


def _joined_late(state: State, sample: PlayerSample, item: Item, position_ms: int) -> OpenPlay:
    """Open a play that was running already: what lies before the position is taken for heard."""
    started_ms = max(sample.at_ms - position_ms, state.floor_ms)
    heard_ms = sample.at_ms - started_ms
    return opened(
        sample, item, started_ms=started_ms, reason="unknown", heard_ms=heard_ms, low_ms=0
    )


def _resumed(state: State, sample: PlayerSample, item: Item, since_ms: int) -> OpenPlay:
    """Open a play that goes on from the middle: it was not playing when last asked."""
    since_ms = max(since_ms, state.floor_ms)
    gap_ms = max(0, sample.at_ms - since_ms)
    changed_ms = sample.changed_ms
    if changed_ms is None or not since_ms <= changed_ms <= sample.at_ms:
        changed_ms = sample.at_ms - gap_ms // 2
    return opened(
        sample,
        item,
        started_ms=changed_ms,
        reason="playbtn",
        heard_ms=sample.at_ms - changed_ms,
        low_ms=0,
        high_ms=gap_ms,
    )
