"""Run the benchmarks: all of them, or one by its name.

``python -m tests.benchmarks`` runs all at every size, which takes hours. ``python -m
tests.benchmarks NAME`` runs one; its options follow, and ``--help`` lists them.
"""

import sys
from collections.abc import Sequence
from importlib import import_module

from tests.benchmarks.measuring.tables import print_machine

BENCHMARKS = {
    "startup": "The start of commands, on a small history.",
    "reading": "Overviews of a week, a year and all time, beside other tools.",
    "importing": "Imports, beside a bare loop and `sqlite-utils insert`; bytes a play.",
    "every_statistic": "Every statistic of all time.",
    "commands": "Help, log, roast, doctor, and a change of the time zone.",
    "live": "What a list of recent plays and a step of `watch` cost the database.",
    "rules": "What it costs to apply a rule, and to take it back.",
    "kills": "What 500 kills of every command that writes leave of a history.",
    "enriching": "Requests, time and memory to enrich 5,000 tracks.",
    "memory": "The peak of an import, in files of Spotify's size and in one.",
    "noticing": "How soon the starts of sessions are noticed.",
    "accuracy": "How accurate the log of a simulated listener is.",
    "services": "Which rows of other services find their play, and what counts twice.",
    "soak": "What a month of trouble leaves of a watch.",
    "fuzz": "How the program ends on 100,000 damaged exports.",
    "watch_hour": "Memory and processor time of an hour of `watch`.",
}
"""Every benchmark: a module with ``run(argv)``, and what it measures. Slow ones come last."""


def main(argv: Sequence[str]) -> None:
    """Run what the command line names."""
    if argv and argv[0] in {"-h", "--help"}:
        print(__doc__)
        for name, about in BENCHMARKS.items():
            print(f"  {name:<16}{about}")
        return
    name, *options = argv or [""]
    if name and name not in BENCHMARKS:
        sys.exit(f"There is no benchmark {name!r}. Choose one of: {', '.join(BENCHMARKS)}.")
    print_machine()
    for one in [name] if name else BENCHMARKS:
        print(f"## {one}: {BENCHMARKS[one]}\n", flush=True)
        import_module(f"tests.benchmarks.{one}").run(options)


if __name__ == "__main__":
    main(sys.argv[1:])
