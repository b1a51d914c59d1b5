import pytest

from musicanalyser.net import UnavailableError
from tests.enrich.source_answers import artist, look_up
from tests.simulators.enrich.loopback_service import CLOUDFLARE, HTML, Reply, Request

ADA = artist("a", artist="Ada")


def found(
    info: object, tags: object = "", requests: list[Request] | None = None, name: str = "Ada"
) -> object:
    def answer(request: Request) -> object:
        if request.one("method") == "artist.getinfo":
            return info
        return tags if isinstance(tags, Reply) else {"toptags": tags}

    return look_up("lastfm", [artist("a", artist=name)], answer, requests)["a"]


def about(name: str = "Ada", listeners: object = "1234") -> dict[str, object]:
    return {"artist": {"name": name, "stats": {"listeners": listeners, "playcount": "9"}}}


def test_numbers_come_as_texts() -> None:
    assert found(about()) == {"listeners": 1234, "genres": []}


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ("", []),
        ({}, []),
        ({"tag": {"name": "dub", "count": 100}}, ["dub"]),
        ({"tag": [{"name": "dub", "count": 100}, {"name": "ska", "count": "4"}]}, ["dub", "ska"]),
        ({"tag": [{"name": "dub", "count": 0}]}, []),
    ],
)
def test_tags_come_in_every_shape(tags: object, names: list[str]) -> None:
    data = found(about(), tags)
    assert isinstance(data, dict)
    assert [one["name"] for one in data["genres"]] == names


@pytest.mark.parametrize("status", [200, 400, 404])
@pytest.mark.parametrize("code", [6, 7])
def test_an_unknown_artist_is_a_miss_with_any_status(status: int, code: int) -> None:
    assert found(Reply(status=status, body={"error": code, "message": "not found"})) is None


def test_an_artist_whose_tags_are_unknown_has_none() -> None:
    data = found(about(), Reply(body={"error": 6}))
    assert data == {"listeners": 1234, "genres": []}


def test_the_first_twenty_tags_count() -> None:
    tags = [{"name": f"tag {number}", "count": 100 - number} for number in range(21)]
    data = found(about(), {"tag": [{"name": " ", "count": 1}, *tags]})
    assert isinstance(data, dict)
    assert [one["name"] for one in data["genres"]] == [f"tag {number}" for number in range(19)]


def test_another_artist_is_not_taken_for_this_one() -> None:
    assert found(about("Adah")) is None


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("Elodie", "\u00c9lodie"),
        ("Thorns N\u2019 Lilies", "Thorns N' Lilies"),
        ("The Lanterns", "Lanterns"),
        ("Bjo\u0308ra", "Bj\u00f6ra"),
    ],
)
def test_an_artist_is_recognised_however_the_name_is_typed(asked: str, there: str) -> None:
    assert found(about(there), name=asked) == {"listeners": 1234, "genres": []}


@pytest.mark.parametrize("code", [8, 16])
def test_a_fault_of_the_moment_costs_one_artist(code: int) -> None:
    assert found(Reply(body={"error": code, "message": "try again"})) == "failed"


def test_the_placeholder_for_unknown_artists_is_not_asked_about() -> None:
    requests: list[Request] = []
    assert found(about("[unknown]"), requests=requests, name="[Unknown]") is None
    assert requests == []


def test_zero_listeners_are_unknown() -> None:
    data = found(about(listeners="0"))
    assert isinstance(data, dict)
    assert data["listeners"] is None


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"error": 4, "message": "Authentication Failed"}, "key"),
        ({"error": 10, "message": "Invalid API key"}, "key"),
        ({"error": 26, "message": "suspended"}, "key"),
        ({"error": 29, "message": "Rate Limit Exceeded"}, "limiting"),
        ({"error": "11", "message": "Service Offline"}, "outage"),
        (Reply(status=400, body=CLOUDFLARE, headers=HTML), "cannot be parsed"),
        ({"artist": "Ada"}, "cannot be parsed"),
    ],
)
def test_errors_with_status_200_are_errors(answer: object, why: str) -> None:
    with pytest.raises(UnavailableError, match=why):
        found(answer)
