"""An import in a process of its own, which dies as ``kill -9`` lets a process die.

``python -m tests.flows.killing run DATABASE PATH...`` imports and tells each step in a line.
``python -m tests.flows.killing count DATABASE PATH...`` tells how many statements SQLite was given.
``python -m tests.flows.killing at N,N... FOLDER PATH...`` leaves in ``FOLDER/N.db`` what is there
when the process is killed before the Nth statement; for speed each is a fork, where there is one.
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

from musicanalyser.flows.importing.import_run import Progress
from musicanalyser.store import migrations as _migrations  # noqa: F401 - loaded once, not in every fork
from musicanalyser.store.connection import open_writing
from tests.flows.histories import import_into


def run(database: Path, paths: Sequence[Path]) -> None:
    """Import, and tell how far it is."""

    def tell(progress: Progress) -> None:
        print(progress.rows, flush=True)  # noqa: T201 - how it tells its parent

    with closing(open_writing(database)) as conn:
        import_into(conn, *paths, progress=tell)


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
