"""The JSON tells the same life as the rows do."""

import json
from urllib.request import Request, urlopen

import pytest

from musicanalyser.model.player import PlayerSample
from tests.simulators.listener.clock import VirtualClock
from tests.simulators.listener.conditions import Conditions
from tests.simulators.listener.service import Service
from tests.simulators.listener.timeline import Timeline
from tests.simulators.listener.world import ListenerWorld
from tests.simulators.spotify.server import serving

_STILL = Conditions(failing=0.0, jitter_ms=0.0, latency_ms=(0, 0))
_WHOLE_DAY_MS = 86_400_000


@pytest.fixture(scope="module")
def world(life: Timeline) -> ListenerWorld:
    return ListenerWorld(life, _STILL, seed=1)


@pytest.fixture
def service(life: Timeline) -> Service:
    return Service(life, VirtualClock(life.began_ms), _STILL, seed=1)


def test_the_player_is_the_one_of_the_rows(
    life: Timeline, world: ListenerWorld, service: Service
) -> None:
    playing = 0
    for change in life.changes[:3_000]:
        service.clock.pass_ms(change.at_ms + 700 - service.clock.now_ms)
        at_ms = service.clock.now_ms
        sample, body = service.sample(), world.player(at_ms)
        playing += sample.is_playing
        assert (body is None) == (sample.item is None)
        if body is not None:
            _assert_same(body, sample)

    assert playing > 1_000


def test_the_queue_and_the_recent_plays_are_those_of_the_rows(
    life: Timeline, world: ListenerWorld, service: Service
) -> None:
    for play in life.plays[:500]:
        service.clock.pass_ms(play.started_ms + 700 - service.clock.now_ms)
        at_ms = service.clock.now_ms
        queue, upcoming = world.queue(at_ms), service.upcoming()
        assert [item["uri"] for item in queue["queue"]] == [it.item.uri for it in upcoming.items]
        rows = [row["track"]["uri"] for row in world.recent(at_ms)]
        assert rows == [row.item.uri for row in reversed(service.recent())]


def test_what_was_played_can_be_asked_for_by_its_id(life: Timeline, world: ListenerWorld) -> None:
    track = life.plays[0].track
    body = world.item("track", track.id)

    assert body is not None
    assert body["duration_ms"] == track.length_ms
    assert world.item("artist", body["artists"][0]["id"])
    assert world.item("album", body["album"]["id"])
    assert world.item("track", "nosuchtrack") is None


def test_answers_are_json_and_the_same_for_the_same_moment(life: Timeline) -> None:
    one, other = (ListenerWorld(life, Conditions(), seed=1) for _ in range(2))
    at_ms = life.plays[40].started_ms + 2_000

    assert json.dumps(one.player(at_ms)) == json.dumps(other.player(at_ms))
    assert json.dumps(one.recent(at_ms)) == json.dumps(other.recent(at_ms))
    assert one.player(life.ended_ms + _WHOLE_DAY_MS) is None


def test_the_loopback_server_serves_it_by_a_clock_of_its_own(life: Timeline) -> None:
    at_ms = life.plays[40].started_ms + 2_000
    world = ListenerWorld(life, _STILL, seed=1)
    with serving(world, clock=lambda: at_ms) as served:
        token = served.sign_in()["access_token"]
        request = Request(  # noqa: S310 - the server of the line above
            f"{served.api_url}/v1/me/player", headers={"Authorization": f"Bearer {token}"}
        )
        with urlopen(request, timeout=10) as answer:  # noqa: S310 - as above
            told = json.load(answer)

    assert told == world.player(at_ms)


def _assert_same(body: dict[str, object], sample: PlayerSample) -> None:
    item, device = body["item"], body["device"]
    assert isinstance(item, dict)
    assert isinstance(device, dict)
    assert sample.item
    assert (item["uri"], item["name"]) == (sample.item.uri, sample.item.title)
    assert (body["progress_ms"], body["is_playing"]) == (sample.progress_ms, sample.is_playing)
    assert (device["type"], device["is_private_session"]) == (sample.device, sample.is_private)
    assert (body["repeat_state"] == "track") == sample.repeats_track
    assert body["shuffle_state"] == sample.shuffle
