"""``watch`` as a process that goes on: how it is left, killed, and begun again."""

import os
import signal
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.listening_in import Listener, signed_in
from tests.simulators.spotify.clock import real_clock
from tests.simulators.spotify.programme import programme
from tests.simulators.spotify.server import Service, serving

if TYPE_CHECKING:
    import subprocess

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")

_SOON_S = 8
_WATCH = ("watch", "--plain", "--policy", "fast")


@pytest.fixture
def service() -> Iterator[Service]:
    """A service on which six short plays come round and round."""
    clock = real_clock()
    with serving(programme(clock() - 40_000), clock=clock) as running:
        yield running


@pytest.fixture
def listener(home: Path, service: Service) -> Listener:
    return signed_in(home, service)


def line(running: "subprocess.Popen[str]", words: str) -> str:
    """Return the next line that holds some words."""
    assert running.stdout is not None
    for one in running.stdout:
        if words in one:
            return one
    raise AssertionError(f"it never said {words}")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 0), (signal.SIGHUP, 0), (signal.SIGINT, 130)]
)
def test_it_leaves_at_once_and_without_an_error(
    listener: Listener, number: signal.Signals, code: int
) -> None:
    with listener.begin(*_WATCH) as running:
        line(running, "playing")
        running.send_signal(number)
        _, err = running.communicate(timeout=_SOON_S)
    assert running.returncode == code
    assert "Traceback" not in err
    assert "Error" not in err


def test_it_leaves_at_once_while_spotify_keeps_it_waiting(listener: Listener) -> None:
    with listener.begin(*_WATCH) as running:
        line(running, "playing")
        listener.service.faults.push("hang", "/v1/me/player", times=5)
        asked = listener.service.counts["/v1/me/player"]
        while listener.service.counts["/v1/me/player"] == asked:
            pass
        running.terminate()
        running.communicate(timeout=_SOON_S)
    assert running.returncode == 0


def test_a_second_watcher_says_so_and_ends(listener: Listener) -> None:
    with listener.begin(*_WATCH) as running:
        line(running, "playing")
        second = listener.here("watch", "--once")
        running.terminate()
        running.communicate(timeout=_SOON_S)
    assert second.code == 5
    assert second.err.startswith("Error: Another `musicanalyser watch` is running")


def test_a_watch_that_is_killed_goes_on_with_the_play_that_was_open(listener: Listener) -> None:
    with listener.begin(*_WATCH) as running:
        line(running, "playing")
        os.kill(running.pid, signal.SIGKILL)
        running.communicate(timeout=_SOON_S)
    with listener.begin(*_WATCH) as running:
        line(running, "ended")
        line(running, "ended")
        running.terminate()
        running.communicate(timeout=_SOON_S)
    assert running.returncode == 0
    listener.here("ingest")
    rows = listener.rows("select started_ms, ended_ms, heard_ms from v_plays order by started_ms")
    assert len(rows) >= 2
    for before, after in pairwise(rows):
        assert int(str(after["started_ms"])) - int(str(before["ended_ms"])) > -2_000


def test_a_reader_that_has_seen_enough_is_no_error(listener: Listener) -> None:
    with listener.begin(*_WATCH) as running:
        line(running, "playing")
        assert running.stdout is not None
        running.stdout.close()
        err = running.stderr.read() if running.stderr else ""
        running.wait(timeout=60)
    assert running.returncode == 0
    assert "Traceback" not in err
