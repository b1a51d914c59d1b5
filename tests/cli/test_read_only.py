"""A history on a medium that cannot be written is read like any other."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import here, untraced

_MOUNT = """
set -e
mount -t tmpfs none "$1"
cp "$2" "$1/history.db"
mount -o remount,ro "$1"
shift 2
exec "$@"
"""
_ROOM = ["unshare", "--map-root-user", "--mount"]
pytestmark = pytest.mark.skipif(
    shutil.which("unshare") is None
    or subprocess.run([*_ROOM, "true"], capture_output=True, check=False).returncode != 0,  # noqa: S603 - fixed words
    reason="this machine does not let us mount anything",
)


def on_read_only_medium(
    history: Path, place: Path, *words: str
) -> "subprocess.CompletedProcess[str]":
    """Run the program on a copy of a history that lies on a file system without writing."""
    place.mkdir(exist_ok=True)
    program = [sys.executable, "-m", "musicanalyser", "--as-of", "2025-06-30", *words]
    return subprocess.run(  # noqa: S603 - the program under test
        [*_ROOM, "/bin/sh", "-c", _MOUNT, "sh", str(place), str(history), *program],
        env={**untraced(place), "PATH": os.environ["PATH"]},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def history(lived_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file, in the mode with a log, as any copy of it is."""
    copy = tmp_path_factory.mktemp("medium") / "copy.db"
    assert here(lived_in, "db", "backup", str(copy)).code == 0
    (copy.parent / "home").mkdir()
    assert here(copy.parent / "home", "--db", str(copy), "import", "missing").code == 1
    return copy


@pytest.mark.parametrize(
    "words",
    [("stats", "totals", "--all"), ("export", "--month"), ("db", "check"), ("log", "--day")],
)
def test_what_only_reads_answers_the_same(
    lived_in: Path, history: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    assert history.read_bytes()[18:20] == b"\x02\x02"  # SQLite's mark of that mode
    ran = on_read_only_medium(history, tmp_path / "medium", *words)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == here(lived_in, *words).out


def test_what_writes_says_that_it_cannot(history: Path, tmp_path: Path) -> None:
    ran = on_read_only_medium(history, tmp_path / "medium", "doctor", "--rebuild")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("Error: ")
    assert "Traceback" not in ran.stderr
