"""A crossfade is learnt from changes of track that agree on one."""

import pytest

from musicanalyser.listening.tracking.crossfade import usual_overlap_ms


@pytest.mark.parametrize(("count", "expected"), [(5, 5_000), (4, 0)])
def test_five_changes_have_to_agree(count: int, expected: int) -> None:
    assert usual_overlap_ms([5_000] * count) == expected


@pytest.mark.parametrize(("others", "expected"), [(5, 5_000), (6, 0)])
def test_half_of_all_changes_have_to_agree(others: int, expected: int) -> None:
    spread_ms = [7_000 + 1_000 * number for number in range(others)]
    assert usual_overlap_ms([5_000] * 5 + spread_ms) == expected


@pytest.mark.parametrize(("overlap_ms", "expected"), [(600, 600), (599, 0)])
def test_an_overlap_hardly_longer_than_a_jitter_is_none(overlap_ms: int, expected: int) -> None:
    assert usual_overlap_ms([overlap_ms] * 8) == expected


@pytest.mark.parametrize(("apart_ms", "expected"), [(1_500, 6_500), (1_501, 0)])
def test_changes_agree_within_a_second_and_a_half(apart_ms: int, expected: int) -> None:
    assert usual_overlap_ms([5_000] * 2 + [5_000 + apart_ms] * 3) == expected


@pytest.mark.parametrize(("longest_ms", "expected"), [(13_000, 13_000), (13_001, 0)])
def test_a_longer_rest_of_a_track_is_a_skip_not_an_overlap(longest_ms: int, expected: int) -> None:
    assert usual_overlap_ms([longest_ms] * 6) == expected


@pytest.mark.parametrize(("late_ms", "expected"), [(-1_500, 0), (-1_501, 5_000)])
def test_a_change_shown_late_counts_against_an_overlap(late_ms: int, expected: int) -> None:
    assert usual_overlap_ms([5_000] * 5 + [late_ms] * 6) == expected


def test_the_overlap_is_the_middle_one_of_the_most_crowded_window() -> None:
    overlaps_ms = [100, 3_000, 4_600, 4_700, 5_000, 5_200, 5_300]
    assert usual_overlap_ms(overlaps_ms) == 5_000


def test_without_changes_there_is_no_overlap() -> None:
    assert usual_overlap_ms([]) == 0
