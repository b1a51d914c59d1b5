"""``auth`` as its user runs it."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.listening_in import Hands, Listener, recent, signed_in
from tests.cli.running import failed, musicanalyser
from tests.simulators.spotify.server import Service, serving
from tests.simulators.spotify.worlds import Still

PLAYS = "select title, started_at, heard_ms, verdict, source from v_plays order by started_at, id"


@pytest.fixture
def service() -> Iterator[Service]:
    rows = [recent("A", ended_s=-10), recent("B", ended_s=-300)]
    with serving(Still(rows=rows), clock=Hands()) as running:
        yield running


@pytest.fixture
def listener(home: Path, service: Service) -> Listener:
    return signed_in(home, service)


@pytest.mark.skipif(sys.platform == "win32", reason="the browser is a shell script")
def test_login_remembers_the_client_id_and_signs_in(
    home: Path, service: Service, browser: str
) -> None:
    environ = dict(Listener(home=home, service=service).environ, BROWSER=browser)
    client_id = environ.pop("MUSICANALYSER_SPOTIFY_CLIENT_ID")
    del environ["MUSICANALYSER_HOME"]
    ran = musicanalyser(home, "auth", "login", "--client-id", client_id, **environ)
    assert (ran.code, ran.out) == (0, "")
    assert "Signed in." in ran.err
    assert f'spotify_client_id = "{client_id}"' in (home / "config.toml").read_text()
    assert (home / "spotify-token.json").exists()


def test_login_without_a_browser_takes_what_is_piped(home: Path, service: Service) -> None:
    environ = Listener(home=home, service=service).environ
    del environ["MUSICANALYSER_HOME"]
    ran = musicanalyser(home, "auth", "login", "--no-browser", stdin="nonsense\n", **environ)
    assert ran.code == 1
    assert "Open this address in any browser, and agree:" in ran.err
    assert "Error: Spotify rejected the code of this sign-in." in ran.err


def test_without_a_client_id_it_says_where_to_get_one(home: Path) -> None:
    ran = musicanalyser(home, "auth", "login")
    assert ran == failed(
        "The client id of your Spotify app is not set.",
        "Run `musicanalyser auth login --client-id ID`; the README shows where to get it.",
        code=2,
    )


def test_a_client_id_that_cannot_be_one_is_refused(home: Path) -> None:
    assert musicanalyser(home, "auth", "login", "--client-id", "a b").code == 2


@pytest.mark.parametrize("more", [[], ["--no-browser"]])
def test_a_client_id_that_spotify_does_not_know_is_refused_at_once(
    home: Path, service: Service, more: list[str]
) -> None:
    environ = Listener(home=home, service=service).environ
    del environ["MUSICANALYSER_HOME"]
    ran = musicanalyser(home, "auth", "login", "--client-id", "f" * 32, *more, **environ)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "Error: Spotify does not know the client id.\n"
        "  Compare spotify_client_id with the dashboard of your app.\n"
    )
    assert service.counts["/authorize"] == 0
    assert not (home / "config.toml").exists()


def status(listener: Listener, *before: str) -> dict[str, object]:
    ran = listener.here(*before, "auth", "status", "--format", "json")
    assert ran.code == 0, ran.err
    return {row["what"]: row["found"] for row in json.loads(ran.out)["rows"]}


def test_status_shows_the_account_and_the_calls(listener: Listener) -> None:
    found = status(listener)
    assert found["account"] == "Somebody"
    assert found["calls in 24 hours"] == "1 of 1,200"
    assert found["blocked until"] is None


@pytest.mark.parametrize(("day", "warned"), [("2027-02-10", False), ("2027-03-01", True)])
def test_from_the_fifth_month_on_it_warns(listener: Listener, day: str, *, warned: bool) -> None:
    ran = listener.here("--as-of", day, "auth", "status")
    assert ran.code == 0, ran.err
    assert ("The sign-in ends on 2027-03-" in ran.err) is warned


def test_without_a_sign_in_there_is_no_status(home: Path, service: Service) -> None:
    assert Listener(home=home, service=service).here("auth", "status").code == 3


def test_logout_forgets_the_sign_in_and_nothing_else(listener: Listener) -> None:
    listener.here("ingest")
    assert listener.here("auth", "logout").err == "Signed out.\n"
    assert not list(listener.home.glob("spotify-token*.json"))
    assert len(listener.rows(PLAYS)) == 2
    assert listener.here("auth", "logout").err == "Not signed in.\n"


@pytest.mark.parametrize("words", [["auth", "status"], ["ingest"], ["watch", "--once"]])
def test_no_token_is_in_anything_that_is_written(listener: Listener, words: list[str]) -> None:
    held = json.loads((listener.home / "spotify-token.json").read_text())
    listener.service.faults.push("500", "*", times=3)
    ran = listener.here("--debug", "--verbose", *words)
    logs = "".join(path.read_text() for path in listener.home.glob("logs/*"))
    for secret in (held["access_token"], held["refresh_token"]):
        assert secret not in ran.out + ran.err + logs
