"""The figures of a play, from sightings of one or more origins."""

from dataclasses import replace

import pytest

from musicanalyser.listening.matching.play_figures import derive_play, time_of_listed
from musicanalyser.model.evidence import Play, Sighting
from musicanalyser.model.play_end import Verdict
from tests.listening.matching.rows import (
    LENGTH_MS,
    START_MS,
    account,
    exported,
    listed,
    observed,
    stored,
)


def derived(*sightings: Sighting, length_ms: int | None = LENGTH_MS) -> Play:
    return derive_play(stored(*sightings, length_ms=length_ms))


def uncertain(*, low_ms: int, high_ms: int = 190_000, reason_end: str = "unknown") -> Sighting:
    """Return a play of 150 s whose end was not observed."""
    return observed(
        started_ms=0, played_ms=150_000, bounds_ms=(low_ms, high_ms), reason_end=reason_end
    )


def test_a_single_row_of_an_export_gives_all_figures() -> None:
    play = derived(exported(ended_ms=100_000, played_ms=100_000, reason_end="fwdbtn"))
    assert (play.started_ms, play.ended_ms, play.heard_ms) == (
        START_MS,
        START_MS + 100_000,
        100_000,
    )
    assert (play.low_ms, play.high_ms, play.confidence) == (None, None, None)
    assert (play.id, play.merged, play.verdict) == (1, (), Verdict.SKIPPED)


def test_a_single_observed_play_has_bounds_and_a_confidence() -> None:
    play = derived(uncertain(low_ms=120_000))
    assert (play.low_ms, play.high_ms, play.confidence) == (120_000, 190_000, 0.9)


def test_the_lowest_id_is_that_of_the_play_and_the_others_are_merged() -> None:
    one, two, three = stored(*[exported(ended_ms=100_000, played_ms=100_000)] * 3)
    play = derive_play([two, three, one])
    assert (play.id, play.best, play.merged) == (1, two, (2, 3))


def test_the_most_trusted_reason_that_there_is_holds() -> None:
    seen = observed(started_ms=0, played_ms=100_000, reason_end="backbtn")
    assert derived(account(minute=1, played_ms=100_000), seen).reason_end == "backbtn"
    row = exported(ended_ms=100_000, played_ms=100_000, reason_end="fwdbtn")
    assert derived(row, seen).reason_end == "fwdbtn"


def test_a_play_is_private_if_any_sighting_is() -> None:
    seen = observed(started_ms=0, played_ms=100_000)
    hidden = seen._replace(private=True)
    assert derived(exported(ended_ms=100_000, played_ms=100_000), hidden).private
    assert derived(hidden).private
    assert not derived(seen).private


@pytest.mark.parametrize(("low_ms", "heard_ms"), [(147_000, 150_000), (146_999, 153_000)])
def test_a_listed_end_settles_an_end_that_is_uncertain_by_more_than_three_seconds(
    low_ms: int, heard_ms: int
) -> None:
    play = derived(uncertain(low_ms=low_ms, high_ms=153_000), listed(ended_ms=153_000))
    assert play.heard_ms == heard_ms
    assert play.ended_ms == START_MS + heard_ms


@pytest.mark.parametrize(("latest_ms", "heard_ms"), [(153_000, 150_000), (153_001, 140_000)])
def test_a_listed_end_moves_no_end_that_was_observed(latest_ms: int, heard_ms: int) -> None:
    seen = observed(
        started_ms=0, played_ms=150_000, bounds_ms=(60_000, 152_000), latest_ms=latest_ms
    )
    assert derived(seen, listed(ended_ms=140_000)).heard_ms == heard_ms


@pytest.mark.parametrize(("listed_ms", "heard_ms"), [(90_000, 100_000), (195_000, 190_000)])
def test_a_listed_end_settles_it_only_within_the_bounds(listed_ms: int, heard_ms: int) -> None:
    assert derived(uncertain(low_ms=100_000), listed(ended_ms=listed_ms)).heard_ms == heard_ms


@pytest.mark.parametrize(
    ("listed_ms", "reason", "expected"),
    [
        (196_000, "unknown", "trackdone"),
        (195_999, "unknown", "unknown"),
        (196_000, "endplay", "trackdone"),
        (195_999, "endplay", "endplay"),
    ],
)
def test_a_listed_end_near_that_of_the_track_is_a_reason_where_there_was_none(
    listed_ms: int, reason: str, expected: str
) -> None:
    seen = uncertain(low_ms=100_000, high_ms=200_000, reason_end=reason)
    assert derived(seen, listed(ended_ms=listed_ms)).reason_end == expected


