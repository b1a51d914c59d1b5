"""An import that is killed at any moment is completed by the next one, to the same database."""

import os
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from musicanalyser.demo import make_account_data, make_extended_history
from musicanalyser.store.connection import open_writing
from tests.flows.histories import ZONE, assert_sound, import_into, tables
from tests.imports.sample_rows import write_file

UNTIL = datetime(2025, 6, 30, 20, tzinfo=ZONE)
SCHEMA_STATEMENTS = 60
"""More than it takes to make an empty database."""
KILLS = 12
NEEDS_FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot fork")


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten days of an invented listener, in both kinds of export."""
    folder = tmp_path_factory.mktemp("export")
    for file in (
        *make_account_data(until=UNTIL, days=8),
        *make_extended_history(until=UNTIL, days=10),
    ):
        write_file(folder / file.name, file.content)
    return folder


@pytest.fixture(scope="module")
def expected(
    tmp_path_factory: pytest.TempPathFactory, export: Path
) -> dict[str, list[tuple[object, ...]]]:
    """The tables of an import that nobody disturbs."""
    path = tmp_path_factory.mktemp("undisturbed") / "history.db"
    with closing(open_writing(path)) as conn:
        import_into(conn, export)
        return tables(conn)


def killing(*args: object) -> str:
    """Run the module that kills, and return what it says."""
    command = [sys.executable, "-m", "tests.flows.importing.killed_import", *map(str, args)]
    done = subprocess.run(command, capture_output=True, check=True, text=True, env=_environ())  # noqa: S603 - ours
    return done.stdout


def completed(database: Path, export: Path) -> dict[str, list[tuple[object, ...]]]:
    """Import once more into what a killed process left; return its tables."""
    with closing(open_writing(database)) as conn:
        assert_sound(conn)
        import_into(conn, export)
        assert_sound(conn)
        return tables(conn)


@NEEDS_FORK
def test_killed_before_any_statement_that_makes_the_database(
    tmp_path: Path, export: Path, expected: dict[str, list[tuple[object, ...]]]
) -> None:
    numbers = range(1, SCHEMA_STATEMENTS + 1)
    killing("at", ",".join(map(str, numbers)), tmp_path, export)
    for number in numbers:
        with closing(open_writing(tmp_path / f"{number}.db")) as conn:
            assert_sound(conn)
    assert completed(tmp_path / "1.db", export) == expected
    assert completed(tmp_path / f"{SCHEMA_STATEMENTS}.db", export) == expected


@NEEDS_FORK
@pytest.mark.parametrize("seed", [1, 2])
def test_killed_before_any_statement_of_the_import(
    seed: int, tmp_path: Path, export: Path, expected: dict[str, list[tuple[object, ...]]]
) -> None:
    total = int(killing("count", tmp_path / "counted.db", export).split()[-1])
    random = Random(seed)  # noqa: S311 - repeatable on purpose
    last = range(total - 6, total + 1)
    numbers = sorted({*random.sample(range(1, total), KILLS), *(last if seed == 1 else ())})
    killing("at", ",".join(map(str, numbers)), tmp_path, export)
    for number in numbers:
        assert completed(tmp_path / f"{number}.db", export) == expected, number


def test_killed_from_outside_again_and_again(
    tmp_path: Path, export: Path, expected: dict[str, list[tuple[object, ...]]]
) -> None:
    database = tmp_path / "history.db"
    random = Random(3)  # noqa: S311 - repeatable on purpose
    command = [
        sys.executable,
        "-m",
        "tests.flows.importing.killed_import",
        "run",
        str(database),
        str(export),
    ]
    for lines in random.choices(range(1, 5), k=4):
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=_environ()) as running:  # noqa: S603 - ours
            assert running.stdout
            for _ in range(lines):
                running.stdout.readline()
            running.kill()
    assert completed(database, export) == expected


def _environ() -> dict[str, str]:
    """Return an environment in which the tests can be imported."""
    root = str(Path(__file__).parent.parent.parent)
    paths = [root, os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
