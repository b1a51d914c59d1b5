"""Calls to a faulty Spotify: which errors they raise, and what is counted."""

import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from musicanalyser.errors import Error, TryLaterError
from musicanalyser.model.player import Activity
from musicanalyser.spotify.call_limiter import ApiCall
from musicanalyser.spotify.token_file import TokenFile
from musicanalyser.spotify.token_requests import AccountAccess
from musicanalyser.spotify.web_api import SpotifyClient
from tests.simulators.spotify import bodies
from tests.simulators.spotify.server import Service, serving
from tests.simulators.spotify.worlds import Still

NOW = datetime(2026, 9, 21, 14, tzinfo=UTC)
NOW_MS = int(NOW.timestamp() * 1000)
TRACK = bodies.track(id="t" * 22, title="A", artist="B", album="C", duration_ms=200_000)
NEXT = bodies.track(id="n" * 22, title="D", artist="B", album="C", duration_ms=100_000)
PLAYING = bodies.player(item=TRACK, progress_ms=5_000, playing=True, timestamp_ms=NOW_MS)


class Limiter:
    """Lets everything through unless it is ``closed``, and remembers it."""

    def __init__(self) -> None:
        self.closed = False
        self.recorded: list[ApiCall] = []

    def check(self, endpoint: str) -> None:
        if self.closed:
            raise TryLaterError(f"No {endpoint} now.", hint="Wait.")

    def record(self, call: ApiCall) -> None:
        self.recorded.append(call)


@pytest.fixture
def limiter() -> Limiter:
    return Limiter()


@pytest.fixture
def service() -> Iterator[Service]:
    world = Still(body=PLAYING, upcoming=[NEXT], items={("track", "t" * 22): TRACK})
    with serving(world, clock=lambda: NOW_MS) as running:
        yield running


@pytest.fixture
def access(service: Service, tmp_path: Path) -> AccountAccess:
    """A sign-in to the service."""
    path = tmp_path / "token.json"
    TokenFile(path, now=lambda: NOW).save_token_to_cache(service.sign_in())
    return AccountAccess(
        client_id=service.client_id,
        api_url=service.api_url,
        accounts_url=service.accounts_url,
        token=path,
    )


@pytest.fixture
def client(access: AccountAccess, limiter: Limiter) -> SpotifyClient:
    return SpotifyClient(access, limiter, now=lambda: NOW, sleep=lambda _: None)


def test_every_call_is_counted_by_its_endpoint(client: SpotifyClient, limiter: Limiter) -> None:
    client.sample()
    client.upcoming()
    client.recent()
    client.me()
    client.track("t" * 22)
    assert [(call.endpoint, call.status) for call in limiter.recorded] == [
        ("player", 200),
        ("queue", 200),
        ("recently-played", 200),
        ("me", 200),
        ("tracks", 200),
    ]


def test_the_queue_is_what_plays_and_what_comes_next(client: SpotifyClient) -> None:
    queued = client.upcoming()
    assert queued.current is not None
    assert (queued.current.title, [one.item.title for one in queued.items]) == ("A", ["D"])


def test_nothing_is_unread_before_a_list_is_read(client: SpotifyClient) -> None:
    assert client.unread_rows == 0


def test_a_call_that_the_limiter_forbids_is_not_made(
    client: SpotifyClient, limiter: Limiter, service: Service
) -> None:
    limiter.closed = True
    with pytest.raises(TryLaterError, match="No player now"):
        client.sample()
    assert service.seen == []
    assert limiter.recorded == []


def test_episodes_are_asked_for(client: SpotifyClient, service: Service) -> None:
    client.sample()
    assert service.seen[-1].query["additional_types"] == "track,episode"


def test_no_active_device_is_an_answer(client: SpotifyClient, service: Service) -> None:
    service.faults.push("nothing plays", "/v1/me/player")
    assert client.sample().activity is Activity.NOTHING


def test_a_track_that_is_not_known_is_none(client: SpotifyClient) -> None:
    assert client.track("x" * 22) is None


