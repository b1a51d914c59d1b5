"""What the loopback Spotify lets a program ask."""

from concurrent.futures import ThreadPoolExecutor
from email.utils import parsedate_to_datetime
from threading import Event

import pytest

from tests.simulators.spotify import bodies
from tests.simulators.spotify.catalogue import Json, id_of
from tests.simulators.spotify.clock import real_clock
from tests.simulators.spotify.plain_requests import SCOPE, Hands, ask, ask_api, ask_as
from tests.simulators.spotify.schema import faults_in
from tests.simulators.spotify.server import Service, serving
from tests.simulators.spotify.worlds import Heard, Scripted, Still

PLAYER = "/v1/me/player"
NEEDED = {
    PLAYER: {"user-read-playback-state"},
    f"{PLAYER}/currently-playing": {"user-read-currently-playing"},
    f"{PLAYER}/recently-played": {"user-read-recently-played"},
    f"{PLAYER}/queue": {"user-read-playback-state", "user-read-currently-playing"},
}


@pytest.mark.parametrize("path", NEEDED)
def test_an_endpoint_needs_its_scopes(service: Service, path: str) -> None:
    enough = service.sign_in(" ".join(NEEDED[path]))["access_token"]
    assert ask_as(service, enough, path).status == 200
    for missing in NEEDED[path]:
        less = " ".join({*SCOPE.split()} - {missing})
        reply = ask_as(service, service.sign_in(less)["access_token"], path)
        expected = {"error": {"status": 403, "message": "Insufficient client scope"}}
        assert (reply.status, reply.json()) == (403, expected)


def test_the_account_and_items_need_no_scope(service: Service) -> None:
    token = service.sign_in("")["access_token"]
    assert ask_as(service, token, "/v1/me").json()["account_id"] == "acc0ffee"
    assert ask_as(service, token, "/v1/tracks/4uLU6hMCjMI75M1A2tKUQC").status == 200


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({}, 401, "No token provided"),
        ({"Authorization": "Bearer invented"}, 401, "Invalid access token"),
        ({"Authorization": "Bearer"}, 401, "Invalid access token"),
        ({"Authorization": "Basic eDp5"}, 400, "Only valid bearer authentication supported"),
    ],
)
@pytest.mark.parametrize("path", [PLAYER, "/v1/tracks"])
def test_without_a_token_nothing_is_served(
    service: Service, sent: dict[str, str], status: int, message: str, path: str
) -> None:
    reply = ask(service, path, headers=sent)
    assert (reply.status, reply.json()["error"]["message"]) == (status, message)


@pytest.mark.parametrize(
    "path",
    [
        "/v1/tracks?ids=a,b",
        "/v1/artists/x/top-tracks",
        "/v1/audio-features/x",
        "/v1/audio-features?ids=a",
        "/v1/recommendations",
        "/v1/artists/x/related-artists",
        "/v1/users/x",
        "/v1/browse/new-releases",
        "/v1/me/tracks/contains",
    ],
)
def test_what_development_mode_lost_is_forbidden(service: Service, path: str) -> None:
    reply = ask_api(service, path)
    expected = {"error": {"status": 403, "message": "Forbidden"}}
    assert (reply.status, reply.json()) == (403, expected)


def test_an_unknown_path_is_not_found(service: Service) -> None:
    assert ask_api(service, "/v1/me/thoughts").status == 404
    assert ask(service, "/").status == 404
    token = {"Authorization": f"Bearer {service.sign_in()['access_token']}"}
    assert ask(service, PLAYER, method="PUT", headers=token).status == 404


def test_the_player_shows_the_state_and_nothing_at_all_without_a_device(
    service: Service, still: Still
) -> None:
    assert ask_api(service, PLAYER).json() == still.body
    still.body = None
    for path in (PLAYER, f"{PLAYER}/currently-playing"):
        reply = ask_api(service, path)
        assert (reply.status, reply.body) == (204, b"")
        assert "Content-Type" not in reply.headers


def test_currently_playing_names_no_device(service: Service, still: Still) -> None:
    told = ask_api(service, f"{PLAYER}/currently-playing").json()
    assert still.body is not None
    assert told.keys() == still.body.keys() - {
        "device",
        "repeat_state",
        "shuffle_state",
        "smart_shuffle",
    }


def test_an_episode_is_shown_only_on_request(service: Service, still: Still) -> None:
    episode = bodies.episode(id="e", title="Part 2", show="Talk", duration_ms=3_600_000)
    still.body = bodies.player(
        item=episode, progress_ms=5, playing=True, timestamp_ms=1, kind="episode"
    )
    for path in (PLAYER, f"{PLAYER}/currently-playing"):
        for query in ("", "?additional_types=track"):
            told = ask_api(service, path + query).json()
            assert (told["item"], told["currently_playing_type"]) == (None, "episode")
        assert ask_api(service, f"{path}?additional_types=track,episode").json()["item"] == episode


def test_the_queue_holds_what_plays_and_what_comes(service: Service, still: Still) -> None:
    told = ask_api(service, f"{PLAYER}/queue").json()
    assert still.body is not None
    assert told == {"currently_playing": still.body["item"], "queue": still.upcoming}


