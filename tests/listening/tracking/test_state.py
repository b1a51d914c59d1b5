"""What is remembered after plays were finished."""

from dataclasses import replace

import pytest

from musicanalyser.listening.tracking.state import TrackerState, finish_plays
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.play_end import EndReason
from tests.listening.tracking.tapes import START_MS
from tests.listening.tracking.values import playing, queued, sample


def finished(heard_ms: int) -> Sighting:
    return playing(heard_ms).close(
        ended_ms=START_MS + heard_ms,
        by_ms=START_MS + heard_ms,
        reason=EndReason.FORWARD_BUTTON,
        confidence=1.0,
    )


@pytest.mark.parametrize(
    ("heard_ms", "run"),
    [([29_999], 3), ([30_000], 0), ([29_999, 5_000], 4), ([30_000, 1], 1), ([1, 30_000], 0)],
)
def test_plays_of_less_than_thirty_seconds_make_a_run(heard_ms: list[int], run: int) -> None:
    plays = [finished(one) for one in heard_ms]
    assert finish_plays(TrackerState(short_run=2), *plays).state.short_run == run


def test_at_first_no_play_was_short_and_none_has_ended() -> None:
    state = TrackerState()
    assert (state.short_run, state.idle_samples, state.earliest_start_ms) == (0, 0, 0)
    assert not state.is_queue_read


def test_after_a_play_nothing_is_known_but_what_bears_on_the_next() -> None:
    state = TrackerState(
        open_play=playing(1_000),
        last_sample=sample(1_000, 1_000),
        polled_ms=7,
        absent_since_ms=8,
        absent_until_ms=9,
        upcoming=queued("B"),
        is_queue_read=True,
        overlaps_ms=(10,),
        earliest_start_ms=11,
        idle_samples=12,
    )
    last = finished(1_000)
    after = finish_plays(state, last)
    assert after.finished == (last,)
    assert after.state == TrackerState(
        polled_ms=7,
        previous_item=last.item,
        upcoming=queued("B"),
        overlaps_ms=(10,),
        earliest_start_ms=last.ended_ms,
        short_run=1,
        idle_samples=12,
    )
    late = replace(state, earliest_start_ms=last.ended_ms + 5)
    assert finish_plays(late, last).state.earliest_start_ms == last.ended_ms + 5
