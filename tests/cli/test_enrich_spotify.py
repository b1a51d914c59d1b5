"""``enrich spotify``: what the owner's own account tells of tracks."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.listening_in import Hands, Listener, recent, signed_in, track
from tests.simulators.spotify.server import Service, serving
from tests.simulators.spotify.worlds import Still


@pytest.fixture
def service() -> Iterator[Service]:
    known = track("A")
    still = Still(
        rows=[recent("A", ended_s=-10), recent("B", ended_s=-300)],
        items={("track", known["id"]): known},
    )
    with serving(still, clock=Hands()) as running:
        yield running


@pytest.fixture
def listener(home: Path, service: Service) -> Listener:
    signed = signed_in(home, service)
    assert signed.here("ingest").code == 0
    return signed


def facts(listener: Listener) -> dict[str, object]:
    rows = listener.rows("select subject, status, data from v_facts where source = 'spotify'")
    return {str(row["subject"]): row["data"] for row in rows}


def test_what_spotify_knows_of_a_track_becomes_a_fact_and_the_rest_a_miss(
    listener: Listener,
) -> None:
    ran = listener.here("enrich", "spotify")
    assert ran.code == 0, ran.err
    found = facts(listener)
    assert json.loads(str(found[track("A")["uri"]])) == {
        "album": "Here",
        "isrc": None,
        "length_ms": 200_000,
        "year": 2020,
        "artists": [
            {"uri": track("A")["artists"][0]["uri"], "name": "The Loopbacks"},
        ],
    }
    assert found[track("B")["uri"]] is None


def test_its_calls_are_counted_with_all_others(listener: Listener) -> None:
    listener.here("enrich", "spotify")
    status = json.loads(listener.here("auth", "status", "--format", "json").out)["rows"]
    assert {row["what"]: row["found"] for row in status}["calls in 24 hours"] == "4 of 1,200"


def test_a_refusal_ends_it_and_is_told(listener: Listener) -> None:
    listener.service.faults.push("rate limit", "/v1/tracks/*")
    ran = listener.here("enrich", "spotify")
    assert ran.code == 4
    assert "Spotify is unavailable: Too many calls to Spotify" in ran.err


def test_without_a_sign_in_it_is_not_begun(home: Path, service: Service) -> None:
    nobody = Listener(home=home, service=service)
    assert nobody.here("enrich", "spotify").code == 3


def test_it_is_never_asked_unless_it_is_named(listener: Listener) -> None:
    planned = listener.here("enrich", "--dry-run", "--format", "json")
    assert planned.code == 0
    assert "spotify" not in {row["source"] for row in json.loads(planned.out)["rows"]}
