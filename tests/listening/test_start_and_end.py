"""When a play started and ended, by the stamps of its sighting."""

from typing import Any

import pytest

from musicanalyser.listening.start_and_end import start_and_end_ms
from musicanalyser.model.evidence import Sighting
from tests.listening.matching.rows import START_MS, account, exported, listed, observed

DAY_MS = 86_400_000
PLAYED_MS = 180_000
ROW = exported(ended_ms=PLAYED_MS, played_ms=PLAYED_MS, reason_end="trackdone")


def moments(sighting: Sighting) -> tuple[int, int]:
    started_ms, ended_ms = start_and_end_ms(sighting)
    return started_ms - START_MS, ended_ms - START_MS


def test_without_a_start_stamp_a_play_starts_its_time_heard_before_its_end() -> None:
    assert moments(ROW) == (0, PLAYED_MS)


def test_an_earlier_start_stamp_means_a_pause() -> None:
    assert moments(ROW._replace(offline_ms=START_MS - 400_000)) == (-400_000, PLAYED_MS)


@pytest.mark.parametrize(
    ("stamp_ms", "is_used"),
    [(2_000, True), (2_001, False), (-6 * 3_600_000, True), (-6 * 3_600_000 - 1, False)],
)
def test_a_start_stamp_is_used_if_it_agrees_with_the_end(stamp_ms: int, is_used: bool) -> None:
    row = ROW._replace(offline_ms=START_MS + stamp_ms)
    assert moments(row) == ((stamp_ms if is_used else 0), PLAYED_MS)


def test_no_play_starts_after_its_end() -> None:
    row = ROW._replace(played_ms=500, offline_ms=START_MS + PLAYED_MS + 1_000)
    assert moments(row) == (PLAYED_MS, PLAYED_MS)


@pytest.mark.parametrize(
    "reason", ["logout", "remote", "unexpected-exit", "unexpected-exit-while-paused"]
)
def test_an_end_that_may_be_stamped_late_gives_way_to_the_start_stamp(reason: str) -> None:
    late = ROW._replace(offline_ms=START_MS - 5 * DAY_MS, reason_end=reason)
    assert moments(late) == (-5 * DAY_MS, -5 * DAY_MS + PLAYED_MS)


def test_a_play_without_a_connection_starts_at_its_start_stamp() -> None:
    offline = ROW._replace(offline_ms=START_MS - 5 * DAY_MS, offline=True)
    assert moments(offline) == (-5 * DAY_MS, -5 * DAY_MS + PLAYED_MS)


@pytest.mark.parametrize("changes", [{"offline": True}, {"reason_end": "logout"}, {}])
def test_a_start_stamp_later_than_the_row_is_ignored(changes: dict[str, Any]) -> None:
    row = ROW._replace(offline_ms=START_MS + PLAYED_MS + 2_001, **changes)
    assert moments(row) == (0, PLAYED_MS)


def test_account_data_ends_in_the_middle_of_its_minute() -> None:
    assert moments(account(minute=3, played_ms=PLAYED_MS)) == (30_000, 210_000)


def test_an_observed_play_has_its_own_start() -> None:
    seen = observed(started_ms=0, played_ms=100_000)._replace(played_ms=40_000)
    assert moments(seen) == (0, 100_000)


def test_a_listed_play_starts_the_length_of_its_track_before_its_end() -> None:
    assert moments(listed(ended_ms=200_000)) == (0, 200_000)
