"""Signing in, with a browser that does as the test says."""

import os
import queue
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from musicanalyser.errors import Error
from musicanalyser.spotify.callback_server import Callback
from musicanalyser.spotify.login import sign_in, sign_in_elsewhere
from musicanalyser.spotify.token_file import TokenFile
from musicanalyser.spotify.token_requests import SCOPES, AccountAccess
from tests.simulators.spotify.plain_requests import ask_as
from tests.simulators.spotify.server import Service, serving
from tests.simulators.spotify.worlds import Still

NOW = datetime(2026, 9, 21, 14, tzinfo=UTC)
Browser = Callable[[str], bool]


@pytest.fixture
def service() -> Iterator[Service]:
    with serving(Still(), clock=lambda: int(NOW.timestamp() * 1000)) as running:
        yield running


@pytest.fixture
def access(service: Service, tmp_path: Path) -> AccountAccess:
    return AccountAccess(
        client_id=service.client_id,
        api_url=service.api_url,
        accounts_url=service.accounts_url,
        token=tmp_path / "token.json",
    )


def get(url: str) -> tuple[int, str, str]:
    """Ask for a page; return its status, where it leads and what it says."""
    parts = urlsplit(url)
    assert parts.hostname
    connection = HTTPConnection(parts.hostname, parts.port or 80, timeout=10)
    connection.request("GET", f"{parts.path}?{parts.query}")
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, answer.headers.get("Location") or "", body


def agreeing(before: Callable[[str], None] = lambda _: None) -> tuple[Browser, list[str]]:
    """Return a browser that follows the redirect, and the pages that it was shown."""
    shown: list[str] = []

    def work(url: str) -> None:
        _, back, _ = get(url)
        before(back)
        shown.append(get(back)[2])

    def browse(url: str) -> bool:
        threading.Thread(target=work, args=(url,), daemon=True).start()
        return True

    return browse, shown


def enter(access: AccountAccess, browse: Browser, *, timeout_s: float = 20) -> list[str]:
    said: list[str] = []
    sign_in(access, now=lambda: NOW, open_browser=browse, say=said.append, timeout_s=timeout_s)
    return said


def held(access: AccountAccess) -> TokenFile:
    return TokenFile(access.token, now=lambda: NOW)


def test_a_consent_becomes_a_sign_in(access: AccountAccess, service: Service) -> None:
    browse, _ = agreeing()
    enter(access, browse)
    token = held(access).require()
    assert set(token.scope.split()) == set(SCOPES)
    assert token.authorized_ms == int(NOW.timestamp() * 1000)
    asked = next(seen for seen in service.seen if seen.path == "/authorize")
    assert asked.query["show_dialog"] == "true"
    assert asked.query["code_challenge_method"] == "S256"
    assert asked.query["redirect_uri"].startswith("http://127.0.0.1:")


@pytest.mark.parametrize("path", ["", "/queue", "/recently-played"])
def test_a_sign_in_permits_what_a_watch_reads(
    access: AccountAccess, service: Service, path: str
) -> None:
    enter(access, agreeing()[0])
    token = held(access).require().access
    assert ask_as(service, token, f"/v1/me/player{path}").status in {200, 204}


def test_the_page_says_that_it_can_be_closed_and_repeats_nothing(access: AccountAccess) -> None:
    browse, shown = agreeing()
    enter(access, browse)
    assert "You can close this page." in shown[0]
    assert "code" not in shown[0]


def test_other_pages_and_idle_connections_do_not_end_the_wait(access: AccountAccess) -> None:
    idle: list[socket.socket] = []

    def first(back: str) -> None:
        parts = urlsplit(back)
        idle.append(socket.create_connection((parts.hostname or "", parts.port or 0)))
        assert get(f"http://{parts.netloc}/favicon.ico?")[0] == 404
        assert get(f"http://{parts.netloc}/?code=1")[0] == 404

    browse, _ = agreeing(first)
    enter(access, browse)
    for one in idle:
        one.close()
    assert held(access).load() is not None


