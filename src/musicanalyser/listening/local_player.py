"""When a player of this machine decides what plays, and when the service must be asked.

A name on the bus proves little: the player may show what another device plays, or be signed in to
another account. So it decides only after the service has once said the same.
"""

from dataclasses import dataclass, replace

from musicanalyser.listening.tracking.open_play import is_same_item
from musicanalyser.model.item import Item
from musicanalyser.model.player import Activity, LocalSample, PlayerSample
from musicanalyser.units import MINUTE_MS, SECOND_MS

_SAME_ORIGIN_MS = 3 * SECOND_MS
"""The track began at the same time if its position says so up to that; the service is late."""
_SAME_LENGTH_MS = 2 * SECOND_MS
_LOOK_EVERY_MS = 10 * MINUTE_MS
"""How often the service is asked although the player decides: to notice another device."""
_AFTER_PAUSE_MS = (SECOND_MS, 4 * SECOND_MS, 2 * MINUTE_MS)
"""The waits between the looks after a pause, which may be a change to another device."""
_LONG_PAUSE_MS = 10 * MINUTE_MS
"""After a longer pause, the player must be confirmed again."""
_RETRY_MS = (2 * SECOND_MS, 5 * SECOND_MS)
"""The service may be late; after one more contradiction in a row it is right."""
_REFUSED_MS = MINUTE_MS
"""A player that was contradicted, as by another account, causes no more looks than that."""
_OWN_DEVICE = "Computer"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalPlayback:
    """The local player that may decide, and what the service said about it.

    ``confirmed`` is the last sample of the service that said the same as the player. ``look_ms`` is
    when the service is to be asked for the player's sake, ``None`` if there is no need.
    """

    local: LocalSample | None = None
    confirmed: PlayerSample | None = None
    is_confirmed: bool = False
    look_ms: int | None = None
    looked_ms: int = 0
    contradictions: int = 0
    pause_looks: int = 0

    def is_look_due(self, now_ms: int) -> bool:
        """Return whether it is time to ask the service."""
        return self.look_ms is not None and self.look_ms <= now_ms


def take_change(state: LocalPlayback, change: LocalSample, *, now_ms: int) -> LocalPlayback:
    """Return the state after a player of this machine has said something."""
    before, sample = state.local, change.sample
    if before is None or before.player != change.player:
        is_taken = state.is_confirmed and before is not None and before.sample.is_playing
        if is_taken or not sample.is_playing:
            return state
        return LocalPlayback(local=change, look_ms=now_ms)
    after = replace(state, local=change)
    is_resumed = sample.is_playing and not before.sample.is_playing
    if not state.is_confirmed:
        is_new = is_resumed or (sample.is_playing and before.sample.item != sample.item)
        return replace(after, look_ms=_first_look_ms(state, now_ms) if is_new else state.look_ms)
    if before.sample.is_playing and not sample.is_playing:
        return replace(after, look_ms=now_ms + _AFTER_PAUSE_MS[0], pause_looks=0)
    if is_resumed or _needs_name(before, change):
        is_confirmed = not _needs_name(before, change)
        return replace(after, look_ms=now_ms, is_confirmed=is_confirmed)
    return after


def take_look(state: LocalPlayback, seen: PlayerSample, *, now_ms: int) -> LocalPlayback:
    """Return the state after the service was asked."""
    state = replace(state, looked_ms=now_ms)
    if state.local is None:
        return state
    if not state.local.sample.is_playing:
        return _look_at_pause(state, seen, now_ms)
    if agrees(extrapolate(state.local, seen.at_ms), seen, known=state.confirmed):
        look_ms = now_ms + _LOOK_EVERY_MS
        return replace(state, confirmed=seen, is_confirmed=True, contradictions=0, look_ms=look_ms)
    count = state.contradictions
    is_late = count < len(_RETRY_MS) and not _is_elsewhere(state, seen)
    return replace(
        state,
        is_confirmed=state.is_confirmed and is_late,
        confirmed=state.confirmed if is_late else None,
        contradictions=count + 1,
        look_ms=now_ms + _RETRY_MS[count] if is_late else None,
    )


