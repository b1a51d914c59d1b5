"""``auth`` with a user who answers, in a browser and at the terminal."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cli.conversing import converse
from tests.cli.listening_in import Hands, Listener, recent, signed_in
from tests.cli.running import command, failed, musicanalyser, world
from tests.simulators.spotify.server import Service, serving
from tests.simulators.spotify.worlds import Still

unix = pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows")


@pytest.fixture
def service() -> Iterator[Service]:
    with serving(Still(rows=[recent("A", ended_s=-10)]), clock=Hands()) as running:
        yield running


@pytest.fixture
def listener(home: Path, service: Service) -> Listener:
    return signed_in(home, service)


def environ(home: Path, service: Service) -> dict[str, str]:
    """Return the environment in which a separate process reaches the service, today."""
    found = Listener(home=home, service=service).environ
    return {name: value for name, value in found.items() if name != "MUSICANALYSER_HOME"}


def visit(url: str) -> str | None:
    """Ask for a page; return where it leads."""
    parts = urlsplit(url)
    assert parts.hostname
    connection = HTTPConnection(parts.hostname, parts.port or 80, timeout=10)
    connection.request("GET", f"{parts.path}?{parts.query}")
    leads_to = connection.getresponse().headers["Location"]
    connection.close()
    return leads_to


def redirected(url: str) -> str:
    """Agree, and return the address that the browser is sent to."""
    leads_to = visit(url)
    assert leads_to
    return leads_to


def address_in(shown: str) -> str:
    found = re.search(r"http://\S+/authorize\?\S+", shown)
    assert found, shown
    return found[0]


@unix
def test_login_without_a_browser_takes_the_address_that_is_pasted(
    home: Path, service: Service
) -> None:
    answers = [("Address or code: ", lambda shown: f"{redirected(address_in(shown))}\n")]
    code, shown = converse(
        home, "auth", "login", "--no-browser", answers=answers, **environ(home, service)
    )
    assert code == 0
    assert "Signed in." in shown
    held = json.loads((home / "spotify-token.json").read_text())
    for secret in (held["access_token"], held["refresh_token"]):
        assert secret not in shown


@unix
def test_an_address_of_another_sign_in_is_refused_at_the_terminal(
    home: Path, service: Service
) -> None:
    def paste(shown: str) -> str:
        return re.sub(r"state=[^&]+", "state=x", redirected(address_in(shown))) + "\n"

    code, shown = converse(
        home,
        *("auth", "login", "--no-browser"),
        answers=[("Address or code: ", paste)],
        **environ(home, service),
    )
    assert code == 1
    assert "Error: This answer belongs to another sign-in.\n" in shown
    assert service.counts["/api/token"] == 0


@unix
def test_a_refused_consent_is_an_error(home: Path, service: Service, browser: str) -> None:
    service.accounts.denying = True
    ran = musicanalyser(home, "auth", "login", BROWSER=browser, **environ(home, service))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.endswith(
        "Error: You did not agree on Spotify's page.\n  Run auth login again, and agree.\n"
    )
    assert not (home / "spotify-token.json").exists()


@unix
@pytest.mark.parametrize("fault", ["500", "200 in HTML", "reset", "rate limit"])
def test_a_sign_in_that_cannot_be_completed_leaves_the_one_before(
    listener: Listener, service: Service, browser: str, fault: str
) -> None:
    before = (listener.home / "spotify-token.json").read_bytes()
    service.faults.push(fault, "/api/token")
    values = environ(listener.home, service)
    ran = musicanalyser(listener.home, "auth", "login", BROWSER=browser, **values)
    assert (ran.code, ran.out) == (4, "")
    assert "Error: Spotify's sign-in service is not working.\n" in ran.err
    assert (listener.home / "spotify-token.json").read_bytes() == before


@unix
@pytest.mark.parametrize("before", [[], ["--quiet"], ["--debug", "--verbose"]], ids=" ".join)
def test_where_no_browser_can_be_opened_the_address_is_printed_even_with_quiet(
    home: Path, service: Service, before: list[str]
) -> None:
    with subprocess.Popen(  # noqa: S603 - the program under test
        command(*before, "auth", "login"),
        env=world(home, BROWSER="/nowhere/browser", PATH="/nowhere", **environ(home, service)),
        cwd=home.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stderr
        shown = ""
        while "/authorize?" not in shown:
            line = running.stderr.readline()
            assert line, shown
            shown += line
        visit(redirected(address_in(shown)))
        out, rest = running.communicate(timeout=60)
    assert (running.returncode, out) == (0, "")
    assert ("Signed in." in rest) is ("--quiet" not in before)
    held = json.loads((home / "spotify-token.json").read_text())
    for secret in (held["access_token"], held["refresh_token"]):
        assert secret not in shown + rest


def test_a_damaged_sign_in_is_two_lines_of_error_and_can_be_deleted(listener: Listener) -> None:
    path = listener.home / "spotify-token.json"
    path.write_text('{"access_token": "a')
    assert listener.here("auth", "status") == failed(
        f"{path} is damaged.", "Sign in again: musicanalyser auth login"
    )
    assert listener.here("auth", "logout").err == "Signed out.\n"
