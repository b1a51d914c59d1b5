"""An import in a process of its own, which is killed as by ``kill -9``.

Run as ``python -m tests.flows.importing.killed_import`` with one of these arguments:

- ``run DATABASE PATH...`` imports and prints the rows of each step.
- ``count DATABASE PATH...`` prints how many statements SQLite ran.
- ``at N,N... FOLDER PATH...`` writes ``FOLDER/N.db``, the database of a process that was killed
  before the Nth statement. Each process is a fork, for speed.
"""

import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

from musicanalyser.flows.importing.import_run import ImportProgress
from musicanalyser.store import migrations as _migrations  # noqa: F401 - loaded once, not in every fork
from musicanalyser.store.connection import open_writing
from tests.flows.histories import import_into


def run(database: Path, paths: Sequence[Path]) -> None:
    """Import, and print the progress."""

    def show(progress: ImportProgress) -> None:
        print(progress.rows, flush=True)  # noqa: T201 - the parent reads it

    with closing(open_writing(database)) as conn:
        import_into(conn, *paths, progress=show)


def watch_statements(before_each: Callable[[str], None]) -> None:
    """Call something before each statement of every connection that is opened from now on."""
    connect = sqlite3.connect

    def watched(*args: Any, **options: Any) -> sqlite3.Connection:  # noqa: ANN401 - passed on
        conn: sqlite3.Connection = connect(*args, **options)
        conn.set_trace_callback(before_each)
        return conn

    sqlite3.connect = watched  # type: ignore[assignment]  # it has many forms, and passes all on


def kill_at(statement: int, database: Path, paths: Sequence[Path]) -> None:
    """Import in a fork that is killed before a statement; wait for its end."""
    child = os.fork()
    if child:
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        return
    numbers = count(1)

    def before_each(_: str) -> None:
        if next(numbers) == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    watch_statements(before_each)
    run(database, paths)
    os._exit(1)


def main(what: str, *args: str) -> None:
    if what == "run":
        run(Path(args[0]), [Path(path) for path in args[1:]])
    elif what == "count":
        statements: list[str] = []
        watch_statements(statements.append)
        run(Path(args[0]), [Path(path) for path in args[1:]])
        print(len(statements))  # noqa: T201 - as above
    else:
        for number in args[0].split(","):
            database = Path(args[1]) / f"{number}.db"
            kill_at(int(number), database, [Path(path) for path in args[2:]])


if __name__ == "__main__":
    main(*sys.argv[1:])
