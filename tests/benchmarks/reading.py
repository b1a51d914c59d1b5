"""Overviews of a week, a year and all time: against the floor, and against other tools.

``python -m tests.benchmarks reading [--size 1m] [--runs 5]``. The peers answer a part of what an
overview answers, from plain plays in files that are kept; all figures are checked to be equal.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.histories.library import Library, environ_of
from tests.benchmarks.measuring.options import Options, parse_options
from tests.benchmarks.measuring.pictures import draw_bars
from tests.benchmarks.measuring.processes import HELLO, Command, Comparison, compare, musicanalyser
from tests.benchmarks.measuring.tables import print_table
from tests.benchmarks.peers.comparison import (
    PEERS,
    TO_INSTALL,
    WINDOWS,
    missing_peers,
    peer_commands,
)

_GOALS = {
    ("--week", "10k"): 1.7, ("--week", "200k"): 1.7, ("--week", "1m"): 1.7, ("--week", "12m"): 1.7,
    ("--all", "1m"): 2.5, ("--all", "12m"): 4.0, ("--year", "1m"): 2.5, ("--year", "12m"): 6.0,
}  # fmt: skip
"""The most times of hello that an overview may take."""


def run(argv: Sequence[str]) -> None:
    """Measure what a command line asks for."""
    options = parse_options(argv)
    for name in missing_peers():
        print(f"{name} is missing: {TO_INSTALL}")
    found = [
        (window, size, _compare(options, window, size))
        for size in options.sizes
        for window in WINDOWS
    ]
    print_table(
        ("overview", "plays", "CPU s", "x hello", "goal", "MB"),
        [_ours(window, size, one) for window, size, one in found],
    )
    print("The CPU time of the peers, as a multiple of ours, and their peak in MB:\n")
    print_table(
        ("overview", "plays", *(cell for name in PEERS for cell in (name, "MB"))),
        [_theirs(window, size, one) for window, size, one in found],
    )
    of_all_time = {size: one for window, size, one in found if window == "--all"}
    _print_growth(of_all_time)
    _draw(of_all_time, options.folder / "overview.svg")


def _print_growth(found: Mapping[str, Comparison]) -> None:
    sizes, ratios = list(found), [one.ratio("ours", "hello") for one in found.values()]
    growth = ratios[-1] / ratios[0]
    print(f"--all grows {growth:.2f}-fold from {sizes[0]} to {sizes[-1]} (goal: 3)\n")


def _draw(found: Mapping[str, Comparison], path: Path) -> None:
    rows = [
        (size, name, round(1000 * one.cpu_s(name)))
        for size, one in found.items()
        for name in one.runs
        if name != "hello"
    ]
    draw_bars(path, "Overview of all time: CPU time of the whole process", rows)


def _compare(options: Options, window: str, size: str) -> Comparison:
    library = Library(folder=options.folder)
    ours = musicanalyser("stats", window, environ=environ_of(library.home(size)))
    commands: Mapping[str, Command] = {
        "hello": HELLO,
        "ours": ours,
        **peer_commands(library, size, window),
    }
    return compare(commands, runs=options.runs)


def _ours(window: str, size: str, found: Comparison) -> list[str]:
    goal = _GOALS.get((window, size))
    return [
        window,
        size,
        f"{found.cpu_s('ours'):.3f}",
        f"{found.ratio('ours', 'hello'):.2f}",
        f"{goal:g}" if goal else "",
        f"{found.peak_mb('ours'):.0f}",
    ]


def _theirs(window: str, size: str, found: Comparison) -> list[str]:
    cells = [window, size]
    for name in PEERS:
        if name in found.runs:
            cells += [f"{found.ratio(name, 'ours'):.1f}", f"{found.peak_mb(name):.0f}"]
        else:
            cells += ["missing", ""]
    return cells
