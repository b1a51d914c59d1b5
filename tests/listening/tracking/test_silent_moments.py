"""At which moments nothing played, and what that says of a play that only a list holds."""

from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.listening.tracking.silent_moments import add_moment, limit_by_silence
from musicanalyser.model.evidence import Sighting
from tests.listening.matching.rows import LENGTH_MS, START_MS, listed
from tests.listening.tracking.tapes import START_MS as TAPE_MS
from tests.listening.tracking.tapes import Tape


def high_ms(*, ended_ms: int, silent_ms: list[int]) -> int:
    (found,) = limit_by_silence(
        [listed(ended_ms=ended_ms)], [START_MS + moment for moment in silent_ms]
    )
    return bound_of(found)


def bound_of(sighting: Sighting) -> int:
    assert sighting.observation is not None
    return sighting.observation.high_ms


def test_a_play_was_heard_since_the_last_silent_moment_before_its_end_at_most() -> None:
    assert high_ms(ended_ms=300_000, silent_ms=[100_000, 240_000, 310_000]) == 62_000


def test_a_silence_before_the_length_of_the_track_says_nothing() -> None:
    assert high_ms(ended_ms=300_000, silent_ms=[102_000]) == LENGTH_MS
    assert high_ms(ended_ms=300_000, silent_ms=[102_001]) == LENGTH_MS - 1
    assert high_ms(ended_ms=300_000, silent_ms=[]) == LENGTH_MS
    assert high_ms(ended_ms=300_000, silent_ms=[300_000, 400_000]) == LENGTH_MS


def test_a_silence_that_contradicts_the_list_says_nothing() -> None:
    assert high_ms(ended_ms=300_000, silent_ms=[272_000]) == 30_000
    assert high_ms(ended_ms=300_000, silent_ms=[272_001]) == LENGTH_MS


@given(st.lists(st.integers(1, 200_000), max_size=300))
def test_kept_moments_are_few_and_in_order_and_the_latest_is_among_them(steps: list[int]) -> None:
    kept: tuple[int, ...] = ()
    at_ms = 0
    for step_ms in steps:
        at_ms += step_ms
        kept = add_moment(kept, at_ms)
        assert kept[-1] == at_ms
    assert len(kept) <= 60
    assert all(later - earlier >= 30_000 for earlier, later in zip(kept, kept[2:], strict=False))
    assert list(kept) == sorted(kept)


def test_samples_of_nothing_and_of_a_pause_are_silent_moments() -> None:
    tape = Tape().poll().run(60).play("A").run(5).poll().run(40).pause().run(1).poll()
    assert tape.state.silent_ms == (TAPE_MS, TAPE_MS + 106_000)


def test_nothing_in_the_middle_of_a_play_is_no_silent_moment() -> None:
    tape = Tape().poll().run(60).play("A").run(5).poll().run(30).poll_nothing().run(8).poll()
    assert tape.state.silent_ms == (TAPE_MS,)
