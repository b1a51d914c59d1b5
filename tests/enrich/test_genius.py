import pytest

from tests.enrich.source_answers import look_up, track
from tests.simulators.enrich.loopback_service import Reply, Request

SONG = track("a", title="Größe (feat. Bo) - Remastered 2011", artist="Ada")


def hit(title: str, artist: str, **more: object) -> dict[str, object]:
    song = {"title": title, "url": "https://genius.com/x", "primary_artist": {"name": artist}}
    return {"type": "song", "result": {**song, **more}}


def found(*hits: object, requests: list[Request] | None = None) -> object:
    body = {"meta": {"status": 200}, "response": {"hits": list(hits)}}
    return look_up("genius", [SONG], body, requests)["a"]


def test_the_song_is_found_behind_others() -> None:
    true = hit("GRÖSSE", "ada", stats={"pageviews": 7}, release_date_components={"year": 1987})
    assert found(hit("Größe", "Ada Covers"), hit("Other", "Ada"), true) == {
        "url": "https://genius.com/x",
        "pageviews": 7,
        "year": 1987,
    }


def test_missing_figures_are_unknown() -> None:
    assert found(hit("Größe", "Ada")) == {
        "url": "https://genius.com/x",
        "pageviews": None,
        "year": None,
    }


@pytest.mark.parametrize(
    "other",
    [
        hit("Größe", "Bo"),
        hit("Größer", "Ada"),
        hit("Größe", "Ada", url="https://evil.example/genius.com/"),
        hit("Größe", "Ada", url="http://genius.com/x"),
        hit("???", "Ada"),
        {**hit("Größe", "Ada"), "type": "article"},
        {"type": "song", "result": {"title": "Größe"}},
    ],
    ids=[
        "another artist",
        "another title",
        "another site",
        "no TLS",
        "no letters",
        "no song",
        "broken",
    ],
)
def test_a_hit_that_differs_is_not_taken(other: object) -> None:
    assert found(other) is None


def test_only_primary_artists_count() -> None:
    both = [{"name": "Cy"}, {"name": "Ada"}]
    assert found(hit("Größe", "Cy", primary_artists=both)) is not None
    assert found(hit("Größe", "Cy", featured_artists=[{"name": "Ada"}])) is None


def test_a_name_without_letters_is_compared_by_its_signs() -> None:
    signs = track("a", title="???", artist="!!!")
    for title, artist, is_found in (("???", "!!!", True), ("?", "!!!", False)):
        body = {"response": {"hits": [hit(title, artist)]}}
        assert (look_up("genius", [signs], body)["a"] is not None) is is_found


def test_no_hit_and_no_page_are_misses() -> None:
    assert found() is None
    assert look_up("genius", [SONG], Reply(status=404, body={})) == {"a": None}


def test_the_search_has_the_title_without_suffixes() -> None:
    requests: list[Request] = []
    found(requests=requests)
    assert requests[0].one("q") == "Ada Größe"
