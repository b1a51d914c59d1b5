"""Answers that no correct service sends: each is an outage to be waited out, and is counted."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from musicanalyser.errors import Error, NotSignedInError, TryLaterError
from musicanalyser.spotify.token_file import TokenFile
from musicanalyser.spotify.token_requests import AccountAccess
from musicanalyser.spotify.web_api import SpotifyClient
from tests.simulators.spotify.exchange import Answer
from tests.simulators.spotify.faults import Fault, error, text
from tests.simulators.spotify.server import Service, serving
from tests.simulators.spotify.worlds import Still
from tests.spotify.test_web_api import NOW, NOW_MS, PLAYING, TRACK, Limiter

DEEP = "[" * 200_000
DAY_MS = 24 * 3_600_000


@pytest.fixture
def limiter() -> Limiter:
    return Limiter()


@pytest.fixture
def service() -> Iterator[Service]:
    world = Still(body=PLAYING, items={("track", "t" * 22): TRACK})
    with serving(world, clock=lambda: NOW_MS) as running:
        yield running


@pytest.fixture
def path(tmp_path: Path, service: Service) -> Path:
    path = tmp_path / "token.json"
    TokenFile(path, now=lambda: NOW).save_token_to_cache(service.sign_in())
    return path


@pytest.fixture
def access(service: Service, path: Path) -> AccountAccess:
    url = service.url
    return AccountAccess(client_id=service.client_id, api_url=url, accounts_url=url, token=path)


@pytest.fixture
def client(access: AccountAccess, limiter: Limiter) -> SpotifyClient:
    return SpotifyClient(access, limiter, now=lambda: NOW, sleep=lambda _: None)


def redirect(to: str) -> Fault:
    return lambda _seen, _respond: Answer(status=302, headers={"Location": to})


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (text(200, DEEP), 200),
        (text(500, DEEP), 500),
        (text(200, '{"timestamp": ' + "9" * 5_000 + "}"), 200),
        (text(200, "[]"), 200),
        (text(200, ""), 200),
        (text(408, "too slow"), 408),
        (lambda _seen, _respond: Answer(status=200, headers={"Content-Encoding": "gzip"}), 200),
    ],
    ids=["deep", "deep 500", "endless number", "list", "nothing", "408", "no gzip"],
)
def test_an_answer_that_cannot_be_parsed_is_to_be_waited_out(
    client: SpotifyClient, limiter: Limiter, service: Service, fault: Fault, status: int
) -> None:
    service.faults.push(fault, "/v1/me/player")
    with pytest.raises(TryLaterError) as caught:
        client.sample()
    assert caught.value.until_ms is None
    assert [call.status for call in limiter.recorded] == [status]


@pytest.mark.parametrize("body", ["[]", "null", '{"error": "so"}', DEEP], ids=len)
def test_a_limit_holds_whatever_is_said_about_it(
    client: SpotifyClient, limiter: Limiter, service: Service, body: str
) -> None:
    service.faults.push(text(429, body), "/v1/me/player")
    with pytest.raises(TryLaterError, match="Too many calls") as caught:
        client.sample()
    assert caught.value.until_ms == NOW_MS + 60_000
    assert [(call.status, call.quota) for call in limiter.recorded] == [(429, False)]


@pytest.mark.parametrize(
    ("told", "pause_ms"),
    [
        ("9" * 400, DAY_MS),
        ("Fri, 31 Dec 9999 23:59:59 GMT", DAY_MS),
        ("Mon, 01 Jan 2001 00:00:00 GMT", 0),
        ("Mon, 21 Sep 2026 14:00:00 -0000", 0),
        ("-5", 60_000),
        ("soon", 60_000),
    ],
)
def test_a_pause_that_makes_no_sense_is_limited(
    client: SpotifyClient, service: Service, told: str, pause_ms: int
) -> None:
    service.faults.push(error(429, "so", headers={"Retry-After": told}), "/v1/me/player")
    with pytest.raises(TryLaterError) as caught:
        client.sample()
    assert caught.value.until_ms == NOW_MS + pause_ms


def test_no_redirect_is_followed_with_the_token(client: SpotifyClient, service: Service) -> None:
    with serving(Still(), clock=lambda: NOW_MS) as other:
        service.faults.push(redirect(f"{other.url}/v1/me/player"), "/v1/me/player")
        with pytest.raises(TryLaterError, match="HTTP 302"):
            client.sample()
        assert other.seen == []


@pytest.mark.parametrize("status", [400, 404])
def test_a_refusal_for_good_is_not_waited_out(
    client: SpotifyClient, service: Service, status: int
) -> None:
    service.faults.push(error(status, "no"), "/v1/me/player")
    with pytest.raises(Error, match=f"HTTP {status}") as caught:
        client.sample()
    assert caught.value.exit_code == 1


@pytest.mark.parametrize("track_id", ["", "../me", "t t", "\N{DEVANAGARI DIGIT ONE}" * 22])
def test_no_call_is_made_for_what_cannot_be_a_track(
    client: SpotifyClient, limiter: Limiter, service: Service, track_id: str
) -> None:
    assert client.track(track_id) is None
    assert (service.seen, limiter.recorded) == ([], [])


def test_a_service_that_never_answers_is_not_waited_for(
    access: AccountAccess, limiter: Limiter, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("musicanalyser.spotify.web_api.TIMEOUT_S", 0.2)
    service.faults.push("hang", "/v1/me/player")
    with pytest.raises(TryLaterError, match="does not answer"):
        SpotifyClient(access, limiter, now=lambda: NOW, sleep=lambda _: None).sample()
    assert [call.status for call in limiter.recorded] == [0]


def test_rows_that_cannot_be_read_are_counted(client: SpotifyClient, service: Service) -> None:
    service.faults.push(text(200, '{"items": [1, {}, null]}'), "/v1/me/player/recently-played")
    assert client.recent() == []
    assert client.unread_rows == 3
    client.recent()
    assert client.unread_rows == 0


def test_not_even_the_debug_log_holds_a_token(
    client: SpotifyClient, service: Service, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = TokenFile(path, now=lambda: NOW).require()
    with caplog.at_level(logging.DEBUG):
        client.sample()
        service.accounts.expire_access()
        client.sample()
        service.revoke()
        service.accounts.expire_access()
        with pytest.raises(NotSignedInError):
            client.sample()
    assert service.counts["/api/token"] == 2
    for secret in (first.access, first.refresh, "Bearer"):
        assert secret not in caplog.text
