"""How long an open play was heard, and what becomes of it when it is closed."""

from dataclasses import replace

import pytest

from musicanalyser.listening.tracking.open_play import begin_play, is_same_item, left_ms
from musicanalyser.model.play_end import EndReason
from tests.listening.tracking.tapes import LENGTH_MS, START_MS, song
from tests.listening.tracking.values import bounds_ms, observation, paused, playing, sample


def test_time_is_added_exactly_or_between_bounds() -> None:
    play = playing(10_000).add_time(4_000)
    assert (play.low_ms, play.heard_ms, play.high_ms) == (14_000, 14_000, 14_000)
    play = playing(10_000).add_time(4_000, low_ms=0, high_ms=9_000)
    assert (play.low_ms, play.heard_ms, play.high_ms) == (10_000, 14_000, 19_000)


def test_a_closed_play_has_all_that_was_known_of_the_open_one() -> None:
    play = playing(10_000, shuffle=True, device="Speaker", is_private=True)
    closed = play.close(
        ended_ms=START_MS + 10_000,
        by_ms=START_MS + 12_000,
        reason=EndReason.FORWARD_BUTTON,
        confidence=0.5,
    )
    assert (closed.ended_ms, closed.played_ms) == (START_MS + 10_000, 10_000)
    assert (closed.reason_start, closed.reason_end) == ("playbtn", "fwdbtn")
    assert (closed.shuffle, closed.platform, closed.private) == (True, "Speaker", True)
    known = observation(closed)
    assert (known.started_ms, known.latest_ms) == (START_MS, START_MS + 12_000)
    assert (known.length_ms, known.confidence, known.is_inferred) == (LENGTH_MS, 0.5, False)


def closed_bounds(heard_ms: int, *, by_ms: int, is_inferred: bool = False) -> tuple[int, int]:
    closed = playing(heard_ms).close(
        ended_ms=START_MS + heard_ms,
        by_ms=START_MS + by_ms,
        reason=EndReason.UNKNOWN,
        confidence=0.5,
        is_inferred=is_inferred,
    )
    return bounds_ms(closed)


def test_bounds_allow_for_two_seconds_of_error_either_way() -> None:
    assert closed_bounds(10_000, by_ms=20_000) == (8_000, 12_000)
    assert closed_bounds(10_000, by_ms=20_000, is_inferred=True) == (8_000, 12_000)


def test_bounds_stay_within_nothing_and_the_clock() -> None:
    assert closed_bounds(300, by_ms=20_000) == (0, 2_300)
    assert closed_bounds(10_000, by_ms=10_200) == (8_000, 12_000)


def test_the_time_heard_never_exceeds_the_clock() -> None:
    closed = playing(10_000).close(
        ended_ms=START_MS + 7_000, by_ms=START_MS, reason=EndReason.UNKNOWN, confidence=0.5
    )
    assert closed.played_ms == 7_000
    assert bounds_ms(closed) == (7_000, 9_000)
    assert observation(closed).latest_ms == START_MS + 7_000


def test_a_play_never_ends_before_its_start() -> None:
    closed = playing(0).close(
        ended_ms=START_MS - 5, by_ms=START_MS, reason=EndReason.UNKNOWN, confidence=0.5
    )
    assert (closed.ended_ms, closed.played_ms) == (START_MS, 0)


@pytest.mark.parametrize(("at_end", "reason"), [(False, "endplay"), (True, "trackdone")])
def test_a_paused_play_ends_in_its_pause(at_end: bool, reason: str) -> None:
    closed = paused(8_000, is_paused_at_end=at_end).close_paused(by_ms=START_MS + 60_000)
    assert (closed.ended_ms, closed.reason_end) == (START_MS + 8_000, reason)
    assert observation(closed).confidence == 0.97
    assert observation(closed).latest_ms == START_MS + 60_000


def test_a_play_that_goes_on_is_paused_no_more() -> None:
    play = paused(8_000, is_paused_at_end=True).resume()
    assert play == playing(8_000)


def test_a_play_that_is_first_seen_paused_was_paused_after_the_time_heard() -> None:
    shown = sample(9_000, 4_000, is_playing=False, device="Speaker", shuffle=True, is_private=True)
    play = begin_play(
        shown, song("A"), started_ms=START_MS, reason=EndReason.PLAY_BUTTON, heard_ms=4_000
    )
    expected = paused(4_000, device="Speaker", shuffle=True, is_private=True)
    assert play == expected
    assert replace(play, paused_ms=None).low_ms == 4_000


def test_a_track_has_left_what_lies_behind_its_position() -> None:
    assert left_ms(playing(0), sample(0, 150_000)) == 50_000
    assert left_ms(playing(0), sample(0, None)) == 200_000
    assert left_ms(playing(0), sample(0, 250_000)) == 0
    assert left_ms(playing(0, length_ms=None), sample(0, 1)) is None


def test_items_are_the_same_by_address_or_else_by_name() -> None:
    renamed = song("A")._replace(title="B")
    assert is_same_item(song("A"), song("A")._replace(uri="spotify:track:other"))
    unnamed = song("A")._replace(title=None, artist=None)
    assert not is_same_item(unnamed, unnamed._replace(uri="spotify:track:other"))
    assert is_same_item(song("A"), renamed)
    assert not is_same_item(song("A"), song("B"))
    local, other = song("A")._replace(uri=None), song("A")._replace(uri=None, album="Other")
    assert is_same_item(local, other)
    assert not is_same_item(local, other._replace(title="B"))
    assert not is_same_item(local, other._replace(artist="B"))
    assert not is_same_item(local, song("A"))
