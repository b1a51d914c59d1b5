"""Histories that are kept for the next run: as files of an export, and imported by the program."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.benchmarks.histories.export_files import write_export
from tests.benchmarks.histories.listening import UNTIL, make_plays
from tests.benchmarks.measuring.options import SIZES
from tests.benchmarks.measuring.processes import ROOT, measure, musicanalyser

_WRITERS = ("imports", "listening", "flows", "store")
"""The rooms that decide what is in a history: after a change in them it is imported anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A folder of histories, each made when it is first asked for."""

    folder: Path

    def export(self, size: str) -> Path:
        """Return the folder of the export of a size."""
        return self._kept(f"export-{size}", lambda to: write_export(to, make_plays(SIZES[size])))

    def home(self, size: str) -> Path:
        """Return the home of the program, with the history of a size in it."""
        return self._kept(f"home-{size}-{_digest()}", lambda to: self._import(size, to))

    @contextmanager
    def copy(self, size: str) -> Iterator[Path]:
        """Lend a home that may be written to."""
        copied = self.folder / f"copy-{size}-{os.getpid()}"
        shutil.copytree(self.home(size), copied)
        try:
            yield copied
        finally:
            shutil.rmtree(copied)

    def keep(self, name: str, make: Callable[[Path], object]) -> Path:
        """Return what was made under a name for the program as it is, or make it."""
        return self._kept(f"{name}-{_digest()}", make)

    def _import(self, size: str, home: Path) -> None:
        home.mkdir()
        measure(musicanalyser("import", self.export(size), environ=environ_of(home)))

    def _kept(self, name: str, make: Callable[[Path], object]) -> Path:
        """Return a file or folder; what a kill left unfinished is made again."""
        made, part = self.folder / name, self.folder / f"{name}.part"
        if not made.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            if part.is_dir():
                shutil.rmtree(part)
            part.unlink(missing_ok=True)
            print(f"(making {name})", flush=True)
            make(part)
            part.rename(made)
        return made


def environ_of(home: Path) -> dict[str, str]:
    """Return an environment in which it is the last evening of the histories, and nothing else."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUTF8": "1",
        "MUSICANALYSER_HOME": str(home),
        "MUSICANALYSER_AS_OF": f"{UNTIL - timedelta(days=1):%Y-%m-%d}",
        "TZ": "Europe/Vienna",
    }


def _digest() -> str:
    """Return what changes with the code that writes histories."""
    rooms = (ROOT / "src" / "musicanalyser" / room for room in _WRITERS)
    files = sorted(
        path for room in rooms for path in room.rglob("*.*") if path.suffix in {".py", ".sql"}
    )
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:8]
