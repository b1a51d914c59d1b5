"""How a play is judged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.listening.definitions import judge_play
from musicanalyser.model.play_end import Verdict

LENGTH_MS = 200_000


@pytest.mark.parametrize(
    ("reason", "flag", "heard_ms", "length_ms", "expected"),
    [
        ("trackdone", True, 1_000, LENGTH_MS, Verdict.FINISHED),
        ("fwdbtn", True, 180_000, LENGTH_MS, Verdict.FINISHED),
        ("fwdbtn", False, 179_999, LENGTH_MS, Verdict.SKIPPED),
        ("fwdbtn", False, 180_000, None, Verdict.SKIPPED),
        ("backbtn", None, 5_000, None, Verdict.SKIPPED),
        ("nextbtn", None, 5_000, None, Verdict.SKIPPED),
        ("endplay", True, 99_999, LENGTH_MS, Verdict.SKIPPED),
        ("endplay", True, 100_000, LENGTH_MS, Verdict.STOPPED),
        ("endplay", True, 29_999, None, Verdict.SKIPPED),
        ("endplay", True, 30_000, None, Verdict.STOPPED),
        ("endplay", False, 29_999, 40_000, Verdict.SKIPPED),
        ("clickrow", None, 29_999, None, Verdict.SKIPPED),
        ("clickside", None, 29_999, None, Verdict.SKIPPED),
        ("playbtn", None, 29_999, None, Verdict.SKIPPED),
        ("popup", None, 29_999, None, Verdict.SKIPPED),
        ("uriopen", None, 29_999, None, Verdict.SKIPPED),
        ("logout", True, 1_000, LENGTH_MS, Verdict.STOPPED),
        ("trackerror", True, 0, None, Verdict.STOPPED),
        ("a-word-of-the-future", None, 1_000, None, Verdict.STOPPED),
        ("", True, 1_000, None, Verdict.SKIPPED),
        ("", False, 1_000, None, Verdict.UNKNOWN),
        ("", None, 180_000, LENGTH_MS, Verdict.FINISHED),
        ("unknown", True, 100_000, LENGTH_MS, Verdict.SKIPPED),
        ("unknown", None, 100_000, LENGTH_MS, Verdict.UNKNOWN),
    ],
)
def test_the_verdict_follows_the_reason_and_the_share_heard(
    reason: str, flag: bool | None, heard_ms: int, length_ms: int | None, expected: Verdict
) -> None:  # fmt: skip
    found = judge_play(reason_end=reason, skipped=flag, heard_ms=heard_ms, length_ms=length_ms)
    assert found is expected


@given(
    reason=st.sampled_from(["fwdbtn", "endplay", "logout", "", "unknown", "remote"]),
    flag=st.sampled_from([True, False, None]),
    heard_ms=st.integers(0, 400_000),
    length_ms=st.integers(1, 400_000) | st.none(),
)
def test_hearing_more_of_a_track_never_turns_it_into_a_skip(
    reason: str, flag: bool | None, heard_ms: int, length_ms: int | None
) -> None:  # fmt: skip
    less = judge_play(reason_end=reason, skipped=flag, heard_ms=heard_ms, length_ms=length_ms)
    more = judge_play(reason_end=reason, skipped=flag, heard_ms=heard_ms + 1, length_ms=length_ms)
    if less is not Verdict.SKIPPED:
        assert more is not Verdict.SKIPPED
