"""A running watch goes on whatever Spotify answers, and ends when it is told to."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from tests.cli.listening_in import Listener, signed_in
from tests.cli.running import command, world
from tests.simulators.spotify.clock import real_clock
from tests.simulators.spotify.faults import Fault, error
from tests.simulators.spotify.programme import programme
from tests.simulators.spotify.server import Service, serving

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")

PLAYER, RECENT = "/v1/me/player", "/v1/me/player/recently-played"
_PATIENCE_S = 40


@pytest.fixture
def service() -> Iterator[Service]:
    clock = real_clock()
    with serving(programme(clock() - 40_000), clock=clock) as running:
        yield running


@pytest.fixture
def listener(home: Path, service: Service) -> Listener:
    return signed_in(home, service)


def watch_until(listener: Listener, path: str, calls: int) -> str:
    """Run a watch until a path was called so often; return what it printed to stderr."""
    environ = world(listener.home, **listener.environ)
    del environ["MUSICANALYSER_AS_OF"]
    with subprocess.Popen(  # noqa: S603 - the program under test
        command("watch", "--plain", "--policy", "fast"),
        env=environ,
        cwd=listener.home.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        end_s = time.monotonic() + _PATIENCE_S
        while listener.service.counts[path] < calls and running.poll() is None:
            assert time.monotonic() < end_s, "it stopped calling"
            Event().wait(0.05)
        assert running.poll() is None, running.communicate()[1]
        running.send_signal(signal.SIGTERM)
        err = running.communicate(timeout=_PATIENCE_S)[1]
        assert running.returncode == 0, err
        return err


@pytest.mark.parametrize(
    ("fault", "times", "shown"),
    [
        (error(400, "invalid id"), 1, "(HTTP 400)"),
        (error(404, "Not found."), 1, "(HTTP 404)"),
        (error(403, "Forbidden"), 2, "(HTTP 403)"),
        (error(401, "The access token expired"), 2, "rejects a sign-in that it has just renewed"),
    ],
)
def test_a_refused_player_is_called_again(
    listener: Listener, fault: Fault, times: int, shown: str
) -> None:
    listener.service.faults.push(fault, PLAYER, times=times)
    err = watch_until(listener, PLAYER, calls=times + 2)
    assert shown in err
    assert "Working again." in err


def test_a_refused_list_of_recent_plays_does_not_stop_the_player(listener: Listener) -> None:
    listener.service.faults.push(error(403, "Forbidden"), RECENT, times=20)
    err = watch_until(listener, PLAYER, calls=4)
    assert "No access to the recent plays: " in err
    assert listener.service.counts[RECENT] == 2
