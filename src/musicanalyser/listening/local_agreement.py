"""Whether the service and a player of this machine say the same."""

from dataclasses import replace

from musicanalyser.listening.tracking.open_play import is_same_item
from musicanalyser.model.item import Item
from musicanalyser.model.player import LocalSample, PlayerSample
from musicanalyser.units import SECOND_MS

_SAME_ORIGIN_MS = 3 * SECOND_MS
"""The track began at the same time if its position says so up to that; the service is late."""
_SAME_LENGTH_MS = 2 * SECOND_MS
_OWN_DEVICE = "Computer"


def agrees_now(said: LocalSample, seen: PlayerSample, *, known: PlayerSample | None) -> bool:
    """Return whether the service agrees with what was said: it may still show a track before."""
    return agrees(extrapolate(said, seen.at_ms), seen, known=known)


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
    if not is_same_title(one.item, other.item):
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


def is_same_title(one: Item, other: Item) -> bool:
    """Return whether two items are the same: by address, or by title where one has none."""
    if one.uri is not None and other.uri is not None:
        return is_same_item(one, other)
    return (one.title or "").casefold() == (other.title or "").casefold()
