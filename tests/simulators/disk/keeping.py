"""A process that writes a history in every way, and tells on stdout what it has done.

Run as ``python -m tests.simulators.disk.keeping FOLDER EXPORT``. Each line says what is kept from
then on, whatever happens.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from musicanalyser.cli.main import run
from musicanalyser.config.paths import find_paths
from musicanalyser.context import Screen, make_app
from musicanalyser.flows.live.ingest import ingest
from musicanalyser.model.evidence import Sighting
from musicanalyser.timespan.local_clock import LocalClock
from tests.flows.players import recent

READINGS = 12
TOLD = "told: "


class _RecentPlays:
    """A list of recent plays that grows by one with each reading."""

    def __init__(self) -> None:
        self._rows: list[Sighting] = []

    def recent(self) -> list[Sighting]:
        number = len(self._rows)
        self._rows.append(recent(f"Live {number}", ended_s=300 * number))
        return self._rows


def main(folder: Path, export: Path) -> None:
    """Do everything once, one after the other."""
    environ = {"MUSICANALYSER_HOME": str(folder / "home"), "TZ": "Europe/Vienna"}
    with Path(os.devnull).open("w") as silence:
        _command(environ, silence, "import", str(export))
        _tell("imported")
        paths = find_paths(environ)
        app = make_app(paths=paths, screen=Screen(out=silence, err=silence, environ=environ))
        plays = _RecentPlays()
        with app.writing() as conn:
            for number in range(1, READINGS + 1):
                ingest(conn, plays, clock=LocalClock(app.zone), now=app.now)
                _tell(f"ingested {number}")
        _command(environ, silence, "config", "set", "tone", "gentle")
        _tell("set")
        _command(environ, silence, "db", "backup", str(folder / "copy.db"))
        _tell("backed up")
        _command(environ, silence, "export", "-o", str(folder / "history.json"))
        _tell("exported")
        _command(environ, silence, "db", "restore", str(folder / "copy.db"))
        _tell("restored")
        history, new = str(paths.database), str(folder / "new.db")
        _command(environ, silence, "db", "recover", history, new)
        _tell("recovered")


def _command(environ: dict[str, str], silence: TextIO, *words: str) -> None:
    assert run(words, environ=environ, out=silence, err=silence) == 0, words


def _tell(what: str) -> None:
    os.write(sys.stdout.fileno(), f"{TOLD}{what}\n".encode())


def told(lines: Sequence[bytes]) -> list[str]:
    """Return what a process has told, from what it wrote to stdout."""
    written = b"".join(lines).decode().splitlines()
    return [line.removeprefix(TOLD) for line in written if line.startswith(TOLD)]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
