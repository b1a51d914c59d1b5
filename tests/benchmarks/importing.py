"""Imports: against a bare loop and `sqlite-utils insert`, once more, and with few new rows.

``python -m tests.benchmarks importing [--size 1m] [--runs 3]``. `sqlite-utils` gets the files as
they are, and all rows as lines of one file, so that it starts once.
"""

import os
import shlex
import shutil
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

import orjson

from tests.benchmarks.histories.library import Library, environ_of, history_in
from tests.benchmarks.histories.listening import UNTIL
from tests.benchmarks.measuring.options import SIZES, parse_options
from tests.benchmarks.measuring.processes import (
    HELLO,
    ROOT,
    Command,
    Comparison,
    compare,
    musicanalyser,
    python,
)
from tests.benchmarks.measuring.tables import print_table

NEW_ROWS = 2_000
_BARE_LOOP = ROOT / "tests" / "benchmarks" / "peers" / "bare_loop.py"


def run(argv: Sequence[str]) -> None:
    """Measure what a command line asks for."""
    options = parse_options(argv, sizes=("200k", "1m"), runs=3)
    library = Library(folder=options.folder)
    for size in options.sizes:
        with library.scratch() as folder:
            folder.mkdir()
            found = compare(_commands(library, size, folder), runs=options.runs)
            print(f"{size} plays in files of an extended export\n")
            print_table(("what", "CPU s", "ratio", "of", "goal", "MB"), _rows(found))
            _print_bytes(library, size)


def _commands(library: Library, size: str, folder: Path) -> Mapping[str, Command]:
    kept, home = library.home(size), folder / "home"
    later = f"{UNTIL + timedelta(days=365):%Y-%m-%d}"
    environ, clear = environ_of(home), partial(_clear, folder)
    restore = partial(_restore, kept, home)
    export, again = library.export(size), library.export(size, again=True)
    return {
        "hello": HELLO,
        **{
            name: Command(line=line, environ=environ, before=clear)
            for name, line in _others(library, size, folder / "plain.db").items()
        },
        "first": musicanalyser("import", export, environ=environ, before=clear),
        "again": musicanalyser("import", again, environ=environ, before=restore),
        "new rows": musicanalyser(
            "import",
            library.latest(size, NEW_ROWS),
            environ={**environ, "MUSICANALYSER_AS_OF": later},
            before=restore,
        ),
    }


def _others(library: Library, size: str, database: Path) -> Mapping[str, tuple[str, ...]]:
    """Return the command lines of the other ways to get an export into a database."""
    export, insert = library.export(size), python("-m", "sqlite_utils", "insert", database, "plays")
    each = ["sh", "-c", f'for file in {shlex.quote(str(export))}/*; do "$@" "$file"; done', "sh"]
    return {
        "bare loop": python(_BARE_LOOP, export, database),
        "sqlite-utils, one file": (*insert, str(_lines(library, size)), "--nl"),
        "sqlite-utils, each file": (*each, *insert),
    }


def _rows(found: Comparison) -> list[list[str]]:
    compared = (
        ("first", "bare loop", "at most 2"),
        ("sqlite-utils, one file", "first", "at least 5"),
        ("sqlite-utils, each file", "first", "at least 5"),
        ("again", "first", "at most 0.4"),
        ("new rows", "hello", "at most 4"),
        ("bare loop", "hello", ""),
    )
    return [
        [
            f"{NEW_ROWS:,} new rows" if name == "new rows" else name,
            f"{found.cpu_s(name):.2f}",
            f"{found.ratio(name, of):.2f}",
            of,
            goal,
            f"{found.peak_mb(name):.0f}",
        ]
        for name, of, goal in compared
    ]


def _print_bytes(library: Library, size: str) -> None:
    used = history_in(library.home(size)).stat().st_size
    print(f"{used / 1e6:,.1f} MB, {used / SIZES[size]:.0f} bytes a play (goal: 180 at 1m)\n")


def _lines(library: Library, size: str) -> Path:
    """Return a folder with all rows of an export, one a line."""
    return library.once(f"lines-{size}.json", partial(_write_lines, library.export(size)))


def _write_lines(export: Path, target: Path) -> None:
    with target.open("wb") as lines:
        for file in sorted(export.iterdir()):
            for row in orjson.loads(file.read_bytes()):
                lines.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))


def _clear(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def _restore(kept: Path, home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(kept, home)
    os.sync()
