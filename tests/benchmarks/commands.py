"""Other commands: help, log, roast, doctor and a change of the time zone, against the floor.

``python -m tests.benchmarks commands [--size 1m] [--runs 3]``.
"""

import shutil
from collections.abc import Mapping, Sequence
from functools import partial

from tests.benchmarks.histories.library import Library, environ_of
from tests.benchmarks.measuring.options import parse_options
from tests.benchmarks.measuring.processes import HELLO, Command, compare, measure, musicanalyser
from tests.benchmarks.measuring.tables import print_table

_GOALS = {
    "--help": "0.8 x",
    "roast": "4 x at 1m",
    "doctor": "3 x at 1m",
    "config set timezone": "60 MB at 1m",
    "log --all --format csv": "flat",
    "log --all --format jsonl": "flat",
}


def run(argv: Sequence[str]) -> None:
    """Measure what a command line asks for."""
    options = parse_options(argv, sizes=("10k", "1m"), runs=3)
    library = Library(folder=options.folder)
    rows = []
    for size in options.sizes:
        with library.scratch() as home:
            shutil.copytree(library.home(size), home)
            commands = _commands(environ_of(home))
            found = compare({"hello": HELLO, **commands}, runs=options.runs)
        rows += [
            [
                name,
                size,
                f"{found.cpu_s(name):.3f}",
                f"{found.ratio(name, 'hello'):.2f}",
                _GOALS.get(name, ""),
                f"{found.peak_mb(name):.0f}",
            ]
            for name in commands
        ]
    print_table(("command", "plays", "CPU s", "x hello", "goal", "MB"), rows)


def _commands(environ: Mapping[str, str]) -> Mapping[str, Command]:
    ours = partial(musicanalyser, environ=environ)
    return {
        "--help": ours("--help"),
        "doctor": ours("doctor"),
        "roast": ours("roast", "--again"),
        "roast --all": ours("roast", "--all", "--again"),
        "log --all --format csv": ours("log", "--all", "--format", "csv"),
        "log --all --format jsonl": ours("log", "--all", "--format", "jsonl"),
        "config set timezone": Command(
            line=ours("config", "set", "timezone", "America/Lima").line,
            environ=environ,
            before=partial(_set_zone, environ),
        ),
    }


def _set_zone(environ: Mapping[str, str]) -> None:
    """Set the other zone, so that the next change is one."""
    measure(musicanalyser("config", "set", "timezone", "Europe/Vienna", environ=environ))
