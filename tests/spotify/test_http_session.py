"""How much of an answer is read, and for how long, over real HTTP on loopback."""

from collections.abc import Iterator

import pytest
import requests

from musicanalyser.net.client import USER_AGENT
from musicanalyser.spotify import http_session
from musicanalyser.spotify.http_session import open_session
from tests.simulators.enrich.loopback_service import Reply, Request, Service, serve


@pytest.fixture
def service() -> Iterator[Service]:
    def answer(_: Request) -> Reply:
        return Reply(body="x" * 100)

    with serve(answer) as running:
        yield running


def get(service: Service, *, times: int = 1) -> list[requests.Response]:
    """Return the responses as the session passes them on."""
    seen: list[requests.Response] = []
    with open_session(service.url, on_response=seen.append) as session:
        for _ in range(times):
            session.get(f"{service.url}/a", timeout=10, headers={"User-Agent": USER_AGENT})
    return seen


@pytest.mark.parametrize(("largest", "is_read"), [(100, True), (99, False)])
def test_an_answer_may_be_as_large_as_the_limit_and_no_larger(
    service: Service, monkeypatch: pytest.MonkeyPatch, largest: int, *, is_read: bool
) -> None:
    monkeypatch.setattr(http_session, "_LARGEST_BYTES", largest)
    if is_read:
        assert [one.content for one in get(service)] == [b"x" * 100]
    else:
        with pytest.raises(requests.exceptions.ChunkedEncodingError, match="does not end"):
            get(service)


def test_an_answer_that_takes_too_long_is_given_up_even_if_bytes_keep_arriving(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_session, "_WHOLE_ANSWER_S", 0.05)
    service.faults = [Reply(body="x" * 100, seconds_a_byte=0.01)]
    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="does not end"):
        get(service)


def test_every_response_is_passed_on(service: Service) -> None:
    service.faults = [Reply(status=503, body="away")]
    assert [one.status_code for one in get(service, times=2)] == [503, 200]
