"""``ingest`` as cron runs it, against a loopback Spotify."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from musicanalyser.flows.live.lock import single_instance
from tests.cli.listening_in import START_MS, Hands, Listener, recent, signed_in, track
from tests.simulators.spotify import bodies
from tests.simulators.spotify.server import Service, serving
from tests.simulators.spotify.worlds import Still

FIFTY = [recent(f"T{number}", ended_s=-200 * number) for number in range(50)]
QUIET = (0, "", "")


@pytest.fixture
def still() -> Still:
    return Still(rows=[recent("A", ended_s=-10), recent("B", ended_s=-300)])


@pytest.fixture
def service(still: Still) -> Iterator[Service]:
    with serving(still, clock=Hands()) as running:
        yield running


@pytest.fixture
def listener(home: Path, service: Service) -> Listener:
    return signed_in(home, service)


def ingest(listener: Listener) -> tuple[int, str, str]:
    ran = listener.here("ingest")
    return ran.code, ran.out, ran.err


def titles(listener: Listener) -> list[object]:
    return [row["title"] for row in listener.rows("select title from v_plays order by ended_ms")]


def test_it_prints_nothing_while_all_is_well(listener: Listener) -> None:
    assert ingest(listener) == QUIET
    assert titles(listener) == ["B", "A"]


def test_to_read_the_list_again_adds_nothing(listener: Listener) -> None:
    assert ingest(listener) == ingest(listener) == QUIET
    assert titles(listener) == ["B", "A"]


def test_it_reads_the_newest_fifty_and_never_since_the_last(
    listener: Listener, still: Still
) -> None:
    ingest(listener)
    ingest(listener)
    asked = [seen.query for seen in listener.service.seen if "recently" in seen.path]
    assert asked == [{"limit": "50"}] * 2
    assert still.rows


def test_plays_that_come_late_are_taken_in(listener: Listener, still: Still) -> None:
    ingest(listener)
    still.rows.append(recent("offline", ended_s=-7_200))
    shown = json.loads(listener.here("ingest", "--format", "json").out)
    assert shown["rows"][0]["late"] == 1
    assert titles(listener) == ["offline", "B", "A"]


def test_it_warns_of_plays_that_were_missed(listener: Listener, still: Still) -> None:
    still.rows = [recent("old", ended_s=-90_000)]
    assert ingest(listener) == QUIET
    still.rows = list(FIFTY)
    code, out, err = ingest(listener)
    assert (code, out) == (0, "")
    assert "are missing: none of the 50 recent plays was known" in err
    assert err.count("\n") == 1


def test_a_full_list_that_is_the_first_misses_nothing_known(
    listener: Listener, still: Still
) -> None:
    still.rows = list(FIFTY)
    assert ingest(listener) == QUIET
    assert len(titles(listener)) == 50


def test_one_row_that_cannot_be_read_stops_no_other(listener: Listener, still: Still) -> None:
    still.rows = [{**recent("A", ended_s=-10), "track": None}, recent("B", ended_s=-300)]
    assert ingest(listener) == QUIET
    assert titles(listener) == ["B"]


def test_an_outage_is_reported_once_plays_may_be_lost_and_not_before(listener: Listener) -> None:
    listener.service.faults.push("503", "/v1/me/player/recently-played", times=1)
    code, out, err = ingest(listener)
    assert (code, out) == (4, "")
    assert err.startswith("Error: Spotify is not working (HTTP 503).")
    assert ingest(listener) == QUIET
    listener.service.faults.push("503", "/v1/me/player/recently-played", times=1)
    assert ingest(listener) == (4, "", "")
    listener.service.faults.push("503", "/v1/me/player/recently-played", times=1)
    late = listener.here("--as-of", "2099-01-01", "ingest")
    assert late.code in {3, 4}
    assert late.err


@pytest.mark.parametrize(
    ("moment", "is_silent"), [("2026-09-21T18:00:00", True), ("2026-09-21T18:00:01", False)]
)
def test_an_outage_is_silent_for_two_hours_after_the_last_success(
    listener: Listener, moment: str, *, is_silent: bool
) -> None:
    assert listener.here("--as-of", "2026-09-21T16:00:00", "ingest").code == 0
    listener.service.faults.push("503", "/v1/me/player/recently-played")
    ran = listener.here("--as-of", moment, "ingest")
    assert (ran.code, ran.err == "") == (4, is_silent)


def test_two_at_once_do_not_get_in_each_other_s_way(listener: Listener) -> None:
    with single_instance(listener.home / "history.db", "ingest"):
        code, out, err = ingest(listener)
    assert (code, out) == (5, "")
    assert "Another `musicanalyser ingest` is running on this database." in err


def test_without_a_sign_in_it_says_so(home: Path, service: Service) -> None:
    code, out, err = ingest(Listener(home=home, service=service))
    assert (code, out) == (3, "")
    assert err == "Error: Not signed in to Spotify.\n  Run: musicanalyser auth login\n"
    assert not home.exists()


def test_an_ended_sign_in_is_set_aside_and_asked_for_again(listener: Listener) -> None:
    listener.service.revoke()
    listener.service.faults.push("spurious 401", "/v1/me/player/recently-played")
    code, out, err = ingest(listener)
    assert (code, out) == (3, "")
    assert "Spotify has ended the sign-in after" in err
    assert "six months" not in err
    assert (listener.home / "spotify-token.dead.json").exists()
    asked = listener.service.counts.total()
    assert ingest(listener)[0] == 3
    assert listener.service.counts.total() == asked


def test_names_of_devices_and_accounts_are_nowhere_in_the_database(home: Path) -> None:
    body = bodies.player(
        item=track("A"),
        progress_ms=5_000,
        playing=True,
        timestamp_ms=START_MS,
        device_name="Mallory's very own phone",
        device_id="device-4711",
    )
    with serving(Still(body=body), clock=Hands()) as running:
        listener = signed_in(home, running)
        assert listener.here("watch", "--once").code == 0
        assert listener.here("auth", "status").code == 0
    kept = b"".join(path.read_bytes() for path in home.glob("history.db*"))
    assert b"Mallory" not in kept
    assert b"device-4711" not in kept
    assert b"acc0ffee" not in kept
