"""``watch`` as its user runs it, against a loopback Spotify."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.listening_in import LENGTH_MS, START_MS, Hands, Listener, recent, signed_in, track
from tests.cli.running import failed
from tests.simulators.spotify import bodies
from tests.simulators.spotify.server import Service, serving
from tests.simulators.spotify.worlds import Heard, Scripted, Still

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")

PLAYS = "select title, round(heard_ms / 1000.0) as s, verdict, source from v_plays order by id"
_SOON_S = 8


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def script() -> Scripted:
    """A track to its end, one that is left after a minute, and one that goes on."""
    return Scripted(
        start_ms=START_MS,
        plays=[
            Heard(after_ms=10_000, item=track("A"), heard_ms=LENGTH_MS),
            Heard(after_ms=210_000, item=track("B"), heard_ms=60_000, ended="skipped"),
            Heard(after_ms=270_000, item=track("C"), heard_ms=LENGTH_MS),
        ],
    )


@pytest.fixture
def service(hands: Hands, script: Scripted) -> Iterator[Service]:
    with serving(script, clock=hands) as running:
        yield running


@pytest.fixture
def listener(home: Path, service: Service) -> Listener:
    return signed_in(home, service)


def look(listener: Listener, hands: Hands, *at_s: float) -> list[str]:
    """Run ``watch --once`` at some seconds; return the lines without their times."""
    lines = []
    for second in at_s:
        hands.now_ms = START_MS + round(1000 * second)
        looked = listener.here("watch", "--once")
        assert looked.code == 0, looked.err
        lines += [line[10:] for line in looked.out.splitlines()]
    return lines


def test_separate_processes_that_poll_once_make_exact_plays(
    listener: Listener, hands: Hands
) -> None:
    lines = look(listener, hands, 0, 15, 40, 65, 90, 115, 140, 165, 190, 212, 240, 265, 280)
    assert lines[0] == "nothing is playing"
    assert any(
        line.startswith("ended    A by The Loopbacks: played to the end, 3") for line in lines
    )
    found = listener.rows(PLAYS)
    assert [(row["title"], row["verdict"]) for row in found] == [
        ("A", "finished"),
        ("B", "skipped"),
    ]
    for row, true_s in zip(found, (200, 60), strict=True):
        assert abs(float(str(row["s"])) - true_s) <= 1


def test_a_watched_play_and_its_recent_play_are_one(listener: Listener, hands: Hands) -> None:
    look(listener, hands, 0, 15, 40, 65, 90, 115, 140, 165, 190, 212, 240, 265, 280, 300)
    assert listener.here("ingest").code == 0
    found = listener.rows(PLAYS)
    assert [row["source"] for row in found] == ["spotify-player", "spotify-player"]
    evidence = listener.rows("select source from v_evidence order by source")
    assert [row["source"] for row in evidence] == ["spotify-player"] * 2 + ["spotify-recent"] * 2


def test_stats_count_what_was_watched(listener: Listener, hands: Hands) -> None:
    look(listener, hands, 0, 15, 40, 65, 90, 115, 140, 165, 190, 212, 240, 265, 280)
    shown = listener.here("--as-of", "2026-09-21", "stats", "totals", "--all", "--format", "json")
    (music,) = json.loads(shown.out)["rows"]
    assert music["plays"] == 2
    assert abs(music["heard_ms"] - 260_000) < 2_000


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("rate limit", 4),
        ("quota", 4),
        ("500", 4),
        ("502 in HTML", 4),
        ("200 in HTML", 4),
        ("reset", 4),
        ("half a body", 4),
        ("premium lapsed", 1),
        ("user not registered", 1),
    ],
)
def test_a_failure_is_two_lines_and_an_exit_code_and_loses_nothing(
    listener: Listener, hands: Hands, fault: str, code: int
) -> None:
    look(listener, hands, 0, 15)
    listener.service.faults.push(fault, "/v1/me/player", times=2)
    hands.turn(10)
    looked = listener.here("watch", "--once")
    assert (looked.code, looked.out) == (code, "")
    assert looked.err.count("\n") == 2
    assert looked.err.startswith("Error: ")
    assert "Traceback" not in looked.err
    listener.service.faults.clear()
    if "limit" not in fault and fault != "quota":
        look(listener, hands, 40, 65, 90, 115, 140, 165, 190, 212)
        assert [row["title"] for row in listener.rows(PLAYS)] == ["A"]


@pytest.mark.parametrize("fault", ["rate limit", "rate limit until a date"])
def test_after_a_refusal_no_command_makes_a_call(
    listener: Listener, hands: Hands, fault: str
) -> None:
    look(listener, hands, 0)
    listener.service.faults.push(fault, "/v1/me/player")
    assert listener.here("watch", "--once").code == 4
    asked = listener.service.counts.total()
    assert listener.here("watch", "--once").code == 4
    assert listener.here("ingest").code == 4
    assert listener.here("auth", "status").code == 0
    assert listener.service.counts.total() == asked


def test_after_a_refusal_for_the_quota_only_its_kind_of_calls_pauses(
    listener: Listener, hands: Hands
) -> None:
    look(listener, hands, 0)
    listener.service.faults.push("quota", "/v1/me/player")
    assert listener.here("watch", "--once").code == 4
    asked = listener.service.counts["/v1/me/player"]
    assert listener.here("watch", "--once").code == 4
    assert listener.here("ingest").code == 0
    assert listener.service.counts["/v1/me/player"] == asked


def test_a_spurious_refusal_of_the_token_passes(listener: Listener, hands: Hands) -> None:
    listener.service.faults.push("spurious 401", "/v1/me/player")
    assert look(listener, hands, 15)[-1] == "playing  A by The Loopbacks"


def test_without_a_sign_in_it_says_so(home: Path, service: Service) -> None:
    nobody = Listener(home=home, service=service)
    assert nobody.here("watch", "--once") == failed(
        "Not signed in to Spotify.", "Run: musicanalyser auth login", code=3
    )


def test_programs_get_events_as_json_lines(listener: Listener, hands: Hands) -> None:
    events = []
    for second in (0, 15, 40, 65, 90, 115, 140, 165, 190, 212, 240):
        hands.now_ms = START_MS + 1000 * second
        looked = listener.here("watch", "--once", "--format", "jsonl")
        events += [json.loads(line) for line in looked.out.splitlines()]
    assert [one["event"] for one in events[:2]] == ["idle", "playing"]
    assert (events[1]["title"], events[1]["length_ms"]) == ("A", LENGTH_MS)
    (ended,) = [one for one in events if one["event"] == "ended"]
    assert (ended["title"], ended["verdict"]) == ("A", "finished")
    assert all(one["at"].endswith("+00:00") for one in events)


def test_there_is_no_other_format(listener: Listener) -> None:
    assert listener.here("watch", "--format", "csv") == failed(
        "watch has no format csv.", "It has one: --format jsonl", code=2
    )


def test_a_watch_cannot_be_moved_in_time(listener: Listener) -> None:
    refused = listener.here("--as-of", "2026-01-01", "watch", "--once")
    assert refused == failed("watch works in the present only.", "Leave out --as-of.", code=2)


@pytest.mark.parametrize("option", ["--on-play", "--on-skip"])
def test_a_hook_that_is_no_program_is_refused_at_once(listener: Listener, option: str) -> None:
    refused = listener.here("watch", "--once", option, "no-such-program -x")
    assert refused.code == 2
    assert "no program no-such-program" in refused.err
    assert listener.service.counts.total() == 0


def test_hooks_are_given_the_play_as_json(listener: Listener, hands: Hands, tmp_path: Path) -> None:
    heard, skipped = tmp_path / "heard", tmp_path / "skipped"
    for script in (heard, skipped):
        script.write_text(f'#!/bin/sh\ncat >> "{script}.json"\n')
        script.chmod(0o755)
    for second in (0, 15, 40, 65, 90, 115, 140, 165, 190, 212, 240, 265, 280):
        hands.now_ms = START_MS + 1000 * second
        looked = listener.here(
            "watch", "--once", "--on-play", str(heard), "--on-skip", str(skipped)
        )
        assert looked.code == 0
    told = [json.loads(line) for line in Path(f"{heard}.json").read_text().splitlines()]
    assert [(play["title"], play["verdict"]) for play in told] == [
        ("A", "finished"),
        ("B", "skipped"),
    ]
    (left,) = [json.loads(line) for line in Path(f"{skipped}.json").read_text().splitlines()]
    assert (left["title"], left["uri"]) == ("B", track("B")["uri"])
    assert left["low_ms"] <= left["heard_ms"] <= left["high_ms"]


def test_titles_cannot_steer_the_terminal(home: Path) -> None:
    body = track("\x1b[2Jevil\x07\n[bold]")
    still = Still(
        body=bodies.player(item=body, progress_ms=5_000, playing=True, timestamp_ms=START_MS)
    )
    with serving(still, clock=Hands()) as running:
        looked = signed_in(home, running).here("watch", "--once")
    assert "\x1b" not in looked.out
    assert "\x07" not in looked.out
    assert looked.out.count("\n") == 1


def test_what_only_the_list_of_recent_plays_knows_is_read_at_the_start(home: Path) -> None:
    still = Still(rows=[recent("Z", ended_s=-600)])
    with serving(still, clock=Hands()) as running:
        listener = signed_in(home, running)
        assert "1 new" in listener.here("watch", "--once").err
        assert [row["title"] for row in listener.rows(PLAYS)] == ["Z"]
