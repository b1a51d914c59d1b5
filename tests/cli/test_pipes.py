"""Readers who stop reading, and Ctrl-C."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import command, world


@pytest.mark.skipif(sys.platform == "win32", reason="a closed pipe is another error on Windows")
@pytest.mark.parametrize(
    "words",
    [
        ["log", "--all", "--format", "csv"],
        ["log", "--all"],
        ["export", "--format", "json"],
        ["export", "--format", "csv"],
        ["stats"],
        ["sql", "select * from v_plays"],
        ["config", "list"],
    ],
    ids=" ".join,
)
def test_a_reader_who_has_seen_enough_is_no_error(lived_in: Path, words: list[str]) -> None:
    with subprocess.Popen(  # noqa: S603 - the program under test
        command(*words), env=world(lived_in), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert (running.stderr.read(), running.wait(timeout=60)) == (b"", 0)


@pytest.mark.skipif(sys.platform == "win32", reason="a closed pipe is another error on Windows")
def test_an_import_is_completed_though_nobody_reads_its_progress(home: Path, export: Path) -> None:
    with subprocess.Popen(  # noqa: S603 - the program under test
        command("import", str(export)),
        env=world(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stderr.close()
        assert running.stdout.read()
        assert running.wait(timeout=60) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no shell to close a stream")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&-"])
@pytest.mark.parametrize("words", [["doctor"], ["config", "list"], ["--version"], ["stats"]])
def test_a_stream_that_is_closed_changes_no_exit_code(
    lived_in: Path, closed: str, words: list[str]
) -> None:
    ran = subprocess.run(  # noqa: S603 - the program under test
        ["/bin/sh", "-c", f'exec "$0" "$@" {closed}', *command(*words)],
        env=world(lived_in),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0
    assert "Traceback" not in ran.stdout + ran.stderr
    assert not ran.stderr
