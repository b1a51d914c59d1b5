"""Look-ups at LRCLIB over HTTP: the findings are right, and hold none of the text."""

from collections.abc import Mapping

import pytest

from musicanalyser.enrich import lyrics
from musicanalyser.model.subject import Finding, Miss, SourceFact, Subject
from musicanalyser.net import (
    BudgetExhaustedError,
    RequestBudget,
    RequestRejectedError,
    UnavailableError,
)
from tests.enrich.lrclib_client import Time, connect, look_up
from tests.enrich.lyric_texts import BELL, GRACE, MOON, SAKURA
from tests.simulators.enrich.lrclib import Fault, Record, cloudflare, cut_off, limited, lrclib, slow

SYNCED = "".join(f"[00:{at:02}.50] {line}\n" for at, line in enumerate(MOON.splitlines()))
RECORDS = [
    Record(id=11, title="Amazing Grace", artist="Ada", plain=GRACE, synced="[00:01.00] no"),
    Record(id=12, title="Der Mond", artist="Bea", synced=SYNCED, seconds=200.4),
    Record(id=13, title="Étude", artist="Cal", instrumental=True, seconds=61.0),
    Record(id=14, title="Sakura", artist="Dan", plain=SAKURA),
    Record(id=15, title="Bell", artist="Eva", plain=BELL, seconds=None),
    Record(id=16, title="Silent", artist="Eva", plain="", synced=None),
    Record(id=17, title="Mark", artist="Eva", plain="[Instrumental]\n"),
    Record(id=18, title="Can't Stop!", artist="AC/DC", plain=GRACE),
]
UNKNOWN = dict.fromkeys(
    (
        "language",
        "words",
        "unique_words",
        "repetition",
        "sentiment",
        "profanity",
        "themes",
        "sha256",
    )
)


def track(title: str, artist: str, seconds: float | None = 180.0) -> Subject:
    length_ms = None if seconds is None else round(seconds * 1000)
    uri = f"spotify:track:{title}"
    return Subject(uri=uri, title=title, artist=artist, length_ms=length_ms)


GRACE_BY_ADA = track("Amazing Grace", "Ada")


def look_up_all(*tracks: Subject, faults: Mapping[int, Fault] | None = None) -> list[Finding]:
    with lrclib(RECORDS, faults) as server:
        return look_up(server.url, tracks)


def data_of(*tracks: Subject) -> Mapping[str, object]:
    (finding,) = look_up_all(*tracks)
    assert isinstance(finding, SourceFact)
    assert finding.subject == tracks[0].uri
    return finding.data


def test_a_plain_lyric_becomes_statistics() -> None:
    data = data_of(GRACE_BY_ADA)
    assert {name: data[name] for name in ("instrumental", "language", "words", "unique_words")} == {
        "instrumental": 0,
        "language": "en",
        "words": 40,
        "unique_words": 22,
    }
    assert data["repetition"] == 14 / 40
    assert data["profanity"] == 0.0
    assert data["lrclib_id"] == 11


def test_the_data_of_a_lyric_are_statistics_and_the_id_of_the_record() -> None:
    assert data_of(GRACE_BY_ADA).keys() == {*UNKNOWN, "instrumental", "lrclib_id"}


def test_a_synced_lyric_is_used_without_a_plain_one() -> None:
    data = data_of(track("Der Mond", "Bea", 199.0))
    assert (data["language"], data["words"], data["sentiment"]) == ("de", 28, None)


def test_instrumental_is_an_answer_without_statistics() -> None:
    data = data_of(track("Etude", "Cal", 61.0))
    assert data == {**UNKNOWN, "instrumental": 1, "lrclib_id": 13}


def test_what_cannot_be_counted_stays_unknown() -> None:
    data = data_of(track("Sakura", "Dan"))
    assert data["language"] == "ja"
    assert (data["words"], data["repetition"], data["profanity"]) == (None, None, None)


@pytest.mark.parametrize("title", ["Silent", "Mark"])
def test_a_record_without_text_is_a_miss_unless_it_is_instrumental(title: str) -> None:
    assert look_up_all(track(title, "Eva")) == [Miss(subject=f"spotify:track:{title}")]


def test_an_unknown_track_is_a_miss() -> None:
    assert look_up_all(track("Nowhere", "Ada")) == [Miss(subject="spotify:track:Nowhere")]


@pytest.mark.parametrize(
    ("seconds", "is_found"),
    [(178.0, True), (182.1, True), (210.0, True), (149.9, False), (210.1, False)],
)
def test_another_master_of_a_song_matches_and_a_much_longer_one_does_not(
    seconds: float, *, is_found: bool
) -> None:
    (finding,) = look_up_all(track("Amazing Grace", "Ada", seconds))
    assert isinstance(finding, SourceFact) is is_found


MASTERS = [
    Record(id=number, title=title, artist=artist, plain=GRACE, seconds=seconds)
    for number, (title, artist, seconds) in enumerate(
        [
            ("Amazing Grace", "Ada", 60.0),
            ("Amazing Grace", "Ada", None),
            ("Amazing Grace - Live", "Ada", 195.0),
            ("Amazing Grace", "The Ada", 212.0),
            ("Amazing Grace Again", "Ada", 200.0),
            ("Amazing Grace", "Ada Byron", 200.0),
        ]
    )
]


@pytest.mark.parametrize(
    ("seconds", "found"), [(200.0, 2), (210.0, 3), (242.0, 3), (242.1, None), (61.0, 0)]
)
def test_of_many_masters_the_nearest_in_length_counts(seconds: float, found: int | None) -> None:
    with lrclib(MASTERS) as server:
        (finding,) = look_up(server.url, [track("Amazing Grace", "Ada", seconds)])
    data = finding.data if isinstance(finding, SourceFact) else {}
    assert data.get("lrclib_id") == found


