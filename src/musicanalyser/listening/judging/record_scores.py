"""Scores of a record: what it found of the plays of an export, and how well it knew them."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean, median

from musicanalyser.listening.judging.told_ends import is_end_right


@dataclass(frozen=True, slots=True, kw_only=True)
class TruePlay:
    """A play as an export has it: its end (ms since 1970 UTC), time heard (ms) and reason."""

    ended_ms: int
    heard_ms: int
    reason_end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPlay:
    """A play as a live origin told it, with the bounds of its time heard and its confidence."""

    ended_ms: int
    heard_ms: int
    low_ms: int
    high_ms: int
    reason_end: str
    confidence: float
    is_inferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPlay:
    """A play beside what was told of it; one of the two may be missing, never both."""

    true: TruePlay | None
    told: ToldPlay | None
    is_listed: bool = False
    """Whether Spotify's list of recent plays had it."""

    @property
    def heard_ms(self) -> int:
        """How long it was heard: by the export, or else as it was told."""
        known = self.true or self.told
        return 0 if known is None else known.heard_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordScores:
    """What a record is worth for some plays; ``None`` is a share or an error of nothing.

    ``recall`` is the share of the ``plays`` of the export that were told, ``live_share`` of those
    told or listed, and ``precision`` the share of the ``told`` plays that the export has. Errors of
    the time heard are in ms, without sign. ``within_share`` is how often the true time lies in the
    told bounds, and ``ends_share`` how often the told reason is right, where there is one.
    """

    plays: int
    found: int
    told: int
    recall: float | None
    live_share: float | None
    precision: float | None
    mean_error_ms: float | None
    median_error_ms: float | None
    p95_error_ms: int | None
    within_share: float | None
    ends_share: float | None


def score_record(judged: Iterable[JudgedPlay]) -> RecordScores:
    """Return the scores of some plays together."""
    judged = list(judged)
    pairs = [(one.true, one.told) for one in judged if one.true and one.told]
    plays = sum(one.true is not None for one in judged)
    live = sum(bool(one.true and (one.told or one.is_listed)) for one in judged)
    told = sum(one.told is not None for one in judged)
    errors_ms = sorted(abs(true.heard_ms - seen.heard_ms) for true, seen in pairs)
    ends = [is_end_right(seen.reason_end, true.reason_end) for true, seen in pairs]
    return RecordScores(
        plays=plays,
        found=len(pairs),
        told=told,
        recall=len(pairs) / plays if plays else None,
        live_share=live / plays if plays else None,
        precision=len(pairs) / told if told else None,
        mean_error_ms=fmean(errors_ms) if errors_ms else None,
        median_error_ms=median(errors_ms) if errors_ms else None,
        p95_error_ms=errors_ms[int(0.95 * (len(errors_ms) - 1))] if errors_ms else None,
        within_share=_share(seen.low_ms <= true.heard_ms <= seen.high_ms for true, seen in pairs),
        ends_share=_share(end for end in ends if end is not None),
    )


def clock_offset_ms(judged: Iterable[JudgedPlay]) -> float | None:
    """Return by how much observed ends lie after those of the export, as the median in ms."""
    offsets_ms = [
        one.told.ended_ms - one.true.ended_ms
        for one in judged
        if one.true and one.told and not one.told.is_inferred
    ]
    return median(offsets_ms) if offsets_ms else None


def _share(flags: Iterable[bool]) -> float | None:
    found = list(flags)
    return fmean(found) if found else None
