"""Parts that a seek to the start has divided are joined if another origin knows of one play."""

import pytest

from musicanalyser.listening.matching.restarts import rejoin_parts
from musicanalyser.model.evidence import Sighting
from tests.listening.matching.rows import exported, listed, observed, stored


def rejoined(*groups: list[Sighting]) -> list[list[int]]:
    """Return the places of the sightings in each group after the parts were joined."""
    numbered = iter(stored(*(sighting for group in groups for sighting in group)))
    found = rejoin_parts([[next(numbered) for _ in group] for group in groups])
    return [[one.id for one in group] for group in found]


def part(
    started_ms: int, played_ms: int, *, start: str = "backbtn", end: str = "backbtn"
) -> Sighting:
    return observed(started_ms=started_ms, played_ms=played_ms, reason_start=start, reason_end=end)


def confirmed(started_ms: int, played_ms: int, *, start: str = "backbtn") -> list[Sighting]:
    """Return a last part that the list of recent plays knows."""
    last = part(started_ms, played_ms, start=start, end="fwdbtn")
    return [last, listed(ended_ms=started_ms + played_ms)]


def test_an_unconfirmed_part_before_a_confirmed_one_is_joined_with_it() -> None:
    assert rejoined([part(0, 50_000)], confirmed(50_000, 60_000)) == [[2, 3, 1]]


def test_the_parts_may_be_given_in_any_order() -> None:
    assert rejoined(confirmed(50_000, 60_000), [part(0, 50_000)]) == [[1, 2, 3]]


@pytest.mark.parametrize(("played_ms", "joins"), [(30_000, True), (29_999, False)])
def test_a_part_of_thirty_seconds_should_be_confirmed(played_ms: int, joins: bool) -> None:
    found = rejoined([part(0, played_ms)], confirmed(played_ms, 60_000))
    assert (len(found) == 1) is joins


@pytest.mark.parametrize(("gap_ms", "joins"), [(1_000, True), (1_001, False), (-1_000, True)])
def test_parts_of_one_play_are_a_second_apart_at_most(gap_ms: int, joins: bool) -> None:
    found = rejoined([part(0, 50_000)], confirmed(50_000 + gap_ms, 60_000))
    assert (len(found) == 1) is joins


@pytest.mark.parametrize(("end", "start"), [("fwdbtn", "backbtn"), ("backbtn", "fwdbtn")])
def test_parts_are_those_that_look_like_a_restart_on_both_sides(end: str, start: str) -> None:
    assert len(rejoined([part(0, 50_000, end=end)], confirmed(50_000, 60_000, start=start))) == 2


def test_parts_that_are_confirmed_themselves_are_plays() -> None:
    first = [part(0, 50_000), listed(ended_ms=50_000)]
    assert rejoined(first, confirmed(50_000, 60_000)) == [[1, 2], [3, 4]]


def test_parts_that_nothing_confirms_stay_as_they_are() -> None:
    assert rejoined([part(0, 50_000)], [part(50_000, 60_000)]) == [[1], [2]]


def test_a_short_part_before_a_longer_unconfirmed_one_stays_a_play() -> None:
    groups = [part(0, 5_000)], [part(5_000, 50_000)], confirmed(55_000, 60_000)
    assert rejoined(*groups) == [[1], [3, 4, 2]]


def test_a_short_part_after_an_unconfirmed_one_belongs_to_the_same_play() -> None:
    groups = [part(0, 50_000)], [part(50_000, 5_000)], confirmed(55_000, 60_000)
    assert rejoined(*groups) == [[3, 4, 1, 2]]


def test_a_confirmed_last_part_too_short_for_the_list_stands_for_all_parts() -> None:
    groups = [part(0, 5_000)], [part(5_000, 6_000)], confirmed(11_000, 7_000)
    assert rejoined(*groups) == [[3, 4, 1, 2]]


def test_an_export_confirms_as_well() -> None:
    last = [exported(ended_ms=110_000, played_ms=60_000), part(50_000, 60_000, end="fwdbtn")]
    assert rejoined([part(0, 50_000)], last) == [[2, 3, 1]]


def test_exported_rows_are_never_parts() -> None:
    rows = [exported(ended_ms=50_000, played_ms=50_000, reason_end="backbtn")]
    assert rejoined(rows, confirmed(50_000, 60_000)) == [[1], [2, 3]]


def test_an_exported_row_alone_is_no_restart_of_a_part() -> None:
    row = exported(ended_ms=110_000, played_ms=60_000)._replace(reason_start="backbtn")
    assert rejoined([part(0, 50_000)], [row]) == [[1], [2]]


def test_a_break_between_parts_begins_another_chain() -> None:
    groups = [part(0, 50_000)], [part(90_000, 50_000)], confirmed(140_000, 60_000)
    assert rejoined(*groups) == [[1], [3, 4, 2]]
