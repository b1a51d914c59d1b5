"""How true a log is to what was played."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from tests.simulators.listener.logged import LoggedPlay
from tests.simulators.listener.pairing import Pairs, pair
from tests.simulators.listener.timeline import SHORT_PLAY_MS, Play

_FROM_MS = (0, 2_000, 5_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Shares are from 0 to 1, ``nan`` where there is nothing to have a share of.

    ``recall`` is that of plays under 30 s that were not finished, of all of them and of those
    heard for at least 2 and 5 s, and ``precision`` the share of plays logged as such that were.
    The errors of the time heard, of plays of at least 30 s, are in ms; ``total_error`` is signed.
    ``lost`` and ``duplicated`` are plays of at least 30 s that only the truth or only the log has,
    in relation to all such true plays. ``ends_right`` is how often the log is right on whether a
    play finished, of plays of at least 30 s that it has.
    """

    recall: tuple[float, float, float]
    precision: float
    median_error_ms: float
    mean_error_ms: float
    p95_error_ms: float
    total_error: float
    lost: float
    duplicated: float
    ends_right: float


def score(truth: Sequence[Play], log: Sequence[LoggedPlay]) -> Scores:
    """Hold a log against the truth."""
    pairs = pair(truth, log)
    long_pairs = [(play, logged) for play, logged in pairs if play.heard_ms >= SHORT_PLAY_MS]
    errors = sorted(abs(play.heard_ms - logged.heard_ms) for play, logged in long_pairs)
    long_plays = sum(play.heard_ms >= SHORT_PLAY_MS for play in truth)
    heard_ms = sum(play.heard_ms for play in truth)
    found = {id(logged) for _, logged in pairs}
    return Scores(
        recall=_recall(truth, pairs),
        precision=_share(
            sum(play.is_short_skip and logged.is_short_skip for play, logged in pairs),
            sum(logged.is_short_skip for logged in log),
        ),
        median_error_ms=median(errors) if errors else float("nan"),
        mean_error_ms=fmean(errors) if errors else float("nan"),
        p95_error_ms=errors[int(0.95 * (len(errors) - 1))] if errors else float("nan"),
        total_error=_share(sum(logged.heard_ms for logged in log) - heard_ms, heard_ms),
        lost=_share(long_plays - len(long_pairs), long_plays),
        duplicated=_share(
            sum(logged.heard_ms >= SHORT_PLAY_MS and id(logged) not in found for logged in log),
            long_plays,
        ),
        ends_right=_share(
            sum(play.finished == logged.finished for play, logged in long_pairs), len(long_pairs)
        ),
    )


def _recall(truth: Sequence[Play], pairs: Pairs) -> tuple[float, float, float]:
    skips = [play.heard_ms for play in truth if play.is_short_skip]
    found = [play.heard_ms for play, logged in pairs if play.is_short_skip and logged.is_short_skip]
    all_, from_2_s, from_5_s = (
        _share(sum(ms >= least for ms in found), sum(ms >= least for ms in skips))
        for least in _FROM_MS
    )
    return all_, from_2_s, from_5_s


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")