def test_a_service_without_a_search_does_not_know_the_track() -> None:
    gone = cloudflare(404)
    (finding,) = look_up_all(track("Nowhere", "Ada"), faults={2: gone})
    assert finding == Miss(subject="spotify:track:Nowhere")


@pytest.mark.parametrize(
    ("seconds", "is_sent"),
    [(0.999, False), (1.0, True), (3600.0, True), (3600.001, False)],
)
def test_a_length_is_sent_if_the_service_accepts_it(seconds: float, *, is_sent: bool) -> None:
    with lrclib(RECORDS) as server:
        look_up(server.url, [track("Nowhere", "Ada", seconds)])
        assert [one.get("duration") for one in server.asked] == (
            [f"{seconds:.3f}", None, None] if is_sent else [None]
        )


@pytest.mark.parametrize("seconds", [None, 0.0, 0.4, 5000.0])
def test_without_a_valid_length_only_the_names_are_compared(seconds: float | None) -> None:
    assert data_of(track("Amazing Grace", "Ada", seconds))["lrclib_id"] == 11


def test_special_characters_in_names_arrive_unchanged() -> None:
    assert data_of(track("can\u2019t stop", "ac dc"))["lrclib_id"] == 18
    with lrclib(RECORDS) as server:
        look_up(server.url, [track("A & B = C+D? #1 100%", "Ä/ö;")])
        assert server.asked[0]["track_name"] == "A & B = C+D? #1 100%"
        assert server.asked[0]["artist_name"] == "Ä/ö;"


def test_a_title_is_asked_for_again_without_suffixes() -> None:
    with lrclib(RECORDS) as server:
        (finding,) = look_up(server.url, [track("Amazing Grace - Remastered 2011", "Ada")])
        assert isinstance(finding, SourceFact)
        assert finding.subject == "spotify:track:Amazing Grace - Remastered 2011"
        assert [(one["track_name"], one.get("duration")) for one in server.asked] == [
            ("Amazing Grace - Remastered 2011", "180.000"),
            ("Amazing Grace - Remastered 2011", None),
            ("Amazing Grace", "180.000"),
        ]


def test_a_plain_title_is_not_asked_for_twice() -> None:
    with lrclib(RECORDS) as server:
        look_up(server.url, [track("Nowhere", "Ada")])
        assert [one.get("duration") for one in server.asked] == ["180.000", None, None]


def test_no_album_is_sent_because_it_would_have_to_match() -> None:
    with lrclib(RECORDS) as server:
        look_up(server.url, [GRACE_BY_ADA])
        assert server.asked == [
            {"track_name": "Amazing Grace", "artist_name": "Ada", "duration": "180.000"}
        ]


def test_requests_come_one_at_a_time_a_second_apart_with_a_user_agent() -> None:
    time = Time()
    with lrclib(RECORDS) as server:
        look_up(server.url, [GRACE_BY_ADA] * 4, time)
        assert time.passed_s == pytest.approx(3.0)
        assert server.most_at_once == 1
        assert all(agent.startswith("musicanalyser/") for agent in server.agents)


def test_a_rate_limit_is_waited_for_as_long_as_it_says() -> None:
    time = Time()
    with lrclib(RECORDS, {0: limited("7")}) as server:
        (finding,) = look_up(server.url, [GRACE_BY_ADA], time)
        assert isinstance(finding, SourceFact)
        assert 7.0 in time.slept


@pytest.mark.parametrize("fault", [cloudflare(520), cloudflare(503), slow(0.3)])
def test_a_passing_fault_is_retried(fault: Fault) -> None:
    (finding,) = look_up_all(GRACE_BY_ADA, faults={0: fault})
    assert isinstance(finding, SourceFact)


@pytest.mark.parametrize(
    "fault",
    [cloudflare(403), cloudflare(200), cloudflare(404), cut_off],
    ids=["access denied", "a page", "a page with 404", "a cut response"],
)
def test_a_page_or_a_cut_response_is_no_miss_but_ends_the_run(fault: Fault) -> None:
    with pytest.raises(UnavailableError) as raised:
        look_up_all(GRACE_BY_ADA, faults={0: fault})
    assert "grace" not in str(raised.value).lower()


def test_a_wrong_address_gives_no_misses() -> None:
    with lrclib(RECORDS) as server, pytest.raises(UnavailableError):
        look_up(f"{server.url}/elsewhere", [GRACE_BY_ADA])


def test_a_rejected_request_is_passed_on() -> None:
    with pytest.raises(RequestRejectedError):
        look_up_all(track("", "Ada"))


def test_no_more_requests_are_sent_than_the_budget_allows() -> None:
    remastered = track("Nowhere - Remastered 2011", "Ada")
    with (
        lrclib(RECORDS) as server,
        connect(server.url, Time(), RequestBudget(1)) as http,
        pytest.raises(BudgetExhaustedError),
    ):
        list(lyrics.look_up(http, [remastered]))
    assert len(server.asked) == 1 <= lyrics.REQUESTS_PER_BATCH


@pytest.mark.parametrize("words", [GRACE, MOON, SAKURA, BELL])
def test_no_line_of_a_lyric_is_in_the_findings(words: str) -> None:
    with lrclib([Record(id=1, title="A", artist="B", plain=words)]) as server:
        text = repr(look_up(server.url, [track("A", "B")]))
    assert [line for line in words.splitlines() if line in text] == []
