"""How the program ends on damaged exports: never in a bug.

``python -m tests.benchmarks fuzz [--inputs 100000] [--first 0]`` imports the files of
`tests.flows.broken_exports`, by their numbers, through the whole program: rows, bytes, zip headers,
encodings and names are damaged, always in the same way for the same number. It prints how often
each exit code came, and fails if one of them is that of a bug or if a traceback was shown.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from io import StringIO
from pathlib import Path

from musicanalyser.cli.main import run as run_program
from musicanalyser.errors import ExitCode
from tests.flows.broken_exports import make_broken_export

_TO_ONE_DATABASE = 250
_TRACEBACK = "Traceback"


def run(argv: Sequence[str]) -> None:
    """Import what a command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks fuzz")
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(argv)
    last = options.first + options.inputs
    portions = [
        range(first, min(first + _TO_ONE_DATABASE, last))
        for first in range(options.first, last, _TO_ONE_DATABASE)
    ]
    ends: Counter[str] = Counter()
    wrong: list[int] = []
    with ProcessPoolExecutor(options.processes) as pool:
        for found, bugs in pool.map(import_portion, portions):
            ends += found
            wrong += bugs
    for end, count in sorted(ends.items()):
        print(f"exit code {end}: {count:,}")
    print(f"bugs: {len(wrong)} {wrong[:20]}")
    if wrong:
        sys.exit(1)


def import_portion(numbers: range) -> tuple[Counter[str], list[int]]:
    """Import files into one database; return how often each exit code came, and which are bugs."""
    ends: Counter[str] = Counter()
    wrong: list[int] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, code, shown in _imports(Path(folder), numbers):
            ends[str(code)] += 1
            if code == ExitCode.BUG or _TRACEBACK in shown:
                wrong.append(number)
    return ends, wrong


def _imports(folder: Path, numbers: range) -> Iterator[tuple[int, int, str]]:
    environ = {"MUSICANALYSER_HOME": str(folder / "home"), "TZ": "Europe/Vienna"}
    for number in numbers:
        suffix, content = make_broken_export(number)
        file = folder / f"{number}{suffix}"
        file.write_bytes(content)
        out, err = StringIO(), StringIO()
        code = run_program(["import", str(file)], environ=environ, out=out, err=err)
        yield number, code, out.getvalue() + err.getvalue()
        file.unlink()


if __name__ == "__main__":
    run(sys.argv[1:])
