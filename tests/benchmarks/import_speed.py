"""How fast an import is, against a bare loop over the same files in the same run.

The bare loop decodes each file with orjson and inserts its rows, as they are, into one table
without an index. Run it with ``python -m tests.benchmarks import_speed [ROWS]``.
"""

import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson

from musicanalyser.demo import make_extended_history
from musicanalyser.flows.importing.import_run import import_history
from musicanalyser.store.connection import open_writing

ZONE = ZoneInfo("Europe/Berlin")
UNTIL = datetime(2026, 6, 30, 20, tzinfo=ZONE)
ROUNDS = 3


def run(argv: Sequence[str]) -> None:
    """Measure with as many rows as a command line says."""
    main(int(argv[0]) if argv else 200_000)


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = _written(Path(folder), rows)
        size_mb = sum(file.stat().st_size for file in files) / 1e6
        print(f"{len(files)} files, {size_mb:.0f} MB, at least {rows:,} rows, best of {ROUNDS}")
        # In turn, so that what else the machine does weighs on both.
        pairs = [(_timed(_bare, files), _timed(_ours, files)) for _ in range(ROUNDS)]
    bare, ours = (min(times) for times in zip(*pairs, strict=True))
    print(f"bare loop  {bare:6.2f} s")
    print(f"import     {ours:6.2f} s   ratio {ours / bare:.2f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _written(folder: Path, rows: int) -> list[Path]:
    files = []
    for file in make_extended_history(until=UNTIL, rows=rows):
        path = folder / Path(file.name).name
        path.write_bytes(file.content)
        files.append(path)
    return files


def _timed(work: Callable[[Sequence[Path], Path], None], files: Sequence[Path]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        work(files, Path(folder) / "history.db")
        return time.perf_counter() - began


def _bare(files: Sequence[Path], database: Path) -> None:
    with closing(sqlite3.connect(database)) as conn:
        conn.execute("pragma journal_mode = wal")
        for file in files:
            rows = orjson.loads(file.read_bytes())
            names = list(rows[0])
            conn.execute(f"create table if not exists rows ({', '.join(names)})")
            holders = ", ".join(f":{name}" for name in names)
            with conn:
                conn.executemany(f"insert into rows values ({holders})", rows)  # noqa: S608 - the names are ours


def _ours(files: Sequence[Path], database: Path) -> None:
    with closing(open_writing(database)) as conn:
        import_history(
            conn, files, zone=ZONE, now=lambda: datetime.now(UTC), progress=lambda _: None
        )
