import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import failed, here, world


def called(home: Path, *words: str, path: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - the program under test
        words,
        env={**world(home), "PATH": path},
        cwd=home.parent,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )


@pytest.mark.parametrize("way", ["by name", "by path", "as a module"])
def test_the_demo_shows_the_overview_and_commands_that_work_as_they_are(
    home: Path, tmp_path: Path, way: str
) -> None:
    script = tmp_path / "a folder" / "musicanalyser"
    script.parent.mkdir()
    script.write_text(f"#!{sys.executable}\nfrom musicanalyser.__main__ import main\nmain()\n")
    script.chmod(0o755)
    path = f"{script.parent}:{os.environ['PATH']}" if way == "by name" else os.environ["PATH"]
    words = {"by name": ["musicanalyser"], "by path": ["a folder/musicanalyser"]}.get(way)
    ran = called(home, *(words or [sys.executable, "-m", "musicanalyser"]), "demo", path=path)
    assert ran.stdout.startswith("♫ Your month in music ")
    further = [line for line in ran.stderr.splitlines() if line.startswith("  ")]
    assert len(further) == 5
    for line in further[:: 1 if way == "by path" else 4]:
        assert called(home, "/bin/sh", "-c", line, path=path).stdout


def test_the_demo_is_the_same_every_time_and_leaves_the_history_alone(home: Path) -> None:
    assert here(home, "demo") == here(home, "demo")
    assert not (home / "history.db").exists()
    assert {file.name.partition("-")[0] for file in home.iterdir()} == {"demo.db"}


def test_the_demo_replaces_no_other_database(home: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.db"
    mine.touch()
    assert here(home, "--db", str(mine), "demo") == failed(
        f"{mine} exists. The demo never replaces another file.",
        "Use a new file name with --db, or omit --db.",
        code=2,
    )
    assert mine.read_bytes() == b""


def test_quiet_shows_nothing_but_the_overview(home: Path) -> None:
    ran = here(home, "--quiet", "demo")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("♫ Your month in music")


def test_every_statistic_that_rests_on_facts_has_an_answer_in_the_demo(home: Path) -> None:
    assert here(home, "demo").code == 0
    for name in ("taste", "genres", "hipster", "decades", "tempo", "lyrics"):
        words = ("--db", str(home / "demo.db"), "stats", name, "--format", "json")
        answer = json.loads(here(home, *words).out)
        assert answer["rows"]
        assert 0.7 < answer["coverage"]["share"] < 1
