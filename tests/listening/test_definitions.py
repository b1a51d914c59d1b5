from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.listening.definitions import judge_play
from musicanalyser.listening.start_and_end import start_and_end_ms
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin
from musicanalyser.model.play_end import Verdict
from musicanalyser.timespan import to_ms

END_MS = to_ms(datetime(2025, 3, 14, 18, tzinfo=UTC))
MINUTE_MS = 60_000
ITEM = Item(kind=ItemKind.MUSIC, uri=None, title="Tide Season", artist="Ladder", album=None)


def sighting(
    *,
    source: Origin = Origin.EXTENDED,
    played_ms: int = 3 * MINUTE_MS,
    offline_ms: int | None = None,
    offline: bool | None = None,
    reason_end: str = "trackdone",
) -> Sighting:
    return Sighting(
        origin=source,
        item=ITEM,
        row=1,
        ended_ms=END_MS,
        played_ms=played_ms,
        reason_end=reason_end,
        offline=offline,
        offline_ms=offline_ms,
    )


def test_without_a_start_stamp_a_play_starts_its_time_heard_before_its_end() -> None:
    assert start_and_end_ms(sighting()) == (END_MS - 3 * MINUTE_MS, END_MS)


def test_a_start_stamp_before_that_means_a_pause_in_between() -> None:
    stamp_ms = END_MS - 10 * MINUTE_MS
    assert start_and_end_ms(sighting(offline_ms=stamp_ms)) == (stamp_ms, END_MS)


@pytest.mark.parametrize(
    ("before_end_ms", "used"),
    [
        (3 * MINUTE_MS - 2_000, True),
        (3 * MINUTE_MS - 2_001, False),
        (363 * MINUTE_MS, True),
        (363 * MINUTE_MS + 1, False),
    ],
)
def test_a_start_stamp_must_agree_with_the_end(before_end_ms: int, used: bool) -> None:
    start_ms, end_ms = start_and_end_ms(sighting(offline_ms=END_MS - before_end_ms))
    assert end_ms == END_MS
    assert (start_ms == END_MS - before_end_ms) is used


@pytest.mark.parametrize("reason", ["logout", "unexpected-exit", "unexpected-exit-while-paused"])
def test_an_end_that_may_be_late_gives_way_to_the_start_stamp(reason: str) -> None:
    stamp_ms = END_MS - 5 * 24 * 60 * MINUTE_MS
    late = sighting(offline_ms=stamp_ms, reason_end=reason)
    assert start_and_end_ms(late) == (stamp_ms, stamp_ms + 3 * MINUTE_MS)


def test_a_play_without_connection_starts_at_its_start_stamp() -> None:
    stamp_ms = END_MS - 5 * 24 * 60 * MINUTE_MS
    offline = sighting(offline_ms=stamp_ms, offline=True)
    assert start_and_end_ms(offline) == (stamp_ms, stamp_ms + 3 * MINUTE_MS)


def test_account_data_ends_in_the_middle_of_its_minute() -> None:
    start_ms, end_ms = start_and_end_ms(sighting(source=Origin.ACCOUNT))
    assert (start_ms, end_ms) == (END_MS - 150_000, END_MS + 30_000)


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
