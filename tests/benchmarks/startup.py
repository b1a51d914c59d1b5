"""What the start of a command takes, on a small history: ratios to a program that greets.

``python -m tests.benchmarks startup [RUNS]`` runs each command and the greeting in turn, and prints
the median of their ratios in CPU time, with the number of modules that the command loads.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.measuring.processes import HELLO, compare, musicanalyser, python
from tests.benchmarks.measuring.tables import print_table

COMMANDS = (
    *("--help", "--version", "stats --help", "config path", "sql select", "log --day"),
    "today --short",
    *("stats totals --week", "stats --week --format json", "stats --week", "doctor", "roast"),
)
_RUNS = 15
_LOADED = """
import atexit, sys
from musicanalyser.__main__ import main
atexit.register(lambda: print(len(sys.modules), file=sys.stderr))
main()
"""


def run(argv: Sequence[str]) -> None:
    """Measure with as many runs as a command line says."""
    main(int(argv[0]) if argv else _RUNS)


def main(runs: int) -> None:
    """Print a row for each command."""
    with tempfile.TemporaryDirectory() as home:
        environ = _make_history(Path(home))
        measured = {line: musicanalyser(*_words(line), environ=environ) for line in COMMANDS}
        found = compare({"hello": HELLO, **measured}, runs=runs)
        rows = [
            (
                line,
                f"{found.cpu_s(line) * 1000:.0f}",
                f"{found.ratio(line, 'hello'):.2f}",
                str(_loaded_modules(_words(line), environ)),
            )
            for line in COMMANDS
        ]
    print(f"hello: {found.cpu_s('hello') * 1000:.0f} ms, {runs} runs\n")
    print_table(("command", "ms", "x hello", "modules"), rows)


def _words(line: str) -> list[str]:
    return ["select 1" if word == "select" else word for word in line.split()]


def _make_history(home: Path) -> Mapping[str, str]:
    """Return the environment in which the history is that of the demo, two years long."""
    database = str(home / "demo.db")
    environ = {**os.environ, "MUSICANALYSER_HOME": str(home), "MUSICANALYSER_DB": database}
    _run(python("-m", "musicanalyser", "--quiet", "demo"), environ)
    return environ


def _loaded_modules(words: Sequence[str], environ: Mapping[str, str]) -> int:
    return int(_run(python("-c", _LOADED, *words), environ).stderr.split()[-1])


def _run(line: Sequence[str], environ: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - the program under test
        line, env=environ, capture_output=True, encoding="utf-8", check=True
    )


if __name__ == "__main__":
    run(sys.argv[1:])
