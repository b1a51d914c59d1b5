"""Plant bugs one at a time, and list those that no test notices.

    python -m tests.mutants                              a sample of every room below
    python -m tests.mutants spotify --sample 40 --seed 2
    python -m tests.mutants listening --sample 0         every mutation: takes hours

Each bug is planted in a copy of the package, never in the checkout. The tests of the room run
against it until the first one fails.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.mutants.mutations import mutations
from tests.mutants.trial import ROOT, Planted, Trial, Verdict

ROOMS: Mapping[str, Sequence[str]] = {
    "listening": (
        *("tests/listening", "tests/flows/recording", "tests/flows/live"),
        *("tests/docs/test_tables.py", "tests/config/test_settings.py"),
    ),
    "stats/base": ("tests/stats", "tests/oracle/test_rough_rows.py"),
    "spotify": ("tests/spotify", "tests/flows/live"),
    "enrich/identity": ("tests/enrich", "tests/flows/enriching"),
}
"""What is worth planting bugs in, and the tests that should notice them."""
_SAMPLE = 40


def main() -> int:
    """Plant bugs in the rooms asked for; return 1 if any of them lives."""
    options = _options()
    survivors = 0
    for room in options.rooms or ROOMS:
        planted = _sample(room, options.sample, options.seed)
        verdicts = Counter(_judge(room, planted))
        survivors += verdicts[Verdict.LIVES]
        counts = ", ".join(f"{verdicts[one]} {one.value}" for one in Verdict)
        print(f"{room}: {len(planted)} planted (seed {options.seed}): {counts}", flush=True)
    return 1 if survivors else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutants",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=", ".join(ROOMS))
    parser.add_argument("--sample", type=int, default=_SAMPLE, help="bugs a room, 0 for all")
    parser.add_argument("--seed", type=int, default=1, help="chooses the sample")
    options = parser.parse_args()
    if unknown := set(options.rooms) - ROOMS.keys():
        parser.error(f"no such room: {', '.join(sorted(unknown))}")
    return options


def _sample(room: str, size: int, seed: int) -> list[Planted]:
    package = ROOT / "src" / "musicanalyser"
    every = [
        Planted(path.relative_to(package), mutation)
        for path in sorted((package / room).rglob("*.py"))
        for mutation in mutations(path.read_text("utf-8"))
    ]
    return every if not size else random.Random(seed).sample(every, min(size, len(every)))  # noqa: S311 - chooses what to test


def _judge(room: str, planted: Sequence[Planted]) -> Iterator[Verdict]:
    """Yield what the tests make of each bug, and print those that live."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder), ROOMS[room])
        if not trial.check_sound():
            sys.exit(f"{room}: its tests fail without any planted bug")
        for one in planted:
            verdict = trial.judge(one)
            if verdict is not Verdict.NOTICED:
                print(f"  {verdict.value}: {one}", flush=True)
            yield verdict


if __name__ == "__main__":
    sys.exit(main())
