import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.enrich.identity.isrc import parse_isrc
from musicanalyser.model.spotify_uris import parse_page_url
from musicanalyser.model.subject import SubjectKind
from tests.enrich.source_answers import look_up, track
from tests.simulators.enrich.loopback_service import Reply, Request

PAGE = "https://open.spotify.com/track/"


def row(letter: str, **more: object) -> dict[str, object]:
    return {"id": "70b85474-5c5e-4430-a309-f1d71ee5cb23", "href": PAGE + letter * 22, **more}


def tempo(found: object) -> object:
    assert isinstance(found, dict)
    return found["tempo"]


def test_rows_belong_to_the_track_of_their_page_in_any_order() -> None:
    content = [row("c", tempo=103), row("a", tempo=101)]
    found = look_up("features", [track("a"), track("b"), track("c")], {"content": content})
    assert (tempo(found["a"]), found["b"], tempo(found["c"])) == (101, None, 103)


def test_a_row_with_another_id_is_a_fact_about_that_id_and_a_miss_for_the_one_asked() -> None:
    found = look_up("features", [track("a")], {"content": [row("z", tempo=100)]})
    assert found["a"] is None
    assert tempo(found["z"]) == 100


def test_a_row_without_the_page_of_a_track_is_ignored() -> None:
    content = [
        {"id": "a" * 22, "href": "https://open.spotify.com/artist/" + "a" * 22, "tempo": 100},
        {"id": "a" * 22, "tempo": 100},
        {"id": "a" * 22, "href": "https://evil.example/track/" + "a" * 22, "tempo": 100},
    ]
    assert look_up("features", [track("a")], {"content": content}) == {"a": None}


def test_a_broken_row_does_not_affect_others_and_its_track_is_asked_about_again() -> None:
    content = [row("a", tempo=100), row("b", tempo=[1]), 7]
    found = look_up("features", [track("a"), track("b")], {"content": content})
    assert tempo(found["a"]) == 100
    assert found["b"] == "failed"


def test_impossible_figures_are_unknown() -> None:
    wild = {"energy": 1.5, "valence": -0.1, "tempo": 0, "key": -1, "mode": 1, "loudness": "-9.4"}
    found = look_up("features", [track("a")], {"content": [row("a", **wild)]})
    assert found["a"] == {
        **dict.fromkeys(("energy", "valence", "danceability", "acousticness", "tempo", "key")),
        **dict.fromkeys(("instrumentalness", "speechiness", "liveness")),
        "mode": 1,
        "loudness": -9.4,
    }


BOUNDS = {
    **dict.fromkeys(("energy", "valence", "danceability", "acousticness"), (0, 1)),
    **dict.fromkeys(("instrumentalness", "speechiness", "liveness"), (0, 1)),
    "tempo": (20, 400),
    "loudness": (-100, 20),
    "key": (0, 11),
    "mode": (0, 1),
}


@pytest.mark.parametrize("feature", BOUNDS)
def test_every_feature_has_bounds_that_are_included(feature: str) -> None:
    low, high = BOUNDS[feature]
    step = 1 if feature in {"key", "mode"} else 0.01
    rows = [
        row(letter, **{"mode" if feature != "mode" else "key": 1, feature: value})
        for letter, value in zip("abcd", (low - step, low, high, high + step), strict=True)
    ]
    found = look_up("features", [track(letter) for letter in "abcd"], {"content": rows})
    values = [data[feature] for data in found.values() if isinstance(data, dict)]
    assert values == [None, low, high, None]


@pytest.mark.parametrize(
    ("field", "key", "bounds"),
    [("popularity", "popularity", (0, 100)), ("durationMs", "length_ms", (1, 24 * 3_600_000))],
)
def test_popularity_and_length_have_bounds_that_are_included(
    field: str, key: str, bounds: tuple[int, int]
) -> None:
    low, high = bounds
    rows = [
        row(letter, **{field: value})
        for letter, value in zip("abcd", (low - 1, low, high, high + 1), strict=True)
    ]
    found = look_up("tracks", [track(letter) for letter in "abcd"], {"content": rows})
    values = [data[key] for data in found.values() if isinstance(data, dict)]
    assert values == [None, low, high, None]


@pytest.mark.parametrize(
    ("written", "isrc"),
    [
        ("ATB070000001", "ATB070000001"),
        (" at-b07-00-00001 ", "ATB070000001"),
        ("ATB0700000012", None),
        ("ATB07000000", None),
        ("1TB070000001", None),
        ("ATB07000000A", None),
        ("A1B070000001", None),
        (None, None),
    ],
)
def test_an_isrc_has_twelve_characters_in_three_groups(
    written: str | None, isrc: str | None
) -> None:
    assert parse_isrc(written) == isrc


