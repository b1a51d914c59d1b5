"""Every statistic of all time, with facts about the music: against the floor, and its peak.

``python -m tests.benchmarks every_statistic [--size 1m] [--runs 5]``.
"""

from collections.abc import Sequence

from musicanalyser.stats import STATS
from tests.benchmarks.histories.library import Library, environ_of
from tests.benchmarks.measuring.options import parse_options
from tests.benchmarks.measuring.processes import HELLO, compare, musicanalyser
from tests.benchmarks.measuring.tables import print_table

_GOALS = {"1m": (4, 150), "12m": (10, 400)}
"""The most times of hello, and the most memory in MB, that a statistic may take."""


def run(argv: Sequence[str]) -> None:
    """Measure what a command line asks for."""
    options = parse_options(argv, sizes=("1m", "12m"))
    library = Library(folder=options.folder)
    for size in options.sizes:
        environ = environ_of(library.home_with_facts(size))
        ours = {name: musicanalyser("stats", name, "--all", environ=environ) for name in STATS}
        found = compare({"hello": HELLO, **ours}, runs=options.runs)
        ratio, peak_mb = _GOALS.get(size, (None, None))
        print(f"{size} plays; goal: {ratio} x hello, {peak_mb} MB\n")
        print_table(
            ("stats NAME --all", "CPU s", "x hello", "MB"),
            [
                [
                    name,
                    f"{found.cpu_s(name):.3f}",
                    f"{found.ratio(name, 'hello'):.2f}",
                    f"{found.peak_mb(name):.0f}",
                ]
                for name in ours
            ],
        )