def test_a_browser_that_closes_before_the_page_still_delivers_the_code(
    access: AccountAccess, capfd: pytest.CaptureFixture[str]
) -> None:
    def rush(url: str) -> None:
        parts = urlsplit(get(url)[1])
        assert parts.hostname
        with socket.create_connection((parts.hostname, parts.port or 80)) as one:
            one.setsockopt(
                socket.SOL_SOCKET,
                socket.SO_LINGER,
                struct.pack("hh" if os.name == "nt" else "ii", 1, 0),
            )
            one.sendall(f"GET {parts.path}?{parts.query} HTTP/1.1\r\n\r\n".encode())

    def browse(url: str) -> bool:
        threading.Thread(target=rush, args=(url,), daemon=True).start()
        return True

    for _ in range(5):
        enter(access, browse)
        assert held(access).delete()
    assert capfd.readouterr().err == ""


def test_if_no_browser_can_be_opened_the_address_is_printed(access: AccountAccess) -> None:
    browse, _ = agreeing()

    def refuse(url: str) -> bool:
        browse(url)
        return False

    said = enter(access, refuse)
    assert said[0] == "Open this address in a browser on this machine, and agree:"
    assert "/authorize?" in said[1]
    assert held(access).load() is not None


def test_without_consent_there_is_no_sign_in(access: AccountAccess, service: Service) -> None:
    service.accounts.denying = True
    browse, _ = agreeing()
    with pytest.raises(Error, match="You did not agree"):
        enter(access, browse)
    assert held(access).load() is None


def test_an_answer_to_another_question_is_refused_and_the_wait_goes_on(
    access: AccountAccess,
) -> None:
    def first(back: str) -> None:
        page = back.split("?", maxsplit=1)[0]
        for query in ("", "?code=1", "?code=1&state=", "?code=1&state=x", "?error=access_denied"):
            assert get(f"{page}{query}")[0] == 400

    browse, shown = agreeing(first)
    enter(access, browse)
    assert "You can close this page." in shown[0]
    assert held(access).load() is not None


def test_an_answer_that_is_never_right_ends_as_none(
    access: AccountAccess, service: Service
) -> None:
    service.faults.push("wrong state", "/authorize")
    browse, _ = agreeing()
    with pytest.raises(Error, match="No answer from the browser"):
        enter(access, browse, timeout_s=0.5)
    assert service.counts["/api/token"] == 0


def test_the_wait_for_the_browser_ends(access: AccountAccess) -> None:
    with pytest.raises(Error, match="No answer from the browser"):
        enter(access, lambda _: True, timeout_s=0.1)


def elsewhere(access: AccountAccess, answer: Callable[[str], str]) -> None:
    """Sign in by what is pasted after the address was shown."""
    said: list[str] = []
    sign_in_elsewhere(access, now=lambda: NOW, say=said.append, ask=lambda: answer(said[1].strip()))


def redirected(url: str) -> str:
    return get(url)[1]


def test_the_address_that_a_browser_elsewhere_ends_at_will_do(access: AccountAccess) -> None:
    elsewhere(access, lambda url: f"  {redirected(url)}\n")
    assert held(access).load() is not None


def test_the_bare_code_will_do(access: AccountAccess) -> None:
    elsewhere(access, lambda url: parse_qs(urlsplit(redirected(url)).query)["code"][0])
    assert held(access).load() is not None


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("", "Nothing was pasted"),
        ("http://127.0.0.1/callback?code=x&state=y", "belongs to another sign-in"),
        ("nonsense", "rejected the code"),
    ],
)
def test_pasted_text_without_a_code_is_an_error(
    access: AccountAccess, answer: str, message: str
) -> None:
    with pytest.raises(Error, match=message):
        elsewhere(access, lambda _: answer)
    assert held(access).load() is None


def test_a_code_is_good_for_one_use(access: AccountAccess) -> None:
    used: list[str] = []

    def paste(url: str) -> str:
        used.append(parse_qs(urlsplit(redirected(url)).query)["code"][0])
        return used[0]

    elsewhere(access, paste)
    with pytest.raises(Error, match="rejected the code"):
        elsewhere(access, lambda _: used[0])


class _Silent(queue.Queue[Mapping[str, str]]):
    """A browser that does not come back, without the waiting."""

    def get(self, block: bool = True, timeout: float | None = None) -> Mapping[str, str]:  # noqa: FBT002 - as in a queue
        assert (block, timeout) == (True, 300)
        raise queue.Empty


def test_a_browser_that_stays_away_is_given_up_after_some_minutes() -> None:
    callback = Callback(state="x", redirect="http://127.0.0.1/callback", queries=_Silent())
    with pytest.raises(Error, match="No answer from the browser within 5 minutes"):
        callback.wait_for_code(timeout_s=300)
