"""Joins the parts of a play that a seek to the very start of its track has divided.

To an observer of the player, such a seek looks like a new play of the same track. Other origins
have one row for each play: if they know the second part and not the first, there was one play.
"""

from collections.abc import Sequence

from musicanalyser.listening.definitions import STREAM_MS
from musicanalyser.listening.start_and_end import start_and_end_ms
from musicanalyser.model.evidence import Sighting, StoredSighting
from musicanalyser.model.play_end import EndReason
from musicanalyser.units import SECOND_MS

_ADJACENT_MS = SECOND_MS
"""How far apart two parts of one play may lie: twice the error of a position."""


def rejoin_parts(groups: Sequence[list[StoredSighting]]) -> list[list[StoredSighting]]:
    """Join the groups that are parts of one play; each group begins with its most trusted."""
    ordered = sorted(groups, key=lambda group: start_and_end_ms(_observed(group)))
    done: list[list[StoredSighting]] = []
    chain: list[list[StoredSighting]] = []
    for group in ordered:
        if chain and not _is_restart(chain[-1], group):
            done += chain
            chain = []
        chain.append(group)
        if _is_confirmed(group):
            done += _join_chain(chain)
            chain = []
    return done + chain


def _join_chain(chain: list[list[StoredSighting]]) -> list[list[StoredSighting]]:
    """Join the confirmed last part with the parts that should be confirmed and are not.

    Parts too short for the list of recent plays are joined with a longer one before them. If the
    last part itself is too short for it, the confirmation means the whole chain.
    """
    *before, last = chain
    unconfirmed = [place for place, group in enumerate(before) if _should_be_confirmed(group)]
    if before and not _should_be_confirmed(last):
        unconfirmed = [0]
    if not unconfirmed:
        return chain
    parts = [stored for group in before[unconfirmed[0] :] for stored in group]
    return [*before[: unconfirmed[0]], [*last, *parts]]


def _observed(group: Sequence[StoredSighting]) -> Sighting:
    """Return the sighting that may be a part; the most trusted if there is none."""
    parts = (one.sighting for one in group if one.sighting.origin.traits.splits_plays)
    return next(parts, group[0].sighting)


def _is_restart(before: Sequence[StoredSighting], after: Sequence[StoredSighting]) -> bool:
    """Return whether a part went over into the next by what looked like a restart."""
    one, two = _observed(before), _observed(after)
    if not (one.origin.traits.splits_plays and two.origin.traits.splits_plays):
        return False
    if not one.reason_end == two.reason_start == EndReason.BACK_BUTTON:
        return False
    return abs(start_and_end_ms(two)[0] - start_and_end_ms(one)[1]) <= _ADJACENT_MS


def _is_confirmed(group: Sequence[StoredSighting]) -> bool:
    return any(not stored.sighting.origin.traits.splits_plays for stored in group)


def _should_be_confirmed(group: Sequence[StoredSighting]) -> bool:
    """Return whether a part is long enough for the list of recent plays."""
    return _observed(group).played_ms >= STREAM_MS