def put_off_look(state: LocalPlayback, *, now_ms: int) -> LocalPlayback:
    """Return the state after the service did not answer; a confirmed player goes on."""
    if state.is_confirmed:
        return replace(state, look_ms=now_ms + _REFUSED_MS)
    return replace(
        state, look_ms=None, looked_ms=now_ms, contradictions=max(1, state.contradictions)
    )


def decided_sample(state: LocalPlayback, local: LocalSample) -> PlayerSample:
    """Return what a confirmed player says, with what only the service knows."""
    sample, known = local.sample, state.confirmed
    if known is None:
        return sample
    item = sample.item
    if item is not None and known.item is not None and _is_same(item, known.item):
        item = known.item
    return replace(
        sample,
        item=item,
        length_ms=sample.length_ms or known.length_ms if item == known.item else sample.length_ms,
        device=known.device,
        device_key=known.device_key,
        context=known.context,
        shuffle=known.shuffle,
        repeats_track=known.repeats_track,
        is_private=known.is_private,
    )


def agrees(local: LocalSample, seen: PlayerSample, *, known: PlayerSample | None) -> bool:
    """Return whether the service says that this player plays, and the same at the same place.

    ``known`` is a sample in which it agreed before: the device is then the same.
    """
    one, other = local.sample, seen
    if one.item is None or other.item is None or not (one.is_playing and other.is_playing):
        return False
    if local.is_mirror and other.device != _OWN_DEVICE:
        return False
    if known is not None and known.device_key != other.device_key:
        return False
    if not _is_same(one.item, other.item):
        return False
    lengths = one.length_ms, other.length_ms
    if None not in lengths and abs((lengths[0] or 0) - (lengths[1] or 0)) > _SAME_LENGTH_MS:
        return False
    origins = [sample.at_ms - (sample.progress_ms or 0) for sample in (one, other)]
    return abs(origins[0] - origins[1]) <= _SAME_ORIGIN_MS


def extrapolate(local: LocalSample, at_ms: int) -> LocalSample:
    """Return what a player says at a later moment if nothing has changed since."""
    sample = local.sample
    position_ms = sample.progress_ms
    if sample.is_playing and position_ms is not None:
        position_ms += max(0, at_ms - sample.at_ms)
        if sample.length_ms is not None:
            position_ms = min(position_ms, sample.length_ms)
    return replace(local, sample=replace(sample, at_ms=at_ms, progress_ms=position_ms))


def _look_at_pause(state: LocalPlayback, seen: PlayerSample, now_ms: int) -> LocalPlayback:
    """Return the state after a look while the player pauses: another device may go on."""
    local = state.local
    if not state.is_confirmed or local is None:
        return replace(state, look_ms=None)
    looks = min(state.pause_looks + 1, len(_AFTER_PAUSE_MS) - 1)
    is_late = state.pause_looks == 0 and not _is_elsewhere(state, seen)
    is_over = local.is_gone or now_ms - local.sample.at_ms > _LONG_PAUSE_MS
    if (seen.is_playing or is_over) and not is_late:
        return LocalPlayback(local=local, looked_ms=now_ms)
    return replace(state, look_ms=now_ms + _AFTER_PAUSE_MS[looks], pause_looks=looks)


def _is_elsewhere(state: LocalPlayback, seen: PlayerSample) -> bool:
    """Return whether the service names another device than when it agreed."""
    known = state.confirmed
    return known is not None and seen.is_playing and known.device_key != seen.device_key


def _first_look_ms(state: LocalPlayback, now_ms: int) -> int | None:
    """Return when to look at a player that begins something and is not confirmed."""
    is_refused = state.contradictions > 0 and state.look_ms is None
    return None if is_refused and now_ms - state.looked_ms < _REFUSED_MS else now_ms


def _needs_name(before: LocalSample, change: LocalSample) -> bool:
    """Return whether another item plays that only the service can name."""
    item = change.sample.item
    is_new = before.sample.item != item and change.sample.activity is Activity.ITEM
    return is_new and (item is None or item.uri is None)


def _is_same(one: Item, other: Item) -> bool:
    """Return whether two items are the same: by address, or by title where one has none."""
    if one.uri is not None and other.uri is not None:
        return is_same_item(one, other)
    return (one.title or "").casefold() == (other.title or "").casefold()
