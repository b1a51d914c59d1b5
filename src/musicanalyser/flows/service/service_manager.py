"""Installing, removing and asking for the services, by systemd or launchd."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from musicanalyser.errors import Error, UsageError
from musicanalyser.files import write_private
from musicanalyser.flows.service.unit_files import (
    INGEST_AGENT,
    TIMER,
    WATCH,
    WATCH_AGENT,
    UnitFile,
    launchd_files,
    systemd_files,
)

_SYSTEMCTL = ("systemctl", "--user")
_ANSWER_S = 90.0
"""Starting waits until the first poll is over, which may take as long as a call."""
Command = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceManager:
    """The files of the services, and the commands that start, stop and show them.

    ``loads`` run after files were written or removed.
    """

    files: tuple[UnitFile, ...]
    loads: tuple[Command, ...] = ()
    starts: tuple[Command, ...]
    stops: tuple[Command, ...]
    shows: Mapping[str, Command]
    hint: str = ""

    def install(self) -> None:
        """Write the files, and start the services.

        Raises:
            Error: If the service manager is missing or refuses.
        """
        for file in self.files:
            file.path.parent.mkdir(parents=True, exist_ok=True)
            write_private(file.path, file.text)
        for command in (*self.loads, *self.starts):
            _run(command)

    def uninstall(self) -> bool:
        """Stop the services, and delete the files; return whether there were any.

        Raises:
            Error: If the service manager is missing.
        """
        found = [file.path for file in self.files if file.path.exists()]
        if not found:
            return False
        for command in self.stops:
            _run(command, may_fail=True)  # what was never started cannot be stopped
        for path in found:
            path.unlink()
        for command in self.loads:
            _run(command, may_fail=True)
        return True

    def states(self) -> dict[str, str]:
        """Return the state of each service, in the words of the service manager.

        Raises:
            Error: If the service manager is missing.
        """
        if not any(file.path.exists() for file in self.files):
            return dict.fromkeys(self.shows, "not installed")
        return {name: _state(_run(one, may_fail=True)) for name, one in self.shows.items()}


def find_manager(
    platform: str, command: Sequence[str], environ: Mapping[str, str], home: Path
) -> ServiceManager:
    """Return the service manager of a platform.

    Raises:
        UsageError: If it is neither Linux nor macOS.
    """
    if platform == "linux":
        return ServiceManager(
            files=systemd_files(command, environ, home),
            loads=((*_SYSTEMCTL, "daemon-reload"),),
            starts=((*_SYSTEMCTL, "enable", "--now", WATCH, TIMER),),
            stops=((*_SYSTEMCTL, "disable", "--now", WATCH, TIMER),),
            shows={
                "watch": (*_SYSTEMCTL, "is-active", WATCH),
                "ingest": (*_SYSTEMCTL, "is-active", TIMER),
            },
            hint="It ends when you log out, unless you run: loginctl enable-linger",
        )
    if platform == "darwin":
        files = launchd_files(command, environ, home)
        domain = f"gui/{os.getuid()}"
        labels = (WATCH_AGENT, INGEST_AGENT)
        return ServiceManager(
            files=files,
            starts=tuple(("launchctl", "bootstrap", domain, str(one.path)) for one in files),
            stops=tuple(("launchctl", "bootout", f"{domain}/{label}") for label in labels),
            shows={
                name: ("launchctl", "print", f"{domain}/{label}")
                for name, label in zip(("watch", "ingest"), labels, strict=True)
            },
        )
    raise UsageError(
        "There is no service manager that this command knows.",
        hint="On Windows, start `musicanalyser watch --plain` by the Task Scheduler.",
    )


def _run(command: Command, *, may_fail: bool = False) -> "subprocess.CompletedProcess[str]":
    try:
        ran = subprocess.run(  # noqa: S603 - fixed commands, without a shell
            command, capture_output=True, text=True, timeout=_ANSWER_S, check=False
        )
    except FileNotFoundError:
        raise Error(
            f"There is no {command[0]} on this machine.",
            hint="Run `musicanalyser watch` in tmux, or `musicanalyser ingest` from cron.",
        ) from None
    except subprocess.TimeoutExpired:
        raise Error(
            f"{command[0]} does not answer.", hint="See: musicanalyser service status"
        ) from None
    if ran.returncode and not may_fail:
        why = ran.stderr.strip().splitlines()
        raise Error(
            f"{' '.join(command[:3])} failed: {why[-1] if why else 'no reason given'}",
            hint="Fix that and run it again, or: musicanalyser service uninstall",
        )
    return ran


def _state(ran: "subprocess.CompletedProcess[str]") -> str:
    """Return systemd's own word, or whether launchd knows the service."""
    words = ran.stdout.split()
    if len(words) == 1:
        return words[0]
    return "not loaded" if ran.returncode else "loaded"
