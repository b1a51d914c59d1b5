"""From one track to another: when the first ended, why, and what came in between.

Unless a test says otherwise, A had played for a minute at its last sample, and B is the next.
"""

from dataclasses import replace
from typing import Any

import pytest

from musicanalyser.listening.tracking.track_change import ChangedTrack, TrackChange, change_track
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.player import PlayerSample
from tests.listening.tracking.tapes import START_MS, song
from tests.listening.tracking.values import bounds_ms, observation, paused, playing, queued, sample


def changed(
    after: PlayerSample,
    *,
    heard_ms: int = 60_000,
    **changes: Any,  # noqa: ANN401 - any field of a change
) -> ChangedTrack:
    change = TrackChange(
        play=playing(heard_ms),
        before=sample(heard_ms, heard_ms, context="one"),
        after=after,
        item=after.item or song("B"),
        upcoming=None,
        previous_item=None,
        absent_since_ms=None,
        overlaps_ms=(),
    )
    return change_track(replace(change, **changes))


def shown(at_ms: int, position_ms: int, *, name: str = "B", context: str = "one") -> PlayerSample:
    return sample(at_ms, position_ms, name=name, context=context)


def test_the_first_track_ended_when_the_next_began() -> None:
    found = changed(shown(80_000, 8_000))
    (one,) = found.finished
    assert (one.ended_ms, one.played_ms, one.reason_end) == (START_MS + 72_000, 72_000, "fwdbtn")
    assert bounds_ms(one) == (70_000, 74_000)
    assert (observation(one).confidence, observation(one).latest_ms) == (0.99, START_MS + 72_000)
    assert (found.begun.started_ms, found.begun.reason_start) == (START_MS + 72_000, "fwdbtn")


def test_what_was_absent_before_the_next_began_was_not_heard() -> None:
    (one,) = changed(shown(90_000, 8_000), absent_since_ms=START_MS + 68_000).finished
    assert (one.ended_ms, one.played_ms) == (START_MS + 68_000, 68_000)


@pytest.mark.parametrize(("began_ms", "reason"), [(196_000, "trackdone"), (195_999, "fwdbtn")])
def test_a_track_with_four_seconds_left_has_ended_by_itself(began_ms: int, reason: str) -> None:
    found = changed(shown(began_ms + 3_000, 3_000), heard_ms=190_000)
    assert found.finished[0].reason_end == reason
    assert found.begun.reason_start == reason


@pytest.mark.parametrize(("began_ms", "reason"), [(193_500, "trackdone"), (193_499, "fwdbtn")])
def test_a_crossfade_makes_it_end_by_itself_earlier(began_ms: int, reason: str) -> None:
    after = shown(began_ms + 3_000, 3_000)
    found = changed(after, heard_ms=190_000, overlaps_ms=(5_000,) * 5)
    assert found.finished[0].reason_end == reason


def test_a_track_that_ended_by_itself_was_heard_to_its_end_at_most() -> None:
    (one,) = changed(shown(215_000, 3_000), heard_ms=190_000).finished
    assert (one.ended_ms, one.played_ms) == (START_MS + 200_000, 200_000)
    (early,) = changed(shown(200_000, 3_000), heard_ms=190_000).finished
    assert (early.ended_ms, early.played_ms) == (START_MS + 197_000, 197_000)


def test_each_change_says_how_much_of_the_track_was_left() -> None:
    assert changed(shown(198_000, 3_000), heard_ms=190_000).overlap_ms == 5_000
    unknown = playing(60_000, length_ms=None)
    assert changed(shown(80_000, 8_000), play=unknown).overlap_ms is None
    skipped = changed(shown(80_000, 8_000, name="C"), upcoming=queued("B", "C"))
    assert skipped.overlap_ms is None


def test_why_a_track_of_unknown_length_ended_is_unknown() -> None:
    found = changed(shown(80_000, 8_000), play=playing(60_000, length_ms=None))
    assert found.finished[0].reason_end == "unknown"
    assert observation(found.finished[0]).confidence == 0.3


def test_the_previous_track_comes_by_the_back_button_also_where_the_queue_is_a_cycle() -> None:
    found = changed(
        shown(80_000, 8_000),
        upcoming=queued("C", "D", "B", "A"),
        previous_item=song("B"),
    )
    assert [play.reason_end for play in found.finished] == ["backbtn"]
    assert found.upcoming is None


def test_the_next_of_the_queue_came_by_a_button() -> None:
    found = changed(shown(80_000, 8_000), upcoming=queued("B", "C", "D"))
    assert found.finished[0].reason_end == "fwdbtn"
    assert found.upcoming == queued("C", "D")


def test_the_track_before_came_by_the_back_button() -> None:
    found = changed(shown(80_000, 8_000), upcoming=queued("C"), previous_item=song("B"))
    assert found.finished[0].reason_end == "backbtn"
    assert found.upcoming is None
    again = changed(shown(80_000, 8_000), upcoming=queued("B"), previous_item=song("B"))
    assert again.finished[0].reason_end == "fwdbtn"
    other = changed(shown(80_000, 8_000), upcoming=queued("C"), previous_item=song("Z"))
    assert other.finished[0].reason_end == "endplay"


def test_a_track_outside_of_the_queue_or_of_another_list_was_chosen() -> None:
    found = changed(shown(80_000, 8_000), upcoming=queued("C"))
    assert (found.finished[0].reason_end, found.begun.reason_start) == ("endplay", "clickrow")
    elsewhere = changed(shown(80_000, 8_000, context="two"))
    assert elsewhere.finished[0].reason_end == "endplay"


