"""Which sightings are of the same play: what holds for any of them, and single cases."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.listening.matching.agreement import REACH_MS
from musicanalyser.listening.matching.conclusion import conclude_plays, split_clusters
from musicanalyser.listening.start_and_end import start_and_end_ms
from musicanalyser.model.evidence import Play, Sighting, StoredSighting
from musicanalyser.model.origin import Origin
from tests.listening.matching.rows import (
    ITEM,
    START_MS,
    account,
    exported,
    listed,
    observed,
    stored,
)

SECONDS = st.integers(0, 300) | st.integers(0, 6_000) | st.sampled_from([600, 601, 1_200, 1_201])
PLAYED_MS = st.sampled_from([0, 1, 900, 2_500, 30_000, 31_000, 180_000, 1_500_000])
REASONS = st.sampled_from(["trackdone", "fwdbtn", "logout", ""])
SONGS = st.sampled_from(["a", "a", "a", "b"])


@st.composite
def sightings(draw: st.DrawFn) -> Sighting:
    """Draw a row of an export, near the others."""
    ended_ms = START_MS + 1_000 * draw(SECONDS)
    played_ms = draw(PLAYED_MS)
    if draw(st.booleans()):
        return Sighting(
            origin=Origin.ACCOUNT,
            item=ITEM,
            row=1,
            ended_ms=ended_ms - ended_ms % 60_000,
            played_ms=played_ms,
            ordinal=draw(st.integers(0, 2)),
        )
    stamp_s = st.integers(-5, 3).map(lambda late: (ended_ms - played_ms) // 1_000 + late)
    stamp_ms = st.integers(-900, 900).map(lambda late: ended_ms - played_ms + late)
    return Sighting(
        origin=Origin.EXTENDED,
        item=ITEM,
        row=1,
        ended_ms=ended_ms,
        played_ms=played_ms,
        reason_end=draw(REASONS),
        skipped=draw(st.none() | st.booleans()),
        private=draw(st.booleans()),
        offline=draw(st.booleans()),
        offline_ms=draw(st.none() | stamp_ms | stamp_s.map(lambda second: 1_000 * second)),
    )


def as_stored(rows: Iterable[Sighting], songs: Iterable[str]) -> list[StoredSighting]:
    """Return rows as stored under the ids 1, 2, 3..."""
    return [
        StoredSighting(id=number, track_id=1, song=song, length_ms=None, sighting=row)
        for number, (row, song) in enumerate(zip(rows, songs, strict=False), start=1)
    ]


@st.composite
def rows_and_doubles(draw: st.DrawFn) -> list[Sighting]:
    """Draw some rows, and for some of them a second row that is nearly the same."""
    rows = draw(st.lists(sightings(), max_size=8))
    for row in draw(st.lists(st.sampled_from(rows), max_size=4)) if rows else []:
        if row.origin is Origin.ACCOUNT:
            rows.append(row._replace(ordinal=3))
            continue
        stamp_ms = row.offline_ms and row.offline_ms // 1_000 * 1_000
        changes: dict[str, Any] = draw(
            st.sampled_from(
                [
                    {"private": not row.private},
                    {"offline": not row.offline},
                    {"skipped": True},
                    {"offline_ms": stamp_ms},
                    {"ended_ms": row.ended_ms + 1_000, "private": True},
                ]
            )
        )
        rows.append(row._replace(**changes))
    return draw(st.permutations(list(dict.fromkeys(rows))))


ROWS = rows_and_doubles()
STORED = ROWS.map(lambda rows: as_stored(rows, "a" * len(rows)))
STORED_OF_SONGS = st.builds(as_stored, ROWS, st.lists(SONGS, min_size=12, max_size=12))


def concluded(rows: Iterable[StoredSighting]) -> list[Play]:
    """Return the plays of all clusters."""
    return [play for cluster in split_clusters(rows) for play in conclude_plays(cluster)]


def figures(plays: Iterable[Play]) -> Counter[tuple[object, ...]]:
    """Return everything about plays but ids and the ordinals of equal rows."""
    return Counter(
        (
            play.best.song,
            play.best.sighting._replace(ordinal=0),
            len(play.merged),
            play.private,
            play.started_ms,
            play.ended_ms,
            play.verdict,
        )
        for play in plays
    )


@given(STORED_OF_SONGS)
def test_every_sighting_is_in_exactly_one_play(rows: list[StoredSighting]) -> None:
    found = [row_id for play in concluded(rows) for row_id in (play.id, *play.merged)]
    assert sorted(found) == [row.id for row in rows]


@given(STORED_OF_SONGS)
def test_a_play_has_the_lowest_id_and_the_figures_of_its_best_sighting(
    rows: list[StoredSighting],
) -> None:
    by_id = {row.id: row for row in rows}
    for play in concluded(rows):
        assert play.id == min((play.id, *play.merged))
        assert (play.started_ms, play.ended_ms) == start_and_end_ms(play.best.sighting)
        of_play = [by_id[row_id].sighting for row_id in (play.id, *play.merged)]
        assert play.best.sighting in of_play
        assert play.private == any(one.private for one in of_play)
        if any(one.origin is Origin.EXTENDED for one in of_play):
            assert play.best.sighting.origin is Origin.EXTENDED


@given(STORED_OF_SONGS)
def test_no_play_has_more_rows_of_account_data_than_of_the_extended_history(
    rows: list[StoredSighting],
) -> None:
    by_id = {row.id: row for row in rows}
    for play in concluded(rows):
        sources = [by_id[row_id].sighting.origin for row_id in (play.id, *play.merged)]
        assert sources.count(Origin.ACCOUNT) <= max(1, sources.count(Origin.EXTENDED))


@given(STORED_OF_SONGS)
def test_sightings_of_one_play_agree_in_song_time_and_length(
    rows: list[StoredSighting],
) -> None:
    by_id = {row.id: row for row in rows}
    for play in concluded(rows):
        for row in (by_id[row_id] for row_id in (play.id, *play.merged)):
            assert row.song == play.best.song
            assert abs(row.sighting.ended_ms - play.best.sighting.ended_ms) <= REACH_MS
            assert abs(row.sighting.played_ms - play.best.sighting.played_ms) <= 3_000


@given(STORED_OF_SONGS, st.randoms(use_true_random=False))
def test_the_order_of_sightings_does_not_matter(rows: list[StoredSighting], random: Random) -> None:
    shuffled = rows.copy()
    random.shuffle(shuffled)
    assert figures(concluded(shuffled)) == figures(concluded(rows))


@given(STORED)
def test_all_sightings_together_give_the_plays_of_each_cluster(
    rows: list[StoredSighting],
) -> None:
    if rows:
        assert figures(conclude_plays(rows)) == figures(concluded(rows))


@given(STORED_OF_SONGS)
def test_clusters_are_split_where_a_song_is_silent_for_long(rows: list[StoredSighting]) -> None:
    found = split_clusters(rows)
    assert sorted(one.id for cluster in found for one in cluster) == [row.id for row in rows]
    for cluster in found:
        assert len({one.song for one in cluster}) == 1
        moments = [one.sighting.ended_ms for one in cluster]
        assert all(0 <= later - before <= REACH_MS for before, later in pairwise(moments))
    for one, other in pairwise(sorted(found, key=_first)):
        if one[0].song == other[0].song:
            assert other[0].sighting.ended_ms - one[-1].sighting.ended_ms > REACH_MS


@given(STORED, st.integers(1, 12))
def test_sightings_beyond_the_reach_change_nothing(rows: list[StoredSighting], count: int) -> None:
    later = [
        StoredSighting(
            id=100 + row.id,
            track_id=1,
            song="a",
            length_ms=None,
            sighting=_moved(row.sighting, 3 * 6_000_000),
        )
        for row in rows[:count]
    ]
    assert figures(concluded([*rows, *later])) == figures(concluded(rows)) + figures(
        concluded(later)
    )


def _first(cluster: Sequence[StoredSighting]) -> tuple[str, int]:
    return cluster[0].song, cluster[0].sighting.ended_ms


def _moved(one: Sighting, by_ms: int) -> Sighting:
    stamp_ms = None if one.offline_ms is None else one.offline_ms + by_ms
    return one._replace(ended_ms=one.ended_ms + by_ms, offline_ms=stamp_ms)


def test_the_best_of_two_doubles_is_the_same_in_any_order() -> None:
    late = Sighting(
        origin=Origin.EXTENDED,
        item=ITEM,
        row=1,
        ended_ms=START_MS,
        played_ms=60_000,
        offline_ms=START_MS - 600_000,
        offline=True,
    )
    rows = [late, late._replace(offline=False)]
    assert figures(conclude_plays(as_stored(rows, "aa"))) == figures(
        conclude_plays(as_stored(rows[::-1], "aa"))
    )


def exported_at(ended_ms: int, played_ms: int, **changes: Any) -> Sighting:  # noqa: ANN401 - any field of a sighting
    return exported(ended_ms=ended_ms, played_ms=played_ms)._replace(**changes)


@pytest.mark.parametrize(
    ("played_ms", "apart_ms", "count"),
    [(60_000, 46_999, 1), (60_000, 47_000, 2), (2_000, 0, 1), (2_000, 1, 2), (0, 0, 1), (0, 1, 2)],
)
def test_rows_without_stamps_are_doubles_if_they_overlap_by_more_than_a_crossfade(
    played_ms: int, apart_ms: int, count: int
) -> None:
    rows = [exported_at(0, played_ms), exported_at(apart_ms, played_ms)]
    assert len(concluded(stored(*rows))) == count


def test_rows_with_different_times_heard_are_no_doubles() -> None:
    assert len(concluded(stored(exported_at(0, 60_000), exported_at(0, 60_001)))) == 2


@pytest.mark.parametrize(("apart_ms", "count"), [(600_000, 1), (600_001, 2)])
def test_doubles_end_ten_minutes_apart_at_most(apart_ms: int, count: int) -> None:
    rows = [exported_at(0, 900_000), exported_at(apart_ms, 900_000)]
    assert len(concluded(stored(*rows))) == count


@pytest.mark.parametrize(("apart_ms", "count"), [(999, 1), (1_000, 2), (-1, 2)])
def test_rows_with_one_end_and_start_stamps_of_one_second_are_doubles(
    apart_ms: int, count: int
) -> None:
    stamp_ms = START_MS // 1_000 * 1_000 - 86_400_000
    one = exported_at(0, 500, offline=True, offline_ms=stamp_ms)
    other = one._replace(offline_ms=stamp_ms + apart_ms, private=True)
    assert len(concluded(stored(one, other))) == count


def test_repeats_under_crossfade_are_plays_of_their_own() -> None:
    """The time heard is the whole track, although the next play starts 6 seconds before its end."""
    repeats = [
        exported_at(256_000 * number, 262_000, offline_ms=START_MS + 256_000 * number - 262_000)
        for number in range(6)
    ]
    assert len(concluded(stored(*repeats))) == 6


@pytest.mark.parametrize(("apart_ms", "count"), [(0, 1), (1_000, 2)])
def test_start_stamps_decide_however_far_two_rows_overlap(apart_ms: int, count: int) -> None:
    stamp_ms = START_MS // 1_000 * 1_000
    one = exported_at(200_000, 200_000, offline_ms=stamp_ms)
    other = exported_at(202_000, 200_000, offline_ms=stamp_ms + apart_ms)
    assert len(concluded(stored(one, other))) == count


def test_a_start_stamp_later_than_its_row_decides_nothing() -> None:
    wrong_ms = START_MS + 86_400_000
    one = exported_at(200_000, 200_000, offline_ms=wrong_ms)
    other = exported_at(230_000, 200_000, offline_ms=wrong_ms + 5_000)
    assert len(concluded(stored(one, other))) == 1


@pytest.mark.parametrize(("apart_ms", "count"), [(2_100_000, 1), (2_100_001, 2)])
def test_clusters_reach_over_thirty_five_minutes(apart_ms: int, count: int) -> None:
    rows = stored(exported_at(0, 1_000), exported_at(apart_ms, 1_000))
    assert len(split_clusters(rows)) == count


STAMP_MS = START_MS - 60_000
NAMED = ITEM._replace(uri="spotify:track:1")


@pytest.mark.parametrize(
    ("best", "other"),
    [
        ({"reason_end": "fwdbtn"}, {}),
        ({"offline_ms": STAMP_MS}, {}),
        ({"offline_ms": STAMP_MS}, {"offline_ms": STAMP_MS + 400}),
        ({"reason_end": "endplay"}, {"reason_end": "fwdbtn"}),
        ({"item": NAMED}, {}),
        ({"item": NAMED}, {"item": ITEM._replace(uri="spotify:track:2")}),
        ({"skipped": False}, {}),
        ({"skipped": False}, {"skipped": True}),
        ({"private": False}, {"private": True}),
        ({"offline": False}, {}),
        ({"offline": False}, {"offline": True}),
        ({"reason_start": "clickrow"}, {"reason_start": "fwdbtn"}),
        ({"shuffle": False}, {"shuffle": True}),
        ({"platform": "android"}, {"platform": "ios"}),
        ({"country": "AT"}, {"country": "DE"}),
    ],
)
def test_of_two_doubles_the_one_that_says_more_decides_in_any_order(
    best: dict[str, Any], other: dict[str, Any]
) -> None:
    rows = [exported_at(0, 60_000, **best), exported_at(0, 60_000, **other)]
    for ordered in (rows, rows[::-1]):
        (play,) = concluded(stored(*ordered))
        assert play.best.sighting == rows[0]


def test_a_row_without_a_start_stamp_may_be_a_double_of_one_with_it() -> None:
    bare, stamped = exported_at(0, 500), exported_at(0, 500, offline=True, offline_ms=STAMP_MS)
    for rows in ((bare, stamped), (stamped, bare)):
        assert len(concluded(stored(*rows))) == 1


def test_a_less_trusted_sighting_never_joins_two_plays() -> None:
    """Both plays end near the listed moment; it goes to the nearer one."""
    one = observed(started_ms=0, played_ms=100_000)
    two = observed(started_ms=100_000, played_ms=10_000)
    plays = concluded(stored(one, two, listed(ended_ms=109_000)))
    assert [len(play.merged) for play in sorted(plays, key=lambda play: play.started_ms)] == [0, 1]


def test_all_four_origins_of_one_play_are_joined() -> None:
    (play,) = concluded(
        stored(
            listed(ended_ms=101_000),
            observed(started_ms=0, played_ms=100_000),
            account(minute=1, played_ms=100_000),
            exported_at(100_000, 100_000),
        )
    )
    assert (play.id, play.merged, play.best.id) == (1, (2, 3, 4), 4)
