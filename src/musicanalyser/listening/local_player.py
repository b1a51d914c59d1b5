"""When a player of this machine decides what plays, and when the service must be asked.

A name on the bus proves little: the player may show what another device plays, or be signed in to
another account. So it decides only after the service has once said the same.
"""

from dataclasses import dataclass, replace

from musicanalyser.listening.local_agreement import agrees_now, is_same_title
from musicanalyser.listening.tracking.tolerances import LAG_MS
from musicanalyser.model.player import Activity, LocalSample, PlayerSample
from musicanalyser.units import MINUTE_MS, SECOND_MS

_REMEMBERED_MS = 15 * SECOND_MS
"""How far back a player is believed once it is confirmed: skips before the first look are short."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalPlayback:
    """The local player that may decide, and what the service said about it.

    ``confirmed`` is the last sample of the service that said the same as the player. ``look_ms`` is
    when the service is to be asked for the player's sake, ``None`` if there is no need. ``said`` is
    what a player that is not confirmed said of late, oldest first.
    """

    local: LocalSample | None = None
    confirmed: PlayerSample | None = None
    is_confirmed: bool = False
    look_ms: int | None = None
    contradicted_ms: int = 0
    contradictions: int = 0
    pause_looks: int = 0
    said: tuple[LocalSample, ...] = ()

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
        return LocalPlayback(local=change, look_ms=now_ms + LAG_MS, said=(change,))
    said = () if state.is_confirmed else (*_said_of_late(state, change.sample.at_ms), change)
    after = replace(state, local=change, said=said)
    is_resumed = sample.is_playing and not before.sample.is_playing
    if not state.is_confirmed:
        is_new = is_resumed or (sample.is_playing and before.sample.item != sample.item)
        return _expect_look(after, now_ms) if is_new else after
    if before.sample.is_playing and not sample.is_playing:
        return replace(after, look_ms=now_ms + _AFTER_PAUSE_MS[0], pause_looks=0)
    if is_resumed or _needs_name(before, change):
        is_confirmed = not _needs_name(before, change)
        said = () if is_confirmed else (change,)
        return replace(after, look_ms=now_ms + LAG_MS, is_confirmed=is_confirmed, said=said)
    return after


def take_look(state: LocalPlayback, seen: PlayerSample, *, now_ms: int) -> LocalPlayback:
    """Return the state after the service was asked."""
    if state.local is None:
        return state
    if not state.local.sample.is_playing:
        return _look_at_pause(state, seen, now_ms)
    said = _said_of_late(state, now_ms)
    shown = (state.local, *said) if _is_named(state.local) else (state.local,)
    if any(agrees_now(one, seen, known=state.confirmed) for one in shown):
        return replace(
            state,
            confirmed=seen,
            is_confirmed=True,
            contradictions=0,
            look_ms=now_ms + _LOOK_EVERY_MS,
            said=tuple(one for one in said if _is_named(one) or one is state.local),
        )
    count = state.contradictions
    is_late = count < len(_RETRY_MS) and not _is_elsewhere(state, seen)
    return replace(
        state,
        is_confirmed=state.is_confirmed and is_late,
        confirmed=state.confirmed if is_late else None,
        contradictions=count + 1,
        contradicted_ms=now_ms,
        look_ms=now_ms + _RETRY_MS[count] if is_late else None,
        said=said if is_late else (),
    )


def put_off_look(state: LocalPlayback, *, now_ms: int) -> LocalPlayback:
    """Return the state after the service did not answer; a confirmed player goes on."""
    if state.is_confirmed:
        return replace(state, look_ms=now_ms + _REFUSED_MS)
    return replace(state, look_ms=None, contradicted_ms=now_ms)


def decided_sample(state: LocalPlayback, local: LocalSample) -> PlayerSample:
    """Return what a confirmed player says, with what only the service knows."""
    sample, known = local.sample, state.confirmed
    if known is None:
        return sample
    item = sample.item
    if item is not None and known.item is not None and is_same_title(item, known.item):
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


def _said_of_late(state: LocalPlayback, at_ms: int) -> tuple[LocalSample, ...]:
    return tuple(one for one in state.said if at_ms - one.sample.at_ms <= _REMEMBERED_MS)


def _look_at_pause(state: LocalPlayback, seen: PlayerSample, now_ms: int) -> LocalPlayback:
    """Return the state after a look while the player pauses: another device may go on."""
    local = state.local
    if not state.is_confirmed or local is None:
        return replace(state, look_ms=None)
    looks = min(state.pause_looks + 1, len(_AFTER_PAUSE_MS) - 1)
    is_late = state.pause_looks == 0 and not _is_elsewhere(state, seen)
    is_over = local.is_gone or now_ms - local.sample.at_ms > _LONG_PAUSE_MS
    if (seen.is_playing or is_over) and not is_late:
        return LocalPlayback(local=local)
    return replace(state, look_ms=now_ms + _AFTER_PAUSE_MS[looks], pause_looks=looks)


def _is_elsewhere(state: LocalPlayback, seen: PlayerSample) -> bool:
    """Return whether the service names another device than when it agreed."""
    known = state.confirmed
    return known is not None and seen.is_playing and known.device_key != seen.device_key


def _expect_look(state: LocalPlayback, now_ms: int) -> LocalPlayback:
    """Return the state with a look to come at a player that begins something, unless refused."""
    if state.look_ms is not None or now_ms - state.contradicted_ms < _REFUSED_MS:
        return state
    return replace(state, look_ms=now_ms + LAG_MS, contradictions=0)


def _needs_name(before: LocalSample, change: LocalSample) -> bool:
    """Return whether another item plays that only the service can name."""
    is_new = before.sample.item != change.sample.item
    return is_new and change.sample.activity is Activity.ITEM and not _is_named(change)


def _is_named(said: LocalSample) -> bool:
    return said.sample.item is not None and said.sample.item.uri is not None
