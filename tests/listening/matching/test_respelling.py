"""Rows of one play whose artist or title was renamed between two exports."""

from collections.abc import Sequence

import pytest

from musicanalyser.listening.matching.respelling import (
    find_respelled,
    join_respelled,
    songs_elsewhere,
)
from musicanalyser.model.evidence import StoredSighting
from tests.listening.matching.rows import account, exported, stored

OLD = "the lanterns\x1fpaper boats"


def pair(song: str, other: str, *, played_ms: int = 40_000) -> Sequence[StoredSighting]:
    """Return an extended and an account row of the same minute, heard alike."""
    rows = stored(exported(ended_ms=0, played_ms=played_ms), account(minute=0, played_ms=played_ms))
    return [row._replace(song=name) for row, name in zip(rows, (song, other), strict=True)]


@pytest.mark.parametrize(
    "other", ["lanterns\x1fpaper boats", "the lanterns\x1fpaper boats (live)", "x\x1fpaper boats"]
)
def test_another_artist_or_another_title_may_be_a_new_name(other: str) -> None:
    row, one = pair(OLD, other)
    assert find_respelled([row, one]) == [(row, one)]
    assert songs_elsewhere([row, one]) == {one.id: OLD}


@pytest.mark.parametrize(
    ("song", "other"),
    [
        (OLD, OLD),
        (OLD, "lanterns\x1fpaper boat"),
        (OLD, "paper boats"),
        ("paper boats", "the lanterns"),
        ("\x1fpaper boats", "\x1fpaper boat"),
    ],
)
def test_the_same_song_or_quite_another_is_not_renamed(song: str, other: str) -> None:
    rows = pair(song, other)
    assert find_respelled(rows) == []
    assert songs_elsewhere(rows) == {}


@pytest.mark.parametrize(("played_ms", "found"), [(29_999, 0), (30_000, 1)])
def test_short_plays_are_too_many_to_tell_apart(played_ms: int, found: int) -> None:
    rows = pair(OLD, "lanterns\x1fpaper boats", played_ms=played_ms)
    assert len(find_respelled(rows)) == found


def test_a_row_with_a_partner_of_its_own_name_is_not_respelled() -> None:
    rows = [*pair(OLD, OLD), *pair("the lanterns\x1flow tide", "the lanterns\x1flow tide")]
    rows = [row._replace(id=place) for place, row in enumerate(rows)]
    assert songs_elsewhere(rows) == {}
    assert songs_elsewhere(rows[:1] + rows[1:2] + rows[3:]) == {}
    assert songs_elsewhere([rows[0], rows[3]]) == {3: OLD}


def twins(**other: object) -> list[StoredSighting]:
    """Return two extended rows of the same second, heard alike, with two spellings."""
    first = exported(ended_ms=0, played_ms=40_000)
    rows = stored(first, first._replace(**other))  # type: ignore[arg-type]  # fields of a sighting
    return [rows[0]._replace(song="the lanterns\x1flow tide"), rows[1]._replace(song=OLD)]


def test_two_extended_rows_of_one_second_are_one_play_respelled() -> None:
    one, other = twins()
    assert find_respelled([one, other]) == [(one, other)]
    assert join_respelled([[one], [other]]) == [[one, other]]
    assert join_respelled([[other], [one]]) == [[one, other]]


@pytest.mark.parametrize(
    "different", [{"ended_ms": 1_000}, {"played_ms": 40_001}, {"played_ms": 29_999}]
)
def test_extended_rows_that_differ_in_a_stamp_are_two_plays(different: dict[str, object]) -> None:
    assert find_respelled(twins(**different)) == []


def test_start_stamps_decide_between_two_spellings() -> None:
    one, other = twins()
    starts = [one.sighting._replace(offline_ms=ms) for ms in (-40_000, -41_000, -40_999)]
    rows = [other._replace(sighting=start) for start in starts]
    first = one._replace(sighting=starts[0])
    assert find_respelled([first, rows[0]]) == [(first, rows[0])]
    assert find_respelled([first, rows[1]]) == []