def test_recent_plays_are_twenty_unless_asked_and_fifty_at_most(
    service: Service, still: Still
) -> None:
    path = f"{PLAYER}/recently-played"
    assert ask_api(service, path).json()["items"] == still.rows[:20]
    page = ask_api(service, f"{path}?limit=50").json()
    assert page["items"] == still.rows[:50]
    assert faults_in(page, "CursorPagingPlayHistoryObject") == []


def test_there_is_no_way_back_beyond_fifty_plays(service: Service, still: Still) -> None:
    token = service.sign_in()["access_token"]
    rows, path = [], f"{PLAYER}/recently-played?limit=30"
    for _ in range(2):
        page = ask_as(service, token, path).json()
        rows += page["items"]
        assert page["next"].startswith(f"{service.api_url}/v1/")
        path = page["next"].removeprefix(service.api_url)
    assert rows == still.rows[:50]
    last = ask_as(service, token, path).json()
    assert (last["items"], last["next"], last["cursors"]) == ([], None, None)


def test_cursors_are_exclusive_and_in_milliseconds(service: Service, still: Still) -> None:
    middle_ms = bodies.played_ms(still.rows[2])
    path = f"{PLAYER}/recently-played?limit=3"
    newer = ask_api(service, f"{path}&after={middle_ms}").json()["items"]
    assert newer == still.rows[:2]
    assert ask_api(service, f"{path}&after={middle_ms - 1}").json()["items"] == still.rows[:3]
    assert ask_api(service, f"{path}&before={middle_ms}").json()["items"] == still.rows[3:6]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=51", "limit=x", "after=1&before=2", "after=2026-01-01", "limit="]
)
def test_recent_plays_refuse_what_they_do_not_know(service: Service, query: str) -> None:
    assert ask_api(service, f"{PLAYER}/recently-played?{query}").status == 400


def test_items_are_found_by_id(service: Service, still: Still) -> None:
    track = still.items[("track", "4uLU6hMCjMI75M1A2tKUQC")]
    assert ask_api(service, f"/v1/tracks/{track['id']}").json() == track
    assert ask_api(service, "/v1/tracks/unknown").status == 404
    assert ask_api(service, f"/v1/artists/{track['id']}").status == 404
    assert ask_api(service, "/v1/tracks/not-base62").status == 400


def test_a_scripted_world_knows_its_albums_and_artists(hands: Hands) -> None:
    track = bodies.track(id="t", title="T", artist="A", album="B", duration_ms=1)
    world = Scripted(start_ms=0, plays=[Heard(after_ms=0, item=track, heard_ms=1)])
    with serving(world, clock=hands) as service:
        album = ask_api(service, f"/v1/albums/{track['album']['id']}").json()
        artist = ask_api(service, f"/v1/artists/{id_of('A')}").json()
        assert ask_api(service, "/v1/tracks/t").json() == track
    assert (album["name"], artist["name"]) == ("B", "A")
    assert faults_in(album, "AlbumObject") == faults_in(artist, "ArtistObject") == []


@pytest.mark.parametrize("path", [PLAYER, "/authorize", "/v1/me", "/nowhere", "/v1/tracks"])
def test_every_answer_is_dated_by_the_clock_of_the_service(
    service: Service, hands: Hands, path: str
) -> None:
    hands.at_ms = 1_900_000_000_999
    date = ask(service, path).headers["Date"]
    assert parsedate_to_datetime(date).timestamp() == 1_900_000_000
    assert date.endswith(" GMT")


def test_requests_are_recorded_as_they_came(service: Service, hands: Hands) -> None:
    ask(service, f"{PLAYER}?market=SE", headers={"User-Agent": "me/1"})
    ask(service, "/api/token", method="POST", form={"grant_type": "x y"})
    ask(service, "/v1/me/")
    first, second, third = service.seen
    assert (first.method, first.path, first.query) == ("GET", PLAYER, {"market": "SE"})
    assert (first.headers["user-agent"], first.at_ms) == ("me/1", hands.at_ms)
    assert (second.method, second.form) == ("POST", {"grant_type": "x y"})
    assert third.path == "/v1/me"


def test_requests_are_counted_by_endpoint(service: Service) -> None:
    for path in ("/v1/tracks/a", "/v1/tracks/b", PLAYER, f"{PLAYER}/queue"):
        ask(service, path)
    assert service.counts == {"/v1/tracks/{id}": 2, PLAYER: 1, f"{PLAYER}/queue": 1}


def test_requests_are_answered_one_at_a_time(hands: Hands) -> None:
    inside, most = [], []

    class Slow(Still):
        def player(self, at_ms: int) -> Json | None:
            inside.append(at_ms)
            most.append(len(inside))
            Event().wait(0.02)
            inside.pop()
            return None

    with serving(Slow(), clock=hands) as service, ThreadPoolExecutor(4) as many:
        statuses = list(many.map(lambda _: ask_api(service, PLAYER).status, range(4)))
    assert statuses == [204] * 4
    assert most == [1] * 4


def test_without_a_clock_of_its_own_the_service_goes_by_real_time() -> None:
    before = real_clock()()
    with serving(Still()) as service:
        between = service.now_ms()
    assert before <= between <= real_clock()() + 1
