import pytest

from musicanalyser.listening.judging.record_scores import (
    JudgedPlay,
    ToldPlay,
    TruePlay,
    clock_offset_ms,
    score_record,
)


def _true(heard_ms: int, *, ended_ms: int = 100_000, reason: str = "trackdone") -> TruePlay:
    return TruePlay(ended_ms=ended_ms, heard_ms=heard_ms, reason_end=reason)


def _told(
    heard_ms: int,
    *,
    ended_ms: int = 100_000,
    reason: str = "trackdone",
    bounds_ms: tuple[int, int] = (0, 10**6),
    is_inferred: bool = False,
) -> ToldPlay:
    return ToldPlay(
        ended_ms=ended_ms,
        heard_ms=heard_ms,
        low_ms=bounds_ms[0],
        high_ms=bounds_ms[1],
        reason_end=reason,
        confidence=0.9,
        is_inferred=is_inferred,
    )


def test_a_missed_play_lowers_the_recall_and_an_invented_one_the_precision() -> None:
    scores = score_record(
        [
            *[JudgedPlay(true=_true(60_000), told=_told(60_000))] * 3,
            JudgedPlay(true=_true(5_000), told=None, is_listed=True),
            JudgedPlay(true=None, told=_told(5_000)),
            JudgedPlay(true=None, told=_told(5_000)),
        ]
    )
    assert (scores.plays, scores.found, scores.told) == (4, 3, 5)
    assert (scores.recall, scores.live_share, scores.precision) == (0.75, 1.0, 0.6)


def test_errors_have_no_sign_and_bounds_are_included() -> None:
    scores = score_record(
        [
            JudgedPlay(true=_true(10_000), told=_told(9_000, bounds_ms=(9_000, 10_000))),
            JudgedPlay(true=_true(10_000), told=_told(13_000, bounds_ms=(11_000, 13_000))),
        ]
    )
    assert (scores.mean_error_ms, scores.median_error_ms) == (2_000, 2_000)
    assert scores.within_share == 0.5


def test_an_end_without_a_reason_is_neither_right_nor_wrong() -> None:
    scores = score_record(
        [
            JudgedPlay(true=_true(1, reason="fwdbtn"), told=_told(1, reason="fwdbtn")),
            JudgedPlay(true=_true(1, reason="fwdbtn"), told=_told(1, reason="trackdone")),
            JudgedPlay(true=_true(1, reason="fwdbtn"), told=_told(1, reason="")),
        ]
    )
    assert scores.ends_share == 0.5


def test_nothing_has_no_scores() -> None:
    scores = score_record([])
    assert (scores.recall, scores.precision, scores.mean_error_ms, scores.p95_error_ms) == (
        None, None, None, None,
    )  # fmt: skip
    assert clock_offset_ms([]) is None


def test_the_clock_is_that_of_watched_ends_alone() -> None:
    ends = [
        JudgedPlay(true=_true(1), told=_told(1, ended_ms=100_000 + late_ms))
        for late_ms in (-500, 300, 400)
    ]
    inferred = JudgedPlay(true=_true(1), told=_told(1, ended_ms=200_000, is_inferred=True))
    assert clock_offset_ms([*ends, *[inferred] * 9]) == pytest.approx(300)
