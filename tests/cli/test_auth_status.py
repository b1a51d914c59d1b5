"""``auth status`` when all is well, and when it is not."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.listening_in import Hands, Listener, signed_in
from tests.simulators.spotify.server import serving
from tests.simulators.spotify.worlds import Still


@pytest.fixture
def listener(home: Path) -> Iterator[Listener]:
    with serving(Still(), clock=Hands()) as running:
        yield signed_in(home, running)


def test_status_shows_the_account_and_the_sign_in(listener: Listener) -> None:
    shown = listener.here("auth", "status")
    assert (shown.code, shown.err) == (0, "")
    told = {line.split("  ")[0].strip() for line in shown.out.splitlines()}
    assert {"account", "agreed on", "days left", "blocked until", "calls in 24 hours"} <= told
    assert "Somebody" in shown.out


def status(listener: Listener, *options: str) -> dict[str, object]:
    ran = listener.here("auth", "status", "--format", "json", *options)
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, object] = json.loads(ran.out)
    assert isinstance(found["rows"], list)
    return {"notes": found["notes"], **{row["what"]: row["found"] for row in found["rows"]}}


def test_status_shows_the_rest_while_spotify_is_away(listener: Listener) -> None:
    listener.service.faults.push("500", "/v1/me")
    found = status(listener)
    assert found["account"] is None
    assert found["notes"] == ["Spotify is not working (HTTP 500)."]


def test_status_shows_until_when_spotify_accepts_no_calls(listener: Listener) -> None:
    listener.service.faults.push("quota", "/v1/me")
    first, asked = status(listener), len(listener.service.seen)
    assert first["blocked until"]
    assert status(listener)["blocked until"] == first["blocked until"]
    assert len(listener.service.seen) == asked


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("premium lapsed", "The owner of the app has no Spotify Premium."),
        ("user not registered", "Your Spotify account is not on the list of users of your app."),
    ],
)
def test_a_refusal_for_good_fails_the_command(listener: Listener, fault: str, message: str) -> None:
    listener.service.faults.push(fault, "/v1/me", times=2)
    ran = listener.here("auth", "status")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"Error: {message}\n  ")
    assert ran.err.count("\n") == 2


def test_a_sign_in_that_was_taken_back_ends_with_3_and_is_not_tried_again(
    listener: Listener,
) -> None:
    listener.service.revoke()
    listener.service.accounts.expire_access()
    ended = listener.here("auth", "status")
    assert (ended.code, ended.out) == (3, "")
    assert "musicanalyser auth login" in ended.err
    asked = len(listener.service.seen)
    assert listener.here("auth", "status").code == 3
    assert len(listener.service.seen) == asked


def test_status_shows_what_a_refusal_taught_until_it_is_to_be_forgotten(
    listener: Listener,
) -> None:
    listener.service.faults.push("quota", "/v1/me")
    taught = str(status(listener)["learnt quotas"])
    assert taught.startswith("catalogue: refused after 1 calls on ")
    assert status(listener, "--forget-quota")["learnt quotas"] is None
    assert status(listener)["learnt quotas"] is None