@pytest.mark.parametrize(
    ("fault", "pause_s", "until_s", "quota"),
    [
        ("rate limit", 7.0, 7, False),
        ("rate limit until a date", 90.0, 90, False),
        ("rate limit of unknown length", None, 60, False),
        ("quota", 50_400.0, 50_400, True),
    ],
)
def test_too_many_calls_say_until_when(
    client: SpotifyClient,
    limiter: Limiter,
    service: Service,
    *,
    fault: str,
    pause_s: float | None,
    until_s: int,
    quota: bool,
) -> None:
    service.faults.push(fault, "/v1/me/player")
    with pytest.raises(TryLaterError, match="Too many calls") as caught:
        client.sample()
    assert caught.value.until_ms == NOW_MS + 1000 * until_s
    (recorded,) = limiter.recorded
    assert (recorded.status, recorded.retry_after_s, recorded.quota) == (429, pause_s, quota)


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ("500", 500),
        ("502", 502),
        ("503", 503),
        ("502 in HTML", 502),
        ("200 in HTML", 200),
        ("reset", 0),
        ("half a body", 0),
    ],
)
def test_an_outage_is_to_be_waited_out(
    client: SpotifyClient, limiter: Limiter, service: Service, fault: str, status: int
) -> None:
    service.faults.push(fault, "/v1/me/player")
    with pytest.raises(TryLaterError) as caught:
        client.sample()
    assert caught.value.until_ms is None
    assert [call.status for call in limiter.recorded] == [status]
    assert client.sample().item is not None


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("premium lapsed", "has no Spotify Premium"),
        ("user not registered", "is not on the list of users"),
    ],
)
def test_a_refusal_for_good_says_what_it_is_about(
    client: SpotifyClient, service: Service, fault: str, message: str
) -> None:
    service.faults.push(fault, "/v1/me/player", times=2)
    with pytest.raises(Error, match=message) as caught:
        client.sample()
    assert caught.value.exit_code == 1


@pytest.mark.parametrize("fault", ["spurious 401", "spurious 403"])
def test_a_refusal_for_no_reason_passes(
    client: SpotifyClient, service: Service, fault: str
) -> None:
    service.faults.push(fault, "/v1/me/player")
    assert client.sample().item is not None
    assert service.counts["/v1/me/player"] == 2


def test_a_token_that_is_refused_just_after_its_renewal_does_not_end_the_sign_in(
    client: SpotifyClient, service: Service
) -> None:
    service.faults.push("spurious 401", "/v1/me/player", times=2)
    with pytest.raises(TryLaterError, match="rejects a sign-in that it has just renewed"):
        client.sample()
    assert service.counts["/v1/me/player"] == 2
    assert service.counts["/api/token"] == 1


def test_a_missing_scope_is_an_error_that_says_so(
    service: Service, limiter: Limiter, tmp_path: Path
) -> None:
    path = tmp_path / "token.json"
    tokens = TokenFile(path, now=lambda: NOW)
    tokens.save_token_to_cache(service.sign_in(scope="user-top-read"))
    url = service.url
    held = AccountAccess(client_id=service.client_id, api_url=url, accounts_url=url, token=path)
    with pytest.raises(Error, match="does not include this permission") as caught:
        SpotifyClient(held, limiter, now=lambda: NOW, sleep=lambda _: None).sample()
    assert "auth login" in caught.value.hint


def test_a_netrc_does_not_take_the_place_of_the_token(
    client: SpotifyClient, service: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    client.sample()
    assert service.seen[-1].headers["authorization"].startswith("Bearer ")


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_what_stays_on_this_machine_goes_through_no_proxy(
    client: SpotifyClient, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert client.sample().item is not None


@pytest.mark.parametrize("fault", ["rate limit", "500", "reset", "premium lapsed", "half a body"])
def test_no_error_holds_a_token(
    client: SpotifyClient, service: Service, tmp_path: Path, fault: str
) -> None:
    token = TokenFile(tmp_path / "token.json", now=lambda: NOW).require()
    service.faults.push(fault, "/v1/me/player", times=2)
    with pytest.raises(Error) as caught:
        client.sample()
    shown = "".join(traceback.format_exception(caught.value))
    assert token.access not in shown
    assert token.refresh not in shown


def test_a_refusal_for_no_reason_is_repeated_after_a_second(
    access: AccountAccess, limiter: Limiter, service: Service
) -> None:
    pauses_s: list[float] = []
    service.faults.push("spurious 403", "/v1/me/player")
    SpotifyClient(access, limiter, now=lambda: NOW, sleep=pauses_s.append).sample()
    assert pauses_s == [1]
