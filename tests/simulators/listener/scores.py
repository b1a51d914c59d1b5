"""How true a log is to what was played."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from tests.simulators.listener.logged import LoggedPlay
from tests.simulators.listener.pairing import Pairs, pair
from tests.simulators.listener.timeline import SHORT_PLAY_MS, Play

_FROM_MS = (0, 2_000, 5_000)
_EDGE_MS = 2_000
"""By so much the ends of what was seen are off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Shares are from 0 to 1, ``nan`` where there is nothing to have a share of.

    ``recall`` is that of plays under 30 s that were not finished, of all of them and of those
    heard for at least 2 and 5 s, and ``precision`` the share of plays logged as such that were.
    The errors of the time heard, of plays of at least 30 s, are in ms; ``total_error`` is signed.
    ``lost`` and ``duplicated`` are plays of at least 30 s that only the truth or only the log has,
    in relation to all such true plays, but for pieces: ``split`` are those beyond the first that a
    true play was told in, one after the other, so that no moment of it is told twice, as when
    moving back to the very start is taken for beginning anew. ``ends_right`` is how often the log
    is right on whether a play finished, of plays of at least 30 s that it has. ``found`` is the
    share of all plays, however short, that the log has.
    """

    recall: tuple[float, float, float]
    precision: float
    median_error_ms: float
    mean_error_ms: float
    p95_error_ms: float
    total_error: float
    lost: float
    duplicated: float
    split: float
    ends_right: float
    found: float


def score(truth: Sequence[Play], log: Sequence[LoggedPlay]) -> Scores:
    """Hold a log against the truth."""
    pairs = pair(truth, log)
    long_pairs = [(play, logged) for play, logged in pairs if play.heard_ms >= SHORT_PLAY_MS]
    errors = sorted(abs(play.heard_ms - logged.heard_ms) for play, logged in long_pairs)
    long_plays = sum(play.heard_ms >= SHORT_PLAY_MS for play in truth)
    heard_ms = sum(play.heard_ms for play in truth)
    extra = _unpaired(pairs, log)
    pieces = sum(_is_piece(logged, truth, log) for logged in extra)
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
        duplicated=_share(len(extra) - pieces, long_plays),
        split=_share(pieces, long_plays),
        ends_right=_share(
            sum(play.finished == logged.finished for play, logged in long_pairs), len(long_pairs)
        ),
        found=_share(len(pairs), len(truth)),
    )


def _unpaired(pairs: Pairs, log: Sequence[LoggedPlay]) -> list[LoggedPlay]:
    """Return the plays of at least 30 s that only the log has."""
    found = {id(logged) for _, logged in pairs}
    return [one for one in log if one.heard_ms >= SHORT_PLAY_MS and id(one) not in found]


def _is_piece(logged: LoggedPlay, truth: Sequence[Play], log: Sequence[LoggedPlay]) -> bool:
    """Tell whether a play is a piece of a true one of which nothing else tells the same moments."""
    own = any(
        play.track.uri == logged.uri
        and play.started_ms - _EDGE_MS <= logged.started_ms
        and logged.ended_ms <= play.ended_ms + _EDGE_MS
        for play in truth
    )
    return own and not any(
        other is not logged
        and min(other.ended_ms, logged.ended_ms) - max(other.started_ms, logged.started_ms)
        > _EDGE_MS
        for other in log
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
