from typing import TYPE_CHECKING

import pytest

from tests.enrich.source_answers import artist, look_up

if TYPE_CHECKING:
    from tests.simulators.enrich.loopback_service import Request

ADA, BO = artist("a", mbid="M1"), artist("b", mbid="m2")


def tagged(mbid: str, *tags: dict[str, object], **more: object) -> dict[str, object]:
    return {"artist_mbid": mbid, "name": "Ada", "tag": {"artist": list(tags)}, **more}


def tag(name: str, count: int, *, curated: bool = False) -> dict[str, object]:
    return {"tag": name, "count": count, **({"genre_mbid": "g"} if curated else {})}


def genres(found: object) -> list[tuple[str, int, bool]]:
    assert isinstance(found, dict)
    return [(one["name"], one["count"], one["curated"]) for one in found["genres"]]


def test_curated_genres_are_taken_even_if_tags_have_more_votes() -> None:
    row = tagged(
        "m1", tag("seen live", 99), tag("dub", 2, curated=True), tag("ska", 7, curated=True)
    )
    found = look_up("genres", [ADA], [row])
    assert genres(found["a"]) == [("ska", 7, True), ("dub", 2, True)]


def test_free_tags_are_taken_without_a_genre() -> None:
    found = look_up("genres", [ADA], [tagged("m1", tag("b", 3), tag("a", 3), tag("none", 0))])
    assert genres(found["a"]) == [("a", 3, False), ("b", 3, False)]


def test_the_twenty_strongest_genres_count() -> None:
    tags = [tag(f"genre {number:02}", number, curated=True) for number in range(1, 22)]
    names = [name for name, _, _ in genres(look_up("genres", [ADA], [tagged("m1", *tags)])["a"])]
    assert names == [f"genre {number:02}" for number in range(21, 1, -1)]


@pytest.mark.parametrize(
    ("year", "known"), [(999, None), (1000, 1000), (2200, 2200), (2201, None), (None, None)]
)
def test_an_artist_begins_in_a_possible_year(year: int | None, known: int | None) -> None:
    row = tagged("m1", tag("dub", 1), begin_year=year, area=" ")
    found = look_up("genres", [ADA], [row])["a"]
    assert isinstance(found, dict)
    assert (found["begin_year"], found["area"]) == (known, None)


@pytest.mark.parametrize("length", [200, 201])
def test_a_long_name_is_cut(length: int) -> None:
    row = tagged("m1", tag("x" * length, 1))
    assert genres(look_up("genres", [ADA], [row])["a"])[0][0] == "x" * 200


def test_a_broken_row_is_a_failure_and_no_miss() -> None:
    rows = [tagged("m1", tag("dub", 1)), {"artist_mbid": 7, "tag": []}]
    assert look_up("genres", [ADA, BO], rows)["b"] == "failed"
    counts = [{"artist_mbid": "m1", "total_user_count": 3}, {"artist_mbid": []}]
    assert look_up("popularity", [ADA, BO], counts)["b"] == "failed"


@pytest.mark.parametrize(
    "row", [tagged("m1"), {"artist_mbid": "m1"}, tagged("m1", tag("x", -1)), tagged("m9")]
)
def test_an_artist_without_a_tag_is_a_miss(row: object) -> None:
    assert look_up("genres", [ADA], [row]) == {"a": None}


def test_rows_are_matched_by_artist_and_not_by_position() -> None:
    rows = [tagged("m2", tag("ska", 1)), tagged("m1", tag("dub", 1), begin_year=1987)]
    found = look_up("genres", [ADA, BO], rows)
    assert (genres(found["a"])[0][0], genres(found["b"])[0][0]) == ("dub", "ska")
    assert isinstance(found["a"], dict)
    assert found["a"]["begin_year"] == 1987


def test_two_spotify_artists_may_share_one_mbid() -> None:
    requests: list[Request] = []
    twin = artist("t", mbid="m2")
    found = look_up("genres", [BO, twin], [tagged("m2", tag("ska", 1))], requests)
    assert found["b"] == found["t"] is not None
    assert requests[0].one("artist_mbids") == "m2"


@pytest.mark.parametrize("listeners", [None, 0])
def test_an_artist_without_listeners_is_unknown(listeners: object) -> None:
    row = {"artist_mbid": "m1", "total_listen_count": 0, "total_user_count": listeners}
    assert look_up("popularity", [ADA], [row]) == {"a": None}


def test_listeners_are_matched_by_artist_too() -> None:
    rows = [
        {"artist_mbid": "m2", "total_listen_count": None, "total_user_count": 2},
        {"artist_mbid": "m1", "total_listen_count": 40, "total_user_count": 1},
    ]
    assert look_up("popularity", [ADA, BO], rows) == {
        "a": {"listeners": 1, "listens": 40},
        "b": {"listeners": 2, "listens": None},
    }
