"""How much memory an import takes at its peak: many rows in Spotify's file sizes, and one huge file.

The history is written by one process and imported by another, so that neither the generator nor this
program counts. Run it with ``python -m tests.benchmarks.memory [ROWS]``; it needs Linux.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
UNTIL = datetime(2063, 6, 30, 20, tzinfo=ZONE)
"""So late that a million rows, counted back from here, begin after 2008."""
LIMIT_MB = 150
HUGE_MB = 200
_ROWS_IN_A_MB = 1_250
_PEAK = "VmHWM:"


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = written(Path(folder) / "many", rows)
        _tell(f"{len(files)} files of a million rows or as many as asked", files, Path(folder))
        _forget(files)
        huge = written_as_one(Path(folder) / "one", HUGE_MB * _ROWS_IN_A_MB)
        _tell("one huge file", [huge], Path(folder))


def written(folder: Path, rows: int) -> list[Path]:
    """Write a history in Spotify's file sizes, in a process of its own."""
    _in_another_process("many", str(folder), str(rows))
    return sorted(folder.iterdir())


def written_as_one(folder: Path, rows: int) -> Path:
    """Write a history as one single file, in a process of its own."""
    _in_another_process("one", str(folder), str(rows))
    return next(folder.iterdir())


def peak_mb(files: Sequence[Path], database: Path) -> float:
    """Import files in a process of its own; return its peak of resident memory in MB."""
    return float(_in_another_process("import", str(database), *map(str, files)))


def _tell(what: str, files: Sequence[Path], folder: Path) -> None:
    size_mb = sum(file.stat().st_size for file in files) / 1e6
    peak = peak_mb(files, folder / "history.db")
    print(f"{what}, {size_mb:.0f} MB: peak {peak:.0f} MB, limit {LIMIT_MB} MB")
