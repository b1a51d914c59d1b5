"""The end of a watch: by repeated signals, and by a terminal that is gone."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from musicanalyser.cli.watch_display.shutdown import graceful_shutdown
from tests.cli.listening_in import Listener, signed_in
from tests.cli.on_screen import on_screen, until
from tests.cli.running import command, world
from tests.simulators.spotify.clock import real_clock
from tests.simulators.spotify.programme import programme
from tests.simulators.spotify.server import Service, serving

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals of Unix")

_SOON_S = 8
_ENTERED, _LEFT = b"\x1b[?1049h", b"\x1b[?1049l"
"""The codes that switch a terminal to its second page, and back."""


@pytest.fixture
def service() -> Iterator[Service]:
    clock = real_clock()
    with serving(programme(clock() - 40_000), clock=clock) as running:
        yield running


@pytest.fixture
def listener(home: Path, service: Service) -> Listener:
    return signed_in(home, service)


def wait_until_stopped(pid: int) -> None:
    """Wait until a child is stopped: a SIGCONT before that would be lost."""
    _, status = os.waitpid(pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)


def logs(home: Path) -> list[Path]:
    return list(home.rglob("*.log"))


@pytest.mark.parametrize("second", [signal.SIGTERM, signal.SIGHUP])
def test_a_second_signal_does_not_interrupt_the_cleaning_up(second: signal.Signals) -> None:
    tidied = []
    with graceful_shutdown():
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        finally:
            os.kill(os.getpid(), second)
            tidied.append(second)
    assert tidied == [second]


def test_afterwards_signals_mean_what_they_meant_before() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGHUP)
    with graceful_shutdown():
        os.kill(os.getpid(), signal.SIGTERM)
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGHUP)) == before


def test_what_a_signal_breaks_on_the_way_out_is_no_error() -> None:
    taken: list[BaseException] = []
    with graceful_shutdown():
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        except BaseException as request:  # noqa: BLE001 - as a library might
            taken.append(request)
            raise ValueError("the library took it for its own") from None
    assert len(taken) == 1


def test_an_error_that_nobody_asked_for_is_one() -> None:
    with pytest.raises(ValueError, match="mine"), graceful_shutdown():
        raise ValueError("mine")


def test_a_terminal_is_given_back_as_it_was(listener: Listener) -> None:
    with on_screen(listener, "watch") as (running, ours):
        shown = until(ours, b"next check")
        running.terminate()
        shown = until(ours, _LEFT, shown)
        running.wait(_SOON_S)
    assert _ENTERED in shown
    assert b"\x1b[?25h" in shown
    assert running.returncode == 0


def test_a_stopped_watch_gives_the_terminal_back_until_it_goes_on(listener: Listener) -> None:
    with on_screen(listener, "watch") as (running, ours):
        until(ours, b"next check")
        running.send_signal(signal.SIGTSTP)
        until(ours, _LEFT)
        wait_until_stopped(running.pid)
        running.send_signal(signal.SIGCONT)
        until(ours, b"next check", until(ours, _ENTERED)[-1:])
        running.terminate()
        until(ours, _LEFT)
        running.wait(_SOON_S)
    assert running.returncode == 0


def test_the_panel_shows_a_hook_that_cannot_be_run(listener: Listener) -> None:
    hook = listener.home.parent / "hook"
    hook.write_text("#!/bin/sh\n")
    hook.chmod(0o755)
    with on_screen(listener, "watch", "--policy", "fast", "--on-play", str(hook)) as (
        running,
        ours,
    ):
        until(ours, b"next check")
        hook.unlink()
        until(ours, b"! " + os.fsencode(hook)[:30])
        running.terminate()
        running.wait(_SOON_S)
    assert running.returncode == 0


@pytest.mark.parametrize("plain", [(), ("--plain", "--policy", "fast")])
def test_a_terminal_that_is_gone_ends_it_without_an_error(
    listener: Listener, plain: tuple[str, ...]
) -> None:
    with on_screen(listener, "watch", *plain) as (running, ours):
        until(ours, b"playing" if plain else b"next check")
        os.close(ours)
        running.send_signal(signal.SIGHUP)  # as the system does to the processes of a terminal
        running.wait(_SOON_S)
    assert running.returncode == 0
    assert logs(listener.home) == []


def test_any_command_whose_terminal_is_gone_ends_without_an_error(listener: Listener) -> None:
    import pty  # noqa: PLC0415 - not on Windows

    ours, theirs = pty.openpty()
    os.close(ours)
    ended = subprocess.run(  # noqa: S603 - the program under test
        command("config"),
        env=world(listener.home),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        check=False,
        timeout=60,
    )
    os.close(theirs)
    assert ended.returncode == 0
    assert logs(listener.home) == []
