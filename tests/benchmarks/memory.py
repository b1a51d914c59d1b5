"""How much memory an import and an export take at their peaks, and an import of one huge file.

The history is written by one process and imported by another, so that neither the generator nor
whoever asks is counted. Run it with ``python -m tests.benchmarks memory [ROWS]``; it needs Linux.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from musicanalyser.demo import make_extended_history
from musicanalyser.flows.exporting.export_formats import EXPORT_FORMATS
from musicanalyser.flows.exporting.history_reading import history_rows
from musicanalyser.flows.importing.import_run import import_history
from musicanalyser.store.connection import open_reading, open_writing

LIMIT_MB = 150
HUGE_ROWS = 245_000
"""What makes a file of 200 MB."""
_ROOT = Path(__file__).parent.parent.parent
_ZONE = ZoneInfo("Europe/Berlin")
_UNTIL = datetime(2063, 6, 30, 20, tzinfo=_ZONE)
"""So late that a million rows, counted back from here, begin after 2008."""
_PEAK = "VmHWM:"
"""The peak since the program began; what ``getrusage`` tells begins with that of its parent."""


def run(argv: Sequence[str]) -> None:
    """Measure with as many rows as a command line says."""
    main(int(argv[0]) if argv else 1_000_000)


def main(rows: int) -> None:
    """Print both peaks."""
    with tempfile.TemporaryDirectory() as folder:
        for count, shape in ((rows, "many"), (HUGE_ROWS, "one")):
            files = written(Path(folder) / shape, count, shape)
            size_mb = sum(file.stat().st_size for file in files) / 1e6
            database = Path(folder) / f"{shape}.db"
            peak = peak_mb(files, database)
            print(f"{count:,} rows, {size_mb:,.0f} MB in {len(files)} files: peak {peak:.0f} MB")
            print(f"the same exported: peak {export_peak_mb(database):.0f} MB")
    print(f"limit {LIMIT_MB} MB")


def written(folder: Path, rows: int, shape: str) -> list[Path]:
    """Write a history, as Spotify would (``many``) or into one single file (``one``)."""
    folder.mkdir()
    _in_another_process("write", folder, rows, shape)
    return sorted(folder.iterdir())


def peak_mb(files: Sequence[Path], database: Path) -> float:
    """Import files in a process of its own; return the most memory it had at any time."""
    return float(_in_another_process("import", database, *files))


def export_peak_mb(database: Path) -> float:
    """Export a history in a process of its own; return the most memory it had at any time."""
    return float(_in_another_process("export", database))


def _in_another_process(*args: object) -> str:
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    ran = subprocess.run(  # noqa: S603 - this very module
        [sys.executable, "-m", "tests.benchmarks.memory", *map(str, args)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return ran.stdout


def _write(folder: Path, rows: int, shape: str) -> None:
    files = make_extended_history(until=_UNTIL, rows=rows)
    if shape == "many":
        for file in files:
            (folder / Path(file.name).name).write_bytes(file.content)
        return
    with (folder / "Streaming_History_Audio.json").open("wb") as one:
        for number, file in enumerate(files):
            one.write(b"," if number else b"[")
            one.write(file.content.strip().removeprefix(b"[").removesuffix(b"]"))
        one.write(b"]")


def _import(database: Path, files: Sequence[Path]) -> None:
    with closing(open_writing(database)) as conn:
        import_history(
            conn, files, zone=_ZONE, now=lambda: datetime.now(UTC), progress=lambda _: None
        )
    _print_peak()


def _export(database: Path) -> None:
    with closing(open_reading(database)) as conn, Path(os.devnull).open("w") as stream:
        EXPORT_FORMATS["json"](history_rows(conn, None, None), stream)
    _print_peak()


def _print_peak() -> None:
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    (peak,) = (line.split()[1] for line in status if line.startswith(_PEAK))
    print(int(peak) / 1024)


if __name__ == "__main__":  # the processes that are measured
    match sys.argv[1:]:
        case ["write", folder, rows, shape]:
            _write(Path(folder), int(rows), shape)
        case ["import", database, *files]:
            _import(Path(database), [Path(file) for file in files])
        case ["export", database]:
            _export(Path(database))
