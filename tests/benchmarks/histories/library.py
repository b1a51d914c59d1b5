"""Histories that are kept for the next run: as files of an export, and in a database."""

import hashlib
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from musicanalyser.store.connection import open_writing
from tests.benchmarks.histories.direct_loading import load
from tests.benchmarks.histories.export_files import AGAIN_ROWS, FILE_ROWS, write_export
from tests.benchmarks.histories.facts import store_facts
from tests.benchmarks.histories.listening import UNTIL, catalogue_of, make_plays
from tests.benchmarks.histories.sessions import Played
from tests.benchmarks.measuring.options import SIZES
from tests.benchmarks.measuring.processes import ROOT, measure, musicanalyser

_WRITERS = ("imports", "listening", "flows/importing", "flows/recording", "store")
"""The rooms that decide what is in a history: after a change in them it is imported anew."""

ZONE = "Europe/Vienna"
_LOADED = {"12m"}
"""Sizes that are loaded straight into the tables: to write and read the files would take longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A folder of histories, each made when it is first asked for."""

    folder: Path

    def export(self, size: str, *, again: bool = False) -> Path:
        """Return the folder of the export of a size; ``again`` is a later export of the same."""
        name, rows = (f"again-{size}", AGAIN_ROWS) if again else (f"export-{size}", FILE_ROWS)
        plays = make_plays(SIZES[size])
        return self.once(name, lambda to: write_export(to, plays, file_rows=rows))

    def latest(self, size: str, count: int) -> Path:
        """Return the folder of an export of plays that follow on a history: its last, once more."""
        return self.once(f"latest-{size}", lambda to: write_export(to, _later(size, count)))

    def home(self, size: str) -> Path:
        """Return the home of the program, with the history of a size in it."""
        return self.keep(f"home-{size}", lambda to: self._fill(size, to))

    def home_with_facts(self, size: str) -> Path:
        """Return such a home with facts about most of the music."""
        return self.keep(f"facts-{size}", lambda to: self._add_facts(size, to))

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Lend the path of a folder that does not exist yet, and is deleted afterwards."""
        path = self.folder / f"scratch-{os.getpid()}"
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)

    def keep(self, name: str, make: Callable[[Path], object]) -> Path:
        """Return what was made for the program as it is, or make it and delete the outdated."""
        current = f"{name}-{_digest()}"
        for made in self.folder.glob(f"{name}-????????"):
            if made.name != current:
                shutil.rmtree(made)
        return self.once(current, make)

    def _fill(self, size: str, home: Path) -> None:
        home.mkdir()
        if size in _LOADED:
            load(history_in(home), make_plays(SIZES[size]), zone=ZoneInfo(ZONE))
        else:
            measure(musicanalyser("import", self.export(size), environ=environ_of(home)))

    def _add_facts(self, size: str, home: Path) -> None:
        shutil.copytree(self.home(size), home)
        with closing(open_writing(history_in(home))) as conn:
            store_facts(conn, catalogue_of(SIZES[size]).tracks)

    def once(self, name: str, make: Callable[[Path], object]) -> Path:
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


def _later(size: str, count: int) -> Iterator[Played]:
    """Yield the last plays of a history, moved by as long as they took."""
    plays = deque(make_plays(SIZES[size]), maxlen=count)
    later_s = plays[-1].end_s - plays[0].start_s
    for play in plays:
        yield play._replace(start_s=play.start_s + later_s, end_s=play.end_s + later_s)


def history_in(home: Path) -> Path:
    """Return the database of a home."""
    return home / "history.db"


def environ_of(home: Path) -> dict[str, str]:
    """Return an environment in which it is the day after the histories, and nothing else."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUTF8": "1",
        "MUSICANALYSER_HOME": str(home),
        "MUSICANALYSER_AS_OF": f"{UNTIL:%Y-%m-%d}",
        "TZ": ZONE,
    }


def _digest() -> str:
    """Return what changes with the code that writes histories."""
    rooms = (ROOT / "src" / "musicanalyser" / room for room in _WRITERS)
    files = sorted(
        path for room in rooms for path in room.rglob("*.*") if path.suffix in {".py", ".sql"}
    )
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:8]