def test_skipped_tracks_lie_between_the_two() -> None:
    found = changed(shown(80_000, 8_000, name="D"), upcoming=queued("B", "C", "D", "E"))
    assert [one.item.title for one in found.finished] == ["A", "B", "C"]
    first, second, third = found.finished
    assert (first.ended_ms, first.played_ms) == (START_MS + 68_000, 68_000)
    assert (second.ended_ms, third.ended_ms) == (START_MS + 70_000, START_MS + 72_000)
    assert bounds_ms(first) == (58_000, 74_000)
    assert observation(first).confidence == 0.96
    assert observation(first).latest_ms == START_MS + 72_000
    assert bounds_ms(second) == (0, 14_000)
    assert found.upcoming == queued("E")


@pytest.mark.parametrize(("room_ms", "first_ms"), [(6_000, 2_000), (5_998, 2_000), (3_000, 1_000)])
def test_in_a_short_gap_all_tracks_share_the_time(room_ms: int, first_ms: int) -> None:
    after = shown(60_000 + room_ms, 0, name="D")
    found = changed(after, upcoming=queued("B", "C", "D"))
    assert found.finished[0].played_ms == 60_000 + first_ms


@pytest.mark.parametrize(("began_ms", "reason"), [(198_400, "trackdone"), (198_399, "fwdbtn")])
def test_with_skips_after_it_a_track_ended_by_itself_only_at_its_end(
    began_ms: int, reason: str
) -> None:
    after = shown(began_ms, 0, name="C")
    found = changed(after, heard_ms=190_000, upcoming=queued("B", "C"))
    assert found.finished[0].reason_end == reason


def test_a_crossfade_shortens_a_finished_track_before_skips() -> None:
    def first(began_ms: int) -> Sighting:
        after = shown(began_ms, 0, name="C")
        queue, fades = queued("B", "C"), (5_000,) * 5
        return changed(after, heard_ms=190_000, upcoming=queue, overlaps_ms=fades).finished[0]

    assert first(202_000).ended_ms == START_MS + 195_000
    assert first(202_000).reason_end == "trackdone"
    assert first(193_400).reason_end == "trackdone"
    assert first(193_399).reason_end == "fwdbtn"


def test_a_crossfade_alone_does_not_shorten_a_finished_track() -> None:
    (one,) = changed(shown(202_000, 0), heard_ms=190_000, overlaps_ms=(5_000,) * 5).finished
    assert one.ended_ms == START_MS + 200_000


@pytest.mark.parametrize(("gap_ms", "reason"), [(45_000, "fwdbtn"), (45_001, "unknown")])
def test_in_a_longer_gap_the_end_is_lost(gap_ms: int, reason: str) -> None:
    found = changed(shown(60_000 + gap_ms, 8_000))
    assert found.finished[0].reason_end == reason
    assert found.begun.reason_start == reason


@pytest.mark.parametrize(("gap_ms", "reason"), [(160_000, "fwdbtn"), (160_001, "unknown")])
def test_further_down_the_queue_the_end_is_lost_after_160_seconds(gap_ms: int, reason: str) -> None:
    after = shown(10_000 + gap_ms, 8_000, name="C")
    found = changed(after, heard_ms=10_000, upcoming=queued("B", "C"))
    assert found.finished[0].reason_end == reason


def test_the_next_of_the_queue_is_certain_after_any_gap() -> None:
    found = changed(shown(180_000, 8_000), upcoming=queued("B"))
    assert found.finished[0].reason_end == "fwdbtn"


def test_a_lost_end_lies_anywhere_up_to_that_of_the_track() -> None:
    (one,) = changed(shown(110_000, 8_000)).finished
    assert (one.ended_ms, one.played_ms) == (START_MS + 102_000, 102_000)
    assert bounds_ms(one) == (58_000, 104_000)
    assert observation(one).confidence == 0.3
    (long_ago,) = changed(shown(300_000, 8_000)).finished
    assert (long_ago.ended_ms, long_ago.played_ms) == (START_MS + 200_000, 200_000)
    assert observation(long_ago).latest_ms == START_MS + 292_000
    assert changed(shown(110_000, 8_000)).overlap_ms is None


def test_a_lost_end_of_unknown_length_lies_anywhere_in_the_gap() -> None:
    (one,) = changed(shown(300_000, 8_000), play=playing(60_000, length_ms=None)).finished
    assert one.ended_ms == START_MS + 292_000


@pytest.mark.parametrize(
    ("at_end", "reason", "start"),
    [(False, "endplay", "clickrow"), (True, "trackdone", "trackdone")],
)
def test_a_paused_track_ended_in_its_pause(at_end: bool, reason: str, start: str) -> None:
    found = changed(shown(120_000, 8_000), play=paused(60_000, is_paused_at_end=at_end))
    (one,) = found.finished
    assert (one.ended_ms, one.played_ms, one.reason_end) == (START_MS + 60_000, 60_000, reason)
    assert observation(one).latest_ms == START_MS + 112_000
    assert found.begun.reason_start == start
    assert found.overlap_ms is None


def test_a_paused_track_may_have_gone_on_unobserved() -> None:
    (one,) = changed(shown(120_000, 8_000), play=paused(60_000)).finished
    assert bounds_ms(one) == (58_000, 114_000)
    late = shown(300_000, 8_000)
    assert bounds_ms(changed(late, play=paused(60_000)).finished[0]) == (58_000, 202_000)


def test_no_time_passes_before_a_next_track_that_began_at_once() -> None:
    (one,) = changed(shown(61_000, 1_500)).finished
    assert (one.ended_ms, one.played_ms) == (START_MS + 60_000, 60_000)
