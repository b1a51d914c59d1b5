"""Whether the bounds of a log hold, and its confidence is the share of right reasons."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from tests.simulators.listener.logged import LoggedPlay
from tests.simulators.listener.pairing import Pairs, pair
from tests.simulators.listener.timeline import Play

_ANY_CHOICE = frozenset({"endplay", "logout"})
"""The simulated listener calls the last play of a session ``logout``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Shares from 0 to 1: of watched and of inferred plays whose true time lies in the bounds.

    ``right_of`` holds, for each confidence in a reason, the number of plays and the share of them
    that ended for it.
    """

    watched_within: float
    inferred_within: float
    right_of: dict[float, tuple[int, float]]


def calibrate(truth: Sequence[Play], log: Sequence[LoggedPlay]) -> Calibration:
    """Hold the bounds and the confidence of a log against the truth.

    A play that never was has a wrong reason.
    """
    pairs = pair(truth, log)
    paired = {id(logged) for _, logged in pairs}
    right: dict[float, list[bool]] = defaultdict(list)
    for play, logged in pairs:
        if logged.confidence and logged.reason != "unknown":
            right[logged.confidence].append(_is_right(play, logged))
    for logged in log:
        if id(logged) not in paired and logged.confidence and logged.reason != "unknown":
            right[logged.confidence].append(False)
    return Calibration(
        watched_within=_within(pairs, inferred=False),
        inferred_within=_within(pairs, inferred=True),
        right_of={value: (len(found), fmean(found)) for value, found in sorted(right.items())},
    )


def _within(pairs: Pairs, *, inferred: bool) -> float:
    found = [
        logged.bounds_ms[0] <= play.heard_ms <= logged.bounds_ms[1]
        for play, logged in pairs
        if logged.bounds_ms is not None and logged.is_inferred is inferred
    ]
    return fmean(found) if found else float("nan")


def _is_right(play: Play, logged: LoggedPlay) -> bool:
    if logged.reason in _ANY_CHOICE:
        return not play.finished
    if play.reason_end == "logout":
        return play.finished == (logged.reason == "trackdone")
    return play.reason_end == logged.reason
