import pytest

from tests.enrich.source_answers import artist, look_up, track
from tests.simulators.enrich.loopback_service import Reply, Request

PAGE = "https://open.spotify.com/artist/"


def url(letter: str, *artists: dict[str, object]) -> dict[str, object]:
    relations = [{"type": "free streaming", **one} for one in artists]
    return {"id": "8d3a5b6e", "resource": PAGE + letter * 22, "relations": relations}


def person(mbid: str, name: str = "Ada", *, ended: bool = False) -> dict[str, object]:
    return {"ended": ended, "artist": {"id": mbid, "name": name, "country": "AT"}}


def mbids(found: dict[str, object]) -> dict[str, object]:
    return {letter: one["mbid"] if isinstance(one, dict) else one for letter, one in found.items()}


def test_the_response_to_a_single_page_is_not_a_list() -> None:
    found = look_up("artists", [artist("a")], url("a", person("m1")))
    assert found == {"a": {"mbid": "m1", "name": "Ada", "country": "AT", "matched_by": "page"}}


def test_a_single_unknown_page_is_a_miss() -> None:
    gone = Reply(status=404, body={"error": "Not Found"})
    assert look_up("artists", [artist("a")], gone) == {"a": None}


def test_several_pages_come_in_any_order_without_unknown_ones() -> None:
    body = {"urls": [url("c", person("m3")), url("a", person("m1"))], "url-count": 2}
    found = look_up("artists", [artist("a"), artist("b"), artist("c")], body)
    assert mbids(found) == {"a": "m1", "b": None, "c": "m3"}


def test_an_empty_list_is_no_error() -> None:
    assert look_up("artists", [artist("a"), artist("b")], {"urls": []}) == {"a": None, "b": None}


def test_of_several_artists_on_one_page_the_name_decides() -> None:
    page = url("a", person("m1", "Ada & Bo"), person("m2", "Àda"))
    assert mbids(look_up("artists", [artist("a", artist="Ada")], page)) == {"a": "m2"}


def test_a_relation_that_has_ended_counts_last() -> None:
    page = url("a", person("m1", "Old", ended=True), person("m2", "New"))
    assert mbids(look_up("artists", [artist("a", artist="Else")], page)) == {"a": "m2"}


def test_a_page_without_an_artist_is_a_miss() -> None:
    assert look_up("artists", [artist("a")], url("a", {"release": {"id": "r"}})) == {"a": None}


def credited(title: str, *artists: tuple[str, str]) -> dict[str, object]:
    named = [{"name": name, "artist": {"id": mbid, "name": name}} for mbid, name in artists]
    return {"id": "r", "title": title, "artist-credit": named}


def by_works(*recordings: dict[str, object]) -> dict[str, object]:
    """Return what is found of an artist without a page, and how."""

    def answer(request: Request) -> object:
        return GONE if request.path == "/ws/2/url" else {"recordings": recordings}

    ada = artist("a", artist="Ada", title="Aria - Live", isrc="at-b07-00-00001")
    (found,) = look_up("artists", [ada], answer).values()
    return {key: found[key] for key in ("mbid", "matched_by")} if isinstance(found, dict) else {}


GONE = Reply(status=404, body={})
CODE = {"isrcs": ["ATB070000001"]}


@pytest.mark.parametrize(
    ("recordings", "found"),
    [
        ([credited("X", ("m9", "Guest"), ("m1", "ADA")) | CODE], ("m1", "isrc")),
        ([credited("X", ("m9", "Guest")) | CODE, credited("Aria", ("m2", "Ada"))], ("m2", "name")),
        ([credited("aria (Live)", ("m2", "Ada"))], ("m2", "name")),
        ([credited("Arietta", ("m2", "Ada"))], None),
        ([credited("Aria", ("m2", "Ada Byron"))], None),
        ([], None),
    ],
)
def test_an_artist_without_a_page_is_found_by_isrc_or_else_by_title_and_name(
    recordings: list[dict[str, object]], found: tuple[str, str] | None
) -> None:
    expected = dict(zip(("mbid", "matched_by"), found or (), strict=False))
    assert by_works(*recordings) == expected


