"""What a stamp of another service says of a play depends on both clocks."""

import pytest

from musicanalyser.listening.matching.stamp_distance import stamp_distance
from musicanalyser.model.evidence import HeardTime, Sighting
from musicanalyser.model.origin import Origin
from tests.flows.players import LENGTH_MS, START_MS, recent
from tests.flows.recording.test_live_sources import account, exported, watched
from tests.flows.recording.test_services import scrobbled

PLAY = exported("A", ended_s=200, heard_s=200)


def distance_s(play: Sighting, row: Sighting) -> float | None:
    found = stamp_distance(play, row)
    return None if found is None else found / 1000


@pytest.mark.parametrize(("at_s", "cost_s"), [(0, 0), (29, 29), (-30, 30), (-31, None)])
def test_a_start_agrees_with_a_start_that_is_near(at_s: int, cost_s: float | None) -> None:
    assert distance_s(PLAY, scrobbled("A", at_s=at_s)) == cost_s


def test_a_start_that_is_late_agrees_less_as_long_as_it_is_in_the_play() -> None:
    assert distance_s(PLAY, scrobbled("A", at_s=100)) == 220
    assert distance_s(PLAY, scrobbled("A", at_s=201)) is None


@pytest.mark.parametrize(("at_s", "cost_s"), [(200, 0), (230, 30), (231, None)])
def test_a_copy_agrees_with_an_end_that_is_near(at_s: int, cost_s: float | None) -> None:
    assert distance_s(PLAY, scrobbled("A", at_s=at_s, origin=Origin.SPOTIFY_COPY)) == cost_s


def test_a_copy_may_have_the_start_now_and_then() -> None:
    assert distance_s(PLAY, scrobbled("A", at_s=-10, origin=Origin.SPOTIFY_COPY)) == 130


@pytest.mark.parametrize(("at_s", "cost_s"), [(0, 60), (-15, 75)])
def test_a_start_agrees_with_an_end_that_is_one_length_later(at_s: int, cost_s: float) -> None:
    listed = recent("A", ended_s=LENGTH_MS / 1000)
    assert distance_s(listed, scrobbled("A", at_s=at_s)) == cost_s


@pytest.mark.parametrize(("at_s", "cost_s"), [(-16, 180), (-520, 180), (-521, None)])
def test_a_play_may_have_been_paused_for_some_minutes(at_s: int, cost_s: float | None) -> None:
    listed = recent("A", ended_s=LENGTH_MS / 1000)
    assert distance_s(listed, scrobbled("A", at_s=at_s)) == cost_s


@pytest.mark.parametrize(("at_s", "cost_s"), [(16, 180), (115, 180), (116, None)])
def test_a_play_may_have_been_left_after_the_half_that_its_service_asks_for(
    at_s: int, cost_s: float | None
) -> None:
    listed = recent("A", ended_s=LENGTH_MS / 1000)
    assert distance_s(listed, scrobbled("A", at_s=at_s)) == cost_s


def test_without_any_length_an_end_may_follow_a_start_within_twelve_minutes() -> None:
    copy = scrobbled("A", at_s=700, origin=Origin.SPOTIFY_COPY)
    assert distance_s(copy, scrobbled("A", at_s=0)) == 180
    assert distance_s(copy, scrobbled("A", at_s=-30)) is None


def test_a_minute_of_account_data_leaves_more_room() -> None:
    assert distance_s(account("A", minute=3, heard_s=200), scrobbled("A", at_s=-60)) == 70


def test_a_stamp_of_unknown_meaning_agrees_with_either_end() -> None:
    assert distance_s(PLAY, scrobbled("A", at_s=5, origin=Origin.YOUTUBE)) == 5
    assert distance_s(PLAY, scrobbled("A", at_s=195, origin=Origin.YOUTUBE)) == 5


def test_a_play_left_at_once_is_hardly_what_a_service_lists() -> None:
    skipped = watched("A", started_s=0, heard_s=5)
    assert distance_s(skipped, scrobbled("A", at_s=0)) == 240
    assert distance_s(skipped, scrobbled("A", at_s=0, heard=HeardTime.UNKNOWN)) == 0


@pytest.mark.parametrize(("heard_s", "cost_s"), [(14, 240), (15, 0)])
def test_what_was_heard_may_fall_a_little_short_of_half(heard_s: int, cost_s: int) -> None:
    listed = scrobbled("A", at_s=0)._replace(length_ms=60_000)
    assert distance_s(exported("A", ended_s=heard_s, heard_s=heard_s), listed) == cost_s


def test_an_end_at_a_start_is_of_another_play() -> None:
    copy = scrobbled("A", at_s=100, origin=Origin.KOITO)
    assert distance_s(recent("A", ended_s=100, length_ms=0), copy) == 120


def test_a_pause_moves_the_end_and_not_the_start() -> None:
    paused = exported("A", ended_s=1_200, heard_s=200)._replace(offline_ms=START_MS)
    assert distance_s(paused, scrobbled("A", at_s=1)) == 1