def test_a_row_without_any_figure_is_a_miss() -> None:
    assert look_up("features", [track("a")], {"content": [row("a", energy=None)]}) == {"a": None}


def test_an_empty_response_is_no_error() -> None:
    assert look_up("features", [track("a")], {"content": []}) == {"a": None}


def test_a_track_without_a_known_popularity_is_not_unpopular() -> None:
    found = look_up("tracks", [track("a")], {"content": [row("a", popularity=None, isrc="?")]})
    assert found["a"] == {"popularity": None, "isrc": None, "length_ms": None, "artists": []}


def test_artists_are_identified_by_page_and_an_isrc_has_no_hyphens() -> None:
    artists = [{"name": " Ada ", "href": "https://open.spotify.com/artist/" + "x" * 22}, {}]
    content = [row("a", artists=artists, isrc="at-b07-00-00001", durationMs="1000", popularity=0)]
    assert look_up("tracks", [track("a")], {"content": content})["a"] == {
        "popularity": 0,
        "isrc": "ATB070000001",
        "length_ms": 1000,
        "artists": [
            {"uri": "spotify:artist:" + "x" * 22, "name": "Ada"},
            {"uri": None, "name": None},
        ],
    }


def test_the_artist_of_the_history_comes_before_a_guest_who_is_named_first() -> None:
    artists = [{"name": "Guest"}, {"name": "the ADA"}]
    found = look_up("tracks", [track("a", artist="Ada")], {"content": [row("a", artists=artists)]})
    data = found["a"]
    assert isinstance(data, dict)
    assert [one["name"] for one in data["artists"]] == ["the ADA", "Guest"]


def test_zeros_alone_are_no_audio_features() -> None:
    zeros = dict.fromkeys(("energy", "valence", "danceability", "acousticness", "tempo"), 0)
    assert look_up("features", [track("a")], {"content": [row("a", **zeros)]}) == {"a": None}


def test_a_rejected_batch_is_halved_until_the_faulty_subject_is_alone() -> None:
    def answer(request: Request) -> object:
        ids = request.one("ids").split(",")
        if "e" * 22 in ids:
            return Reply(status=400, body={"error": "no"})
        return {"content": [row(one[0], tempo=100) for one in ids]}

    requests: list[Request] = []
    subjects = [track(letter) for letter in "abcdefgh"]
    found = look_up("features", subjects, answer, requests)
    assert {letter for letter, one in found.items() if one == "failed"} == {"e"}
    assert sum(isinstance(one, dict) for one in found.values()) == 7
    assert len(requests) == 7


@given(text=st.text(max_size=80))
def test_any_other_text_is_no_page_of_a_track(text: str) -> None:
    assert parse_page_url(text, SubjectKind.TRACK) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://open.spotify.com/artist/" + "a" * 22,
        "https://open.spotify.com/track/" + "a" * 21,
        "https://open.spotify.com/track/" + "a" * 23,
        "https://open.spotify.com/track/" + "a" * 21 + "-",
        "https://open.spotify.com/track/" + "a" * 21 + "ä",
        "https://open.spotify.com/album/" + "a" * 22,
        "https://openXspotify.com/track/" + "a" * 22,
        "ftp://open.spotify.com/track/" + "a" * 22,
        "x https://open.spotify.com/track/" + "a" * 22,
    ],
)
def test_a_page_of_something_else_has_no_uri(url: str) -> None:
    assert parse_page_url(url, SubjectKind.TRACK) is None


def test_a_page_without_tls_has_a_uri() -> None:
    url = "http://open.spotify.com/track/" + "a" * 22
    assert parse_page_url(url, SubjectKind.TRACK) == "spotify:track:" + "a" * 22


@given(
    letters=st.text("abcXYZ019", min_size=22, max_size=22),
    before=st.sampled_from(["", "intl-de/", "intl-pt-br/"]),
    after=st.sampled_from(["", "?si=abc", "/", "#x"]),
)
def test_track_pages_of_any_language_are_parsed(letters: str, before: str, after: str) -> None:
    page = f"https://open.spotify.com/{before}track/{letters}{after}"
    assert parse_page_url(page, SubjectKind.TRACK) == f"spotify:track:{letters}"
    assert parse_page_url(page, SubjectKind.ARTIST) is None
