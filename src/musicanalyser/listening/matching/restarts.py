"""Moving back to the very start of a track looks like beginning it anew; other sources know better.

What the player shows is the same. But Spotify's list of recent plays, and an export, hold a row for
each play: where they tell of the second part and not of the first, there was one play.
"""

from collections.abc import Sequence

from musicanalyser.listening.definitions import STREAM_MS, heard_when
from musicanalyser.model import Origin, Seen, Sighting

_RESTART = "backbtn"
_TOUCH_MS = 1_000
"""How far apart two parts may lie that were cut from one."""


def rejoined(groups: Sequence[list[Seen]]) -> list[list[Seen]]:
    """Join the parts of plays that only seemed to begin anew; groups begin with their best."""
    ordered = sorted(groups, key=lambda group: _moments(_part(group)))
    found: list[list[Seen]] = []
    chain: list[list[Seen]] = []
    for group in ordered:
        if chain and not _follows(chain[-1], group):
            found += chain
            chain = []
        chain.append(group)
        if _is_witnessed(group):
            found += _joined(chain)
            chain = []
    return found + chain


def _joined(chain: list[list[Seen]]) -> list[list[Seen]]:
    """Join to the last part, which others tell of, those that they should tell of and do not.

    Parts too short for the list of recent plays are joined with a longer one before them, or with
    one that is too short itself for what is told of it.
    """
    *before, last = chain
    silent = [place for place, group in enumerate(before) if _should_be_witnessed(group)]
    if before and not _should_be_witnessed(last):
        silent = [0]
    if not silent:
        return chain
    parts = [one for group in before[silent[0] :] for one in group]
    return [*before[: silent[0]], [*last, *parts]]


def _part(group: Sequence[Seen]) -> Sighting:
    """Return what the player showed of a play; what is best, if it showed nothing."""
    shown = (one.sighting for one in group if one.sighting.source is Origin.PLAYER)
    return next(shown, group[0].sighting)


def _moments(sighting: Sighting) -> tuple[int, int]:
    return heard_when(sighting)


def _follows(before: Sequence[Seen], after: Sequence[Seen]) -> bool:
    """Tell whether a part went over into the next by what looked like a restart."""
    one, two = _part(before), _part(after)
    if one.source is not Origin.PLAYER or two.source is not Origin.PLAYER:
        return False
    if (one.reason_end, two.reason_start) != (_RESTART, _RESTART):
        return False
    return abs(heard_when(two)[0] - heard_when(one)[1]) <= _TOUCH_MS


def _is_witnessed(group: Sequence[Seen]) -> bool:
    return any(one.sighting.source is not Origin.PLAYER for one in group)


def _should_be_witnessed(group: Sequence[Seen]) -> bool:
    return _part(group).played_ms >= STREAM_MS
