"""The options that benchmarks of histories share: which sizes, how often, and where files are."""

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SIZES = {"10k": 10_000, "200k": 200_000, "1m": 1_000_000, "12m": 12_000_000}
"""How many plays each history has, by the name that the command line knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What to measure: histories by the names of their sizes, runs, and the folder of files."""

    sizes: tuple[str, ...]
    runs: int
    folder: Path


def parse_options(
    argv: Sequence[str], *, sizes: Sequence[str] = tuple(SIZES), runs: int = 5
) -> Options:
    """Return the options of a command line, with these as defaults."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks NAME")
    parser.add_argument("--size", action="append", choices=SIZES, help="again for more sizes")
    parser.add_argument("--runs", type=int, default=runs)
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(tempfile.gettempdir()) / "musicanalyser-benchmarks",
        help="where histories are kept for the next run",
    )
    chosen = parser.parse_args(argv)
    return Options(
        sizes=tuple(chosen.size or sizes), runs=chosen.runs, folder=chosen.folder.resolve()
    )