def test_one_search_is_enough_for_all_artists_of_a_batch_and_each_has_its_own() -> None:
    requests: list[Request] = []

    def answer(request: Request) -> object:
        if request.path == "/ws/2/url":
            return {"urls": []}
        both = [credited("Aria", ("m1", "Ada")), credited("Bolero", ("m2", "Bo"))]
        return {"recordings": both}

    subjects = [artist("a", artist="Ada", title="Aria"), artist("b", artist="Bo", title="Bolero")]
    subjects.append(artist("c", artist="Ada", title="Bolero"))
    assert mbids(look_up("artists", subjects, answer, requests)) == {
        "a": "m1", "b": "m2", "c": None,
    }  # fmt: skip
    assert len(requests) == 2


@pytest.mark.parametrize("status", [400, 404])
def test_a_search_that_is_refused_finds_nobody(status: int) -> None:
    requests: list[Request] = []
    nasty = artist("a", artist='A"B', title='"Aria" OR artist:*')
    refusal = Reply(status=status, body={})
    found = look_up(
        "artists", [nasty], lambda one: refusal if "recording" in one.path else GONE, requests
    )
    assert found == {"a": None}
    assert requests[-1].one("query") == '(recording:" Aria  OR artist:*" AND artist:"A B")'


def recording(isrcs: list[object], date: str | None) -> dict[str, object]:
    return {"id": "r", "isrcs": isrcs, **({} if date is None else {"first-release-date": date})}


def test_the_earliest_recording_of_an_isrc_counts() -> None:
    body = {
        "count": 3,
        "recordings": [
            recording(["ATB070000001"], "2011-05"),
            recording([{"id": "AT-B07-00-00001"}, "ATB070000009"], "1969"),
            recording(["ATB070000001"], ""),
        ],
    }
    subjects = [track("a", isrc="ATB070000001"), track("b", isrc="ATB070000002")]
    assert look_up("releases", subjects, body) == {"a": {"year": 1969}, "b": None}


@pytest.mark.parametrize(
    ("date", "year"),
    [("1987", 1987), ("1987-10", 1987), ("198", None), ("198?", None), ("", None), ("????", None)],
)
def test_a_year_is_the_first_four_digits_of_a_date(date: str, year: int | None) -> None:
    body = {"count": 1, "recordings": [recording(["ATB070000001"], date)]}
    expected = None if year is None else {"year": year}
    assert look_up("releases", [track("a", isrc="ATB070000001")], body) == {"a": expected}


def test_a_single_isrc_with_too_many_recordings_counts_those_that_came() -> None:
    body = {"count": 101, "recordings": [recording(["ATB070000001"], "1987")]}
    found = look_up("releases", [track("a", isrc="ATB070000001")], body)
    assert found == {"a": {"year": 1987}}


def test_a_broken_row_is_a_failure_and_no_miss() -> None:
    rows: list[object] = [recording(["ATB070000001"], "1987"), {"isrcs": 7}]
    subjects = [track("a", isrc="ATB070000001"), track("b", isrc="ATB070000002")]
    found = look_up("releases", subjects, {"count": 2, "recordings": rows})
    assert found == {"a": {"year": 1987}, "b": "failed"}
    pages = {"urls": [url("a", person("m1")), {"resource": 7}]}
    assert mbids(look_up("artists", [artist("a"), artist("b")], pages)) == {
        "a": "m1",
        "b": "failed",
    }


def test_two_tracks_with_one_isrc_have_one_year() -> None:
    body = {"count": 1, "recordings": [recording(["ATB070000001"], "1987-10-01")]}
    subjects = [track("a", isrc="ATB070000001"), track("b", isrc="ATB070000001")]
    requests: list[Request] = []
    found = look_up("releases", subjects, body, requests)
    assert found == {"a": {"year": 1987}, "b": {"year": 1987}}
    assert requests[0].one("query") == "isrc:ATB070000001"


def test_more_recordings_than_an_answer_holds_are_asked_for_in_halves() -> None:
    def answer(request: Request) -> object:
        codes = request.one("query").split(" OR ")
        if len(codes) > 1:
            return {"count": 101, "recordings": [recording(["ATB070000001"], "2020")]}
        return {"count": 1, "recordings": [recording([codes[0].removeprefix("isrc:")], "1969")]}

    subjects = [track("a", isrc="ATB070000001"), track("b", isrc="ATB070000002")]
    assert look_up("releases", subjects, answer) == {"a": {"year": 1969}, "b": {"year": 1969}}


def test_an_invalid_isrc_never_becomes_part_of_a_query() -> None:
    requests: list[Request] = []
    found = look_up("releases", [track("a", isrc="x OR artist:*")], {}, requests)
    assert found == {"a": None}
    assert requests == []
