"""What was told is there after a kill or a power cut, at any moment, whatever the disk has lost."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from musicanalyser.store.connection import open_writing
from musicanalyser.store.database_copy import verify_database
from tests.cli.running import here
from tests.flows.histories import assert_sound
from tests.imports.sample_rows import extended_row, write_file
from tests.simulators.disk.disk import (
    Disk,
    Operation,
    build_write_log,
    logging_environ,
    read_log,
)
from tests.simulators.disk.keeping import READINGS, told

ROWS = 300
CUTS = 200
CREATION = 45
"""So many writes make a new history; a kill among them is the likeliest to matter."""
KILLS_AFTERWARDS = 200
_BY_SOURCE = "select source, count(*) from v_evidence group by source"
ROOT = Path(__file__).parent.parent.parent

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="writes are logged on Linux only")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("disk")


@pytest.fixture(scope="module")
def operations(place: Path) -> Sequence[Operation]:
    """Everything that a process did to the disk, from an empty folder on."""
    try:
        library = build_write_log(place)
    except OSError as error:
        pytest.skip(f"there is no C compiler: {error}")
    export = write_file(place / "a.json", [extended_row(ms_played=n) for n in range(ROWS)])
    root, log = place / "root", place / "log"
    root.mkdir()
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    words = [sys.executable, "-m", "tests.simulators.disk.keeping", str(root), str(export)]
    environ = {**os.environ, **logging_environ(library, log, root), "PYTHONPATH": paths}
    subprocess.run(words, env=environ, check=True, capture_output=True)  # noqa: S603 - ours
    found = list(read_log(log))
    assert told([one.data for one in found if one.what == "O"])[-1] == "recovered"
    return found


def check(folder: Path, promises: Sequence[str]) -> None:
    """Check that a folder holds what was told, and nothing broken."""
    database = folder / "home" / "history.db"
    ingested = sum(promise.startswith("ingested") for promise in promises)
    if database.exists() or "imported" in promises:
        with closing(open_writing(database)) as conn:
            assert_sound(conn)
            (rows,) = conn.execute("select count(*) from sightings").fetchone()
        assert rows >= ingested + (ROWS if "imported" in promises else 0)
    if "set" in promises:
        assert "gentle" in (folder / "home" / "config.toml").read_text("utf-8")
    if "backed up" in promises:
        assert verify_database(folder / "copy.db").sightings == ROWS + READINGS
    if "exported" in promises:
        assert len(json.loads((folder / "history.json").read_text("utf-8"))) > ROWS
    if "recovered" in promises:
        assert verify_database(folder / "new.db").sightings == ROWS + READINGS


def promises_at(operations: Sequence[Operation]) -> list[str]:
    return told([one.data for one in operations if one.what == "O"])


def test_what_was_told_is_there_if_all_that_was_not_synced_is_lost(
    operations: Sequence[Operation], place: Path
) -> None:
    moments = [at for at, one in enumerate(operations, start=1) if one.what == "O"]
    assert len(moments) == READINGS + 6
    for at in moments:
        folder = place / f"worst-{at}"
        Disk(operations[:at]).write_after_cut(place / "root", folder, None)
        check(folder, promises_at(operations[:at]))


@pytest.mark.parametrize("part", range(4))
def test_what_was_told_is_there_whatever_a_power_cut_takes(
    operations: Sequence[Operation], place: Path, part: int
) -> None:
    for seed in range(part * CUTS // 4, (part + 1) * CUTS // 4):
        chance = Random(seed)  # noqa: S311 - repeatable, not secret
        at = chance.randrange(len(operations))
        folder = place / f"cut-{seed}"
        Disk(operations[:at]).write_after_cut(place / "root", folder, chance)
        check(folder, promises_at(operations[:at]))


@pytest.mark.parametrize("part", range(4))
def test_what_is_killed_at_any_write_goes_on_and_loses_and_doubles_nothing(
    operations: Sequence[Operation], place: Path, part: int
) -> None:
    chance = Random(1)  # noqa: S311 - repeatable, not secret
    later = chance.sample(range(CREATION, len(operations)), KILLS_AFTERWARDS)
    for at in [*range(1, CREATION), *later][part::4]:
        folder, promises = place / f"killed-{at}", promises_at(operations[:at])
        Disk(operations[:at]).write_after_kill(place / "root", folder)
        check(folder, promises)
        again = here(folder / "home", "import", str(place / "a.json"))
        assert again.code == 0, again.err
        with closing(open_writing(folder / "home" / "history.db")) as conn:
            found = dict(conn.execute(_BY_SOURCE).fetchall())
        assert found["spotify-extended"] == ROWS


def test_the_moments_of_creation_are_those_before_the_first_rows(
    operations: Sequence[Operation],
) -> None:
    """Else the kills that matter most would be missed without a word."""
    assert any(one.path.endswith("-journal") for one in operations[:CREATION])
    assert any(one.path.endswith("-wal") for one in operations[:CREATION])
