"""What was skipped between two samples, by the queue."""

import pytest

from musicanalyser.listening.tracking.inferred_skips import (
    find_skipped,
    infer_plays,
    place_in_queue,
)
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.play_end import EndReason
from musicanalyser.model.player import Queued
from tests.listening.tracking.tapes import START_MS, song
from tests.listening.tracking.values import bounds_ms, observation, playing, queued

QUEUE = queued("B", "C", "D", "E", "F", "G")


def inferred(
    skipped: tuple[Queued, ...],
    *,
    span_ms: tuple[int, int] = (0, 12_000),
    reason: EndReason = EndReason.FORWARD_BUTTON,
    room_ms: int = 15_000,
) -> tuple[Sighting, ...]:
    since_ms, until_ms = (START_MS + moment_ms for moment_ms in span_ms)
    before = playing(1_000, shuffle=True, device="Speaker", is_private=True)
    return infer_plays(skipped, before, reason, span_ms=(since_ms, until_ms), room_ms=room_ms)


def test_an_item_is_found_by_its_place_in_the_queue() -> None:
    assert place_in_queue(QUEUE, song("B")) == 0
    assert place_in_queue(QUEUE, song("D")) == 2
    assert place_in_queue(QUEUE, song("Z")) is None
    assert place_in_queue(None, song("B")) is None


@pytest.mark.parametrize(("place", "names"), [(0, ""), (1, "B"), (4, "BCDE"), (5, ""), (None, "")])
def test_up_to_four_items_before_the_next_one_were_skipped(place: int | None, names: str) -> None:
    found = find_skipped(QUEUE, place, room_ms=10_000, gap_ms=10_000)
    assert found == queued(*names)


@pytest.mark.parametrize(("gap_ms", "count"), [(160_000, 2), (160_001, 0)])
def test_in_a_gap_of_more_than_160_seconds_nothing_is_inferred(gap_ms: int, count: int) -> None:
    assert len(find_skipped(QUEUE, 2, room_ms=10_000, gap_ms=gap_ms)) == count


@pytest.mark.parametrize(("room_ms", "count"), [(150, 3), (149, 0)])
def test_every_skipped_track_takes_a_twentieth_of_a_second(room_ms: int, count: int) -> None:
    assert len(find_skipped(QUEUE, 3, room_ms=room_ms, gap_ms=10_000)) == count


def test_without_a_queue_nothing_is_inferred() -> None:
    assert find_skipped(None, 2, room_ms=10_000, gap_ms=10_000) == ()
    assert inferred(()) == ()


def test_skipped_tracks_share_the_time_equally_one_after_the_other() -> None:
    found = inferred(QUEUE[:3], span_ms=(3_000, 15_000))
    assert [one.item.title for one in found] == ["B", "C", "D"]
    starts = [(observation(one).started_ms or 0) - START_MS for one in found]
    assert starts == [3_000, 7_000, 11_000]
    assert [one.ended_ms - START_MS for one in found] == [7_000, 11_000, 15_000]
    assert [one.played_ms for one in found] == [4_000] * 3


def test_a_skipped_track_was_heard_for_as_long_as_there_was_room_at_most() -> None:
    first, second = inferred(QUEUE[:2], span_ms=(3_000, 15_000), room_ms=8_000)
    assert bounds_ms(first) == (0, 10_000)
    assert bounds_ms(second) == (0, 10_000)
    assert bounds_ms(inferred(QUEUE[:1], room_ms=1_000)[0]) == (0, 14_000)


def test_inferred_plays_are_marked_and_have_the_setting_of_the_play_before() -> None:
    (one,) = inferred(QUEUE[:1])
    assert observation(one).is_inferred
    assert (one.shuffle, one.platform, one.private) == (True, "Speaker", True)


@pytest.mark.parametrize(("count", "confidence"), [(1, 0.97), (2, 0.97), (3, 0.74), (4, 0.74)])
def test_a_long_run_of_skips_is_less_certain(count: int, confidence: float) -> None:
    found = inferred(QUEUE[:count])
    assert [observation(one).confidence for one in found] == [confidence] * count


@pytest.mark.parametrize(("room_ms", "confidence"), [(30_000, 0.97), (30_001, 0.96)])
def test_a_skip_with_room_for_a_stream_is_less_certain(room_ms: int, confidence: float) -> None:
    (one,) = inferred(QUEUE[:1], room_ms=room_ms)
    assert observation(one).confidence == confidence


def test_the_first_begins_for_the_reason_that_ended_the_play_before() -> None:
    found = inferred(QUEUE[:3], reason=EndReason.TRACK_DONE)
    assert [one.reason_start for one in found] == ["trackdone", "fwdbtn", "fwdbtn"]
    assert [one.reason_end for one in found] == ["fwdbtn"] * 3


@pytest.mark.parametrize(
    ("span_ms", "reason"),
    [(24_000, "trackdone"), (28_800, "trackdone"), (28_801, "fwdbtn"), (19_199, "fwdbtn")],
)
def test_tracks_that_fill_the_gap_after_a_finished_one_were_heard_to_their_ends(
    span_ms: int, reason: str
) -> None:
    skipped = queued("B", "C", length_ms=12_000)
    found = inferred(skipped, span_ms=(0, span_ms), reason=EndReason.TRACK_DONE, room_ms=span_ms)
    assert [one.reason_end for one in found] == [reason] * 2


def test_tracks_after_a_skip_or_of_unknown_length_were_skipped_too() -> None:
    known, unknown = queued("B", length_ms=12_000), queued("B", length_ms=None)
    assert inferred(known)[0].reason_end == "fwdbtn"
    assert inferred(unknown, reason=EndReason.TRACK_DONE)[0].reason_end == "fwdbtn"