def test_a_track_of_unknown_length_is_never_at_its_end() -> None:
    seen = uncertain(low_ms=100_000, high_ms=200_000)
    assert seen.observation is not None
    unknown = seen._replace(observation=replace(seen.observation, length_ms=None))
    assert derived(unknown, listed(ended_ms=199_000)).reason_end == "unknown"


def test_the_verdict_follows_from_the_settled_figures() -> None:
    seen = uncertain(low_ms=100_000, high_ms=200_000)
    assert derived(seen).verdict is Verdict.UNKNOWN
    assert derived(seen, listed(ended_ms=198_000)).verdict is Verdict.FINISHED
    assert derived(seen, listed(ended_ms=185_000)).verdict is Verdict.FINISHED


def test_parts_add_up_and_the_first_gives_the_start() -> None:
    last = observed(started_ms=60_000, played_ms=50_000, bounds_ms=(49_000, 52_000))
    first = observed(started_ms=0, played_ms=40_000, bounds_ms=(39_000, 43_000))
    second = observed(started_ms=40_000, played_ms=20_000, bounds_ms=(18_000, 24_000))
    play = derived(last, first, second)
    assert (play.started_ms, play.ended_ms) == (START_MS, START_MS + 110_000)
    assert (play.low_ms, play.heard_ms, play.high_ms) == (106_000, 110_000, 119_000)


def test_an_export_has_the_time_of_all_parts_already() -> None:
    row = exported(ended_ms=110_000, played_ms=110_000)
    parts = [observed(started_ms=at, played_ms=55_000) for at in (0, 55_000)]
    assert derived(row, *parts).heard_ms == 110_000


def test_parts_are_only_added_to_a_part() -> None:
    part = observed(started_ms=0, played_ms=40_000)
    assert derived(listed(ended_ms=200_000), part).heard_ms == LENGTH_MS


@pytest.mark.parametrize(
    ("before_ms", "expected"),
    [
        (None, (200_000, 200_000)),
        (270_000, (30_000, 32_000)),
        (270_001, (200_000, 200_000)),
        (100_000, (200_000, 200_000)),
        (101_000, (199_000, 200_000)),
    ],
)
def test_a_listed_play_was_heard_since_the_one_before_at_most(
    before_ms: int | None, expected: tuple[int, int]
) -> None:
    found = time_of_listed(
        length_ms=200_000, ended_ms=300_000, before_ms=before_ms, high_ms=200_000
    )
    assert found == expected


@pytest.mark.parametrize(
    ("before_ms", "high_ms", "expected"),
    [
        (None, 90_000, (60_000, 90_000)),
        (100_000, 90_000, (60_000, 90_000)),
        (250_000, 90_000, (50_000, 52_000)),
        (None, 199_999, (114_999, 199_999)),
        (None, 30_000, (30_000, 30_000)),
    ],
)
def test_a_listed_play_began_somewhere_after_the_silence_or_where_another_ended(
    before_ms: int | None, high_ms: int, expected: tuple[int, int]
) -> None:
    found = time_of_listed(
        length_ms=200_000, ended_ms=300_000, before_ms=before_ms, high_ms=high_ms
    )
    assert found == expected


def left_in_pause(*, heard_ms: int, high_ms: int) -> Sighting:
    """Return a play that was paused and may have gone on unobserved."""
    return observed(
        started_ms=0,
        played_ms=heard_ms,
        bounds_ms=(heard_ms - 2_000, high_ms),
        latest_ms=400_000,
        reason_end="endplay",
    )


def test_a_listed_play_was_heard_for_half_a_minute_and_on_to_its_listed_end() -> None:
    play = derived(left_in_pause(heard_ms=20_000, high_ms=202_000), listed(ended_ms=350_000))
    assert (play.heard_ms, play.low_ms, play.high_ms) == (LENGTH_MS, 30_000, 202_000)
    assert (play.reason_end, play.verdict) == ("trackdone", Verdict.FINISHED)


def test_what_the_list_proves_stays_within_the_bounds() -> None:
    play = derived(left_in_pause(heard_ms=20_000, high_ms=26_000), listed(ended_ms=350_000))
    assert (play.heard_ms, play.low_ms, play.high_ms) == (26_000, 26_000, 26_000)
    assert play.verdict is Verdict.SKIPPED


def test_a_listed_play_that_was_only_inferred_began_earlier() -> None:
    seen = observed(started_ms=38_000, played_ms=2_000, bounds_ms=(0, 42_000), latest_ms=40_000)
    assert seen.observation is not None
    inferred = seen._replace(observation=replace(seen.observation, is_inferred=True))
    play = derived(inferred, listed(ended_ms=40_000))
    assert (play.heard_ms, play.low_ms, play.high_ms) == (30_000, 30_000, 42_000)
    assert (play.started_ms, play.ended_ms) == (START_MS + 10_000, START_MS + 40_000)
