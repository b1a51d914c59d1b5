"""The peers by name, and whether their answers are ours."""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.benchmarks.histories.library import Library, environ_of, history_in
from tests.benchmarks.measuring.processes import ROOT, Command, python

_SCRIPTS = Path(__file__).parent
_ENTITIES = {"tracks": ("title", "artist"), "artists": ("artist",), "albums": ("album", "artist")}
_TOP = 5
"""How many of each list the peers find; the program finds more."""
_LONG_AGO_MS = -(10**15)
WINDOWS = ("--week", "--year", "--all")


class DifferentError(Exception):
    """Two tools disagree, so it means nothing which of them is faster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Another tool: its program, the file that it reads, and what must be installed."""

    script: str
    file: str
    package: str | None = None

    @property
    def is_missing(self) -> bool:
        """Whether the tool is not installed."""
        return self.package is not None and find_spec(self.package) is None


PEERS = {
    "DuckDB": Peer(script="duckdb_file.py", file="plays.duckdb", package="duckdb"),
    "polars": Peer(script="polars_parquet.py", file="plays.parquet", package="polars"),
    "pandas": Peer(script="pandas_parquet.py", file="plays.parquet", package="pandas"),
    "SQL": Peer(script="plain_sql.py", file="plays.sqlite"),
}
TO_INSTALL = "pip install '.[benchmark]'"


def missing_peers() -> list[str]:
    """Return the names of tools that are not installed; without pyarrow none has a file to read."""
    if find_spec("pyarrow") is None:
        return [*(name for name, peer in PEERS.items() if peer.package), "pyarrow"]
    return [name for name, peer in PEERS.items() if peer.is_missing]


def peer_commands(library: Library, size: str, window: str) -> Mapping[str, Command]:
    """Return the command of each installed tool for the overview of a window.

    Raises:
        DifferentError: If one of them has other figures than the program.
    """
    home = library.home(size)
    plays = library.keep(f"plain-{size}", lambda folder: _write_plays(history_in(home), folder))
    answer = json.loads(
        _output(python("-m", "musicanalyser", "stats", window, "--format", "json"), home)
    )
    commands = {
        name: Command(
            line=python(_SCRIPTS / peer.script, plays / peer.file, *_span_ms(answer)),
            environ=environ_of(home),
        )
        for name, peer in PEERS.items()
        if name not in missing_peers()
    }
    for name, command in commands.items():
        theirs, ours = json.loads(_output(command.line, home)), figures_of(answer)
        if theirs != ours:
            raise DifferentError(f"{name} {window} {size}: {theirs} instead of {ours}")
    return commands


def figures_of(overview: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures of our overview (its JSON) that the peers have too."""
    now, parts = overview["rows"][0], {part["report"]: part["rows"] for part in overview["parts"]}
    alike = ("heard_ms", "plays", "active_days", *_ENTITIES)
    tops = {
        f"top_{entity}": [
            [*(row[name] for name in names), row["heard_ms"], row["plays"]]
            for row in parts[f"top-{entity}"][:_TOP]
        ]
        for entity, names in _ENTITIES.items()
    }
    cells = [cell["plays"] for cell in parts["heatmap"]]
    return {**{name: now[name] for name in alike}, **tops, "cells": cells}


def _write_plays(history: Path, folder: Path) -> None:
    module = "tests.benchmarks.peers.plain_plays"
    subprocess.run(  # noqa: S603 - a program of ours
        python("-m", module, history, folder), cwd=ROOT, check=True
    )


def _span_ms(overview: Mapping[str, Any]) -> tuple[int, int]:
    since, until = (overview["window"][side] for side in ("since", "until"))
    first_ms = _LONG_AGO_MS if since is None else _to_ms(since)
    return first_ms, _to_ms(until)


def _to_ms(moment: str) -> int:
    return round(1000 * datetime.fromisoformat(moment).timestamp())


def _output(line: tuple[str, ...], home: Path) -> str:
    ran = subprocess.run(  # noqa: S603 - the tools under test
        line, env=environ_of(home), capture_output=True, check=True, text=True
    )
    return ran.stdout
