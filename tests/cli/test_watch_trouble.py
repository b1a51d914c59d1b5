"""A running watch with trouble: a busy, lost or full database, or an odd answer to a renewal."""

import json
import os
import queue
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event

import pytest

from tests.cli.listening_in import Listener, signed_in
from tests.flows.live.other_writer import other_writer
from tests.simulators.spotify.clock import real_clock
from tests.simulators.spotify.exchange import in_json
from tests.simulators.spotify.faults import Fault, error, text
from tests.simulators.spotify.programme import programme
from tests.simulators.spotify.server import Service, serving

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")

_PATIENCE_S = 60
_TINY = "size=1m,mode=700"


@pytest.fixture
def service() -> Iterator[Service]:
    clock = real_clock()
    with serving(programme(clock() - 40_000), clock=clock) as running:
        yield running


@pytest.fixture
def listener(home: Path, service: Service) -> Listener:
    return signed_in(home, service)


class Watch:
    """A watch that runs, and the lines of its stderr as they come."""

    def __init__(self, running: "subprocess.Popen[str]") -> None:
        self._running = running
        self._lines: queue.Queue[str] = queue.Queue()
        assert running.stderr is not None
        threading.Thread(target=self._read, args=(running.stderr,), daemon=True).start()
        assert running.stdout is not None
        threading.Thread(target=running.stdout.read, daemon=True).start()

    def _read(self, lines: Iterator[str]) -> None:
        for line in lines:
            self._lines.put(line)

    def says(self, words: str) -> None:
        """Wait for a line that holds some words."""
        end_s = time.monotonic() + _PATIENCE_S
        while True:
            line = self._lines.get(timeout=max(0.1, end_s - time.monotonic()))
            assert "Traceback" not in line
            if words in line:
                return

    def ends(self) -> None:
        """Tell it to end, and see that nothing was wrong."""
        assert self._running.poll() is None
        self._running.send_signal(signal.SIGTERM)
        assert self._running.wait(_PATIENCE_S) == 0


@contextmanager
def watching(listener: Listener) -> Iterator[Watch]:
    with listener.begin("watch", "--plain", "--policy", "fast") as running:
        yield Watch(running)


def until(happened: Callable[[], bool]) -> None:
    end_s = time.monotonic() + _PATIENCE_S
    while not happened():
        assert time.monotonic() < end_s
        Event().wait(0.1)


def polled(service: Service) -> None:
    """Wait until a poll was saved: the next one has begun."""
    until(lambda: service.counts["/v1/me/player"] >= 2)


def saved_ms(database: Path) -> int:
    """Return when the state of the watch was last saved."""
    with closing(sqlite3.connect(database)) as conn:
        return int(conn.execute("select saved_ms from watching").fetchone()[0])


def assert_nothing_doubled(database: Path) -> None:
    with closing(sqlite3.connect(database)) as conn:
        starts = conn.execute("select started_ms from v_plays").fetchall()
    assert starts
    assert len(starts) == len(set(starts))


def test_while_another_process_writes_it_waits_and_saves_later(
    listener: Listener, service: Service
) -> None:
    database = listener.home / "history.db"
    with watching(listener) as watch:
        polled(service)
        with other_writer(database):
            watch.says("Another musicanalyser is writing this database.")
            during_ms = saved_ms(database)
        until(lambda: saved_ms(database) > during_ms)
        watch.says("Working again.")
        watch.ends()
    assert_nothing_doubled(database)


def test_while_the_database_is_gone_it_waits_and_makes_no_other(
    listener: Listener, service: Service
) -> None:
    database, away = listener.home / "history.db", listener.home / "elsewhere.db"
    with watching(listener) as watch:
        polled(service)
        database.rename(away)
        watch.says("is gone")
        assert not database.exists()
        away.rename(database)
        watch.says("Working again.")
        watch.ends()
    assert_nothing_doubled(database)


@contextmanager
def tiny_disk(place: Path) -> Iterator[None]:
    """Mount a file system of one megabyte, which only root may."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", _TINY, "tmpfs", str(place)]
    if not sys.platform.startswith("linux") or os.geteuid():
        pytest.skip("only root can mount a small file system")
    if subprocess.run(mount, capture_output=True, check=False).returncode:  # noqa: S603 - fixed words
        pytest.skip("mounting is not allowed here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)  # noqa: S603, S607 - fixed words


def fill(place: Path) -> Path:
    """Write until nothing fits any more."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 512):
                pass
        except OSError:
            return filler
    raise AssertionError


def test_while_the_disk_is_full_it_waits_and_saves_later(tmp_path: Path, service: Service) -> None:
    place = tmp_path / "tiny"
    with tiny_disk(place):
        listener = signed_in(place / "home", service)
        database = listener.home / "history.db"
        with watching(listener) as watch:
            polled(service)
            filler = fill(place)
            watch.says("full")
            before_ms = saved_ms(database)
            filler.unlink()
            until(lambda: saved_ms(database) > before_ms)
            watch.says("Working again.")
            watch.ends()
        assert_nothing_doubled(database)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(text(200, "<html>Bad gateway</html>", kind="text/html"), id="HTML"),
        pytest.param(lambda _seen, _respond: in_json([]), id="a list"),
        pytest.param(
            lambda _seen, _respond: in_json({"access_token": None, "expires_in": "soon"}),
            id="no token",
        ),
        pytest.param(error(500, "Server error."), id="500"),
    ],
)
def test_an_odd_answer_to_a_renewal_passes(
    listener: Listener, service: Service, answer: Fault
) -> None:
    token = listener.home / "spotify-token.json"
    saved = json.loads(token.read_text("utf-8"))
    token.write_text(json.dumps({**saved, "expires_ms": service.now_ms() + 1_000}), "utf-8")
    service.faults.push(answer, "/api/token")
    with watching(listener) as watch:
        polled(service)
        watch.ends()
    assert service.counts["/api/token"] == 2
    assert json.loads(token.read_text("utf-8"))["expires_ms"] > saved["expires_ms"] - 10**10
