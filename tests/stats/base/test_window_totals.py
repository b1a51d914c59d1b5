"""Groups of totals that are made by hand, in both orders: SQLite promises none."""

from collections.abc import Iterable
from itertools import permutations

import pytest

from musicanalyser.stats.base.window_totals import (
    ARTISTS,
    TRACKS,
    EntityTotals,
    RankedEntity,
    WindowTotals,
)
from tests.stats.history import asked

ONE = EntityTotals(
    song_key="aria",
    artist_key="ada",
    album_key=None,
    title="Aria",
    artist="Ada",
    album=None,
    uri="x:1",
    heard_ms=100,
    plays=1,
    all_plays=2,
    plays_known=2,
    skips=1,
    first_day="2025-03-10",
    last_day="2025-03-12",
    last_ms=5,
)
OTHER = ONE._replace(
    title="ARIA",
    uri="x:2",
    heard_ms=10,
    plays=2,
    all_plays=3,
    plays_known=2,
    skips=1,
    first_day="2025-03-09",
    last_day="2025-03-11",
    last_ms=4,
)


def grouped(totals: Iterable[EntityTotals], entity: RankedEntity = TRACKS) -> list[EntityTotals]:
    window = asked("2025-03-10", "2025-03-17").window
    return WindowTotals(window=window, by_id=tuple(totals)).group_by(entity)


@pytest.mark.parametrize("by_id", [*permutations([ONE, OTHER])])
def test_a_group_sums_its_ids_under_the_names_of_the_one_played_last(
    by_id: tuple[EntityTotals, ...],
) -> None:
    assert grouped(by_id) == [
        ONE._replace(
            heard_ms=110,
            plays=3,
            all_plays=5,
            plays_known=4,
            skips=2,
            first_day="2025-03-09",
            last_day="2025-03-12",
        )
    ]


@pytest.mark.parametrize("by_id", [*permutations([ONE, OTHER._replace(last_ms=5)])])
def test_of_ids_played_last_at_the_same_moment_the_greater_names_the_group(
    by_id: tuple[EntityTotals, ...],
) -> None:
    assert [(group.title, group.uri) for group in grouped(by_id)] == [("ARIA", "x:2")]


def test_a_group_without_a_counted_play_has_no_days() -> None:
    uncounted = [one._replace(plays=0, first_day=None, last_day=None) for one in (ONE, OTHER)]
    assert [(group.first_day, group.last_day) for group in grouped(uncounted)] == [(None, None)]


def test_ids_without_the_key_of_an_entity_are_in_no_group() -> None:
    assert grouped([ONE, OTHER._replace(artist_key=None)], ARTISTS) == [ONE]


def test_entities_of_one_name_have_a_fixed_order() -> None:
    twins = [ONE._replace(artist_key=key) for key in ("b", "a")]
    assert sorted(twins, key=ARTISTS.name_order) == twins[::-1]


def test_unknown_names_come_last_and_empty_ones_first() -> None:
    named = [ONE._replace(artist=name) for name in ("", "Ada", "Bert", None)]
    named.reverse()
    assert sorted(named, key=ARTISTS.name_order) == named[::-1]
