"""``service``: shows what it writes, writes it only when allowed, and cleans up."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.listening_in import Listener, signed_in
from tests.cli.running import Ran, musicanalyser
from tests.simulators.spotify.clock import real_clock
from tests.simulators.spotify.server import Service, serving
from tests.simulators.spotify.worlds import Still

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="systemd is for Linux")

_SYSTEMCTL = """#!/bin/sh
echo "$@" >> "{log}"
case "$2" in
  is-active) echo {state}; exit {code};;
  enable) {enable};;
esac
"""


@pytest.fixture
def service() -> Iterator[Service]:
    with serving(Still(), clock=real_clock()) as running:
        yield running


@pytest.fixture
def listener(home: Path, service: Service) -> Listener:
    return signed_in(home, service)


class Desktop:
    """A home with a `systemctl` that notes what it is asked for."""

    def __init__(self, folder: Path, listener: Listener) -> None:
        self.home, self.log = folder / "person", folder / "log"
        self.units = self.home / ".config/systemd/user"
        self._programs, self._listener = folder / "bin", listener
        self._programs.mkdir()
        self.answer()

    def answer(self, *, state: str = "active", code: int = 0, enable: str = "true") -> None:
        program = self._programs / "systemctl"
        program.write_text(
            _SYSTEMCTL.format(log=self.log, state=state, code=code, enable=enable), "utf-8"
        )
        program.chmod(0o755)

    def run(self, *args: str) -> Ran:
        environ = dict(self._listener.environ, HOME=str(self.home), PATH=str(self._programs))
        del environ["MUSICANALYSER_HOME"]
        environ["PATH"] += ":/usr/bin:/bin"
        return musicanalyser(self._listener.home, "service", *args, **environ)

    @property
    def asked(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture
def desktop(tmp_path: Path, listener: Listener) -> Desktop:
    return Desktop(tmp_path, listener)


def test_print_shows_every_file_and_changes_nothing(desktop: Desktop) -> None:
    ran = desktop.run("install", "--print")
    assert (ran.code, ran.err) == (0, "")
    for name in ("watch.service", "notice.service", "ingest.service", "ingest.timer"):
        assert f"# {desktop.units}/musicanalyser-{name}\n" in ran.out
    assert not desktop.home.exists()
    assert desktop.asked == []


def test_without_a_terminal_it_needs_a_yes(desktop: Desktop) -> None:
    ran = desktop.run("install")
    assert ran.code == 2
    assert "Add --yes" in ran.err
    assert not desktop.home.exists()


def test_install_writes_what_it_shows_and_starts_it(desktop: Desktop) -> None:
    ran = desktop.run("install", "--yes")
    assert ran.code == 0, ran.err
    written = sorted(desktop.units.iterdir())
    assert len(written) == 4
    assert all(one.read_text() in ran.out for one in written)
    assert desktop.asked == [
        "--user daemon-reload",
        "--user enable --now musicanalyser-watch.service musicanalyser-ingest.timer",
    ]
    assert "loginctl enable-linger" in ran.err


def test_uninstall_leaves_nothing_behind(desktop: Desktop) -> None:
    desktop.run("install", "--yes")
    assert desktop.run("uninstall").err == "No longer recording in the background.\n"
    assert list(desktop.units.iterdir()) == []
    assert desktop.asked[-2:] == [
        "--user disable --now musicanalyser-watch.service musicanalyser-ingest.timer",
        "--user daemon-reload",
    ]
    assert desktop.run("uninstall").err == "Not installed.\n"


def test_status_repeats_the_words_of_systemd(desktop: Desktop) -> None:
    assert desktop.run("status").out == "watch   not installed\ningest  not installed\n"
    desktop.run("install", "--yes")
    assert desktop.run("status").out == "watch   active\ningest  active\n"
    desktop.answer(state="failed", code=3)
    assert desktop.run("status").out == "watch   failed\ningest  failed\n"


def test_what_systemd_refuses_is_an_error(desktop: Desktop) -> None:
    desktop.answer(enable="echo 'Unit is masked.' >&2; exit 1")
    ran = desktop.run("install", "--yes")
    assert ran.code == 1
    assert "Error: systemctl --user enable failed: Unit is masked.\n" in ran.err


def test_nothing_is_installed_before_there_is_a_sign_in(
    desktop: Desktop, listener: Listener
) -> None:
    (listener.home / "spotify-token.json").unlink()
    ran = desktop.run("install", "--yes")
    assert ran.code == 3
    assert not desktop.home.exists()


@pytest.mark.parametrize("is_abstract", [False, True])
def test_a_watch_tells_systemd_that_it_works(
    listener: Listener, tmp_path: Path, *, is_abstract: bool
) -> None:
    name = f"{tmp_path}/notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(f"\0{name}" if is_abstract else name)
        systemd.settimeout(10)
        environ = dict(listener.environ, NOTIFY_SOCKET=f"@{name}" if is_abstract else name)
        del environ["MUSICANALYSER_HOME"]
        ran = musicanalyser(listener.home, "watch", "--once", MUSICANALYSER_AS_OF="", **environ)
        assert ran.code == 0, ran.err
        assert systemd.recv(200).decode() == "READY=1\nWATCHDOG=1\nSTATUS=Recording."
