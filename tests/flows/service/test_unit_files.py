"""What systemd and launchd are given, and that they accept it."""

import plistlib
import shutil
import subprocess
from pathlib import Path

import pytest

from musicanalyser.errors import UsageError
from musicanalyser.flows.service.service_manager import find_manager
from musicanalyser.flows.service.unit_files import launchd_files, systemd_files

HOME = Path("/home/somebody")
COMMAND = ("/usr/bin/python3", "-m", "musicanalyser")


def test_the_units_stand_where_systemd_looks_for_those_of_a_user() -> None:
    folders = [
        {file.path.parent for file in systemd_files(COMMAND, environ, HOME)}
        for environ in ({}, {"XDG_CONFIG_HOME": "/etc/mine"})
    ]
    assert folders == [{HOME / ".config/systemd/user"}, {Path("/etc/mine/systemd/user")}]


def test_a_watch_is_restarted_but_not_where_that_cannot_help() -> None:
    watch = systemd_files(COMMAND, {}, HOME)[0].text
    for line in (
        "ExecStart=/usr/bin/python3 -m musicanalyser watch --plain",
        "Type=notify",
        "WatchdogSec=30min",
        "Restart=on-failure",
        "RestartPreventExitStatus=2 3 5",
        "OnFailure=musicanalyser-notice.service",
    ):
        assert line in watch.splitlines()
    assert "Environment" not in watch


def test_odd_paths_reach_the_program_as_they_are() -> None:
    environ = {"MUSICANALYSER_HOME": '/data/50% "mine"'}
    watch = systemd_files(("/opt/my $tools/python", "-m", "musicanalyser"), environ, HOME)[0].text
    assert 'ExecStart="/opt/my $$tools/python" -m musicanalyser watch' in watch
    assert 'Environment="MUSICANALYSER_HOME=/data/50%% \\"mine\\""' in watch


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    files = systemd_files((shutil.which("true") or "/bin/true",), {}, tmp_path)
    for file in files:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        file.path.write_text(file.text.replace("notify-send", "/bin/true"))
    ran = subprocess.run(  # noqa: S603 - the program of the system
        ["systemd-analyze", "--user", "verify", *(str(file.path) for file in files)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
        env={"XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )
    assert (ran.returncode, [one for one in ran.stderr.splitlines() if "musicanalyser" in one]) == (
        0,
        [],
    )


def test_launchd_keeps_a_watch_alive_and_ingests_every_20_minutes() -> None:
    environ = {"MUSICANALYSER_HOME": "/data/mine & <yours>"}
    watch, ingest = (
        plistlib.loads(file.text.encode()) for file in launchd_files(COMMAND, environ, HOME)
    )
    assert watch["ProgramArguments"] == [*COMMAND, "watch", "--plain"]
    assert watch["KeepAlive"] == {"SuccessfulExit": False}
    assert watch["EnvironmentVariables"] == environ
    assert (ingest["Label"], ingest["StartInterval"]) == ("musicanalyser.ingest", 1200)


def test_each_agent_of_launchd_is_started_and_stopped() -> None:
    manager = find_manager("darwin", COMMAND, {}, HOME)
    assert [one[1] for one in (*manager.starts, *manager.stops)] == ["bootstrap"] * 2 + [
        "bootout"
    ] * 2
    assert list(manager.shows) == ["watch", "ingest"]


def test_windows_has_no_service_manager_that_is_known() -> None:
    with pytest.raises(UsageError, match="no service manager"):
        find_manager("win32", COMMAND, {}, HOME)
