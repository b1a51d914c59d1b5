"""What benchmarks print: Markdown, with the machine and the versions above it."""

import os
import platform
import sqlite3
from collections.abc import Iterable, Sequence
from importlib import metadata
from pathlib import Path

_PACKAGES = ("typer", "rich", "orjson", "sqlite-utils", "duckdb", "polars", "pandas", "pyarrow")


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a Markdown table, numbers to the right; the first column holds names."""
    lines = [list(headings), *map(list, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    for cells in (lines[0], rule, *lines[1:]):
        first, *rest = cells
        padded = [first.ljust(widths[0]), *map(str.rjust, rest, widths[1:])]
        print(f"| {' | '.join(padded)} |", flush=True)
    print(flush=True)


def print_machine() -> None:
    """Print what the figures were measured on."""
    versions = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    for name in _PACKAGES:
        try:
            versions.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            versions.append(f"{name} missing")
    print(f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}")
    print(f"{', '.join(versions)}\n", flush=True)


def _processor() -> str:
    """Return the name of the processor where Linux tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
