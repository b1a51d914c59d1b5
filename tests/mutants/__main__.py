"""Plant bugs one at a time, and list those that no test notices.

    python -m tests.mutants                              a sample of every room below
    python -m tests.mutants spotify --sample 40 --seed 2
    python -m tests.mutants listening --sample 0         every mutation: takes hours

Each bug is planted in a copy of the package, never in the checkout. The tests of the room run
against it until the first one fails. A run that takes three times as long as without a bug counts
as noticed.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.mutants.mutations import Mutation, mutations

ROOT = Path(__file__).parent.parent.parent
ROOMS = {
    "listening": ("tests/listening", "tests/flows/recording"),
    "stats/base": ("tests/stats", "tests/oracle/test_rough_rows.py"),
    "spotify": ("tests/spotify",),
    "enrich/identity": ("tests/enrich",),
}
"""What is worth planting bugs in, and the tests that should notice them."""
_SAMPLE = 40
_PATIENCE = 3.0
_LEAST_PATIENCE_S = 30.0


class Planted(NamedTuple):
    """A mutation, and the module it is planted in."""

    module: Path
    mutation: Mutation

    def __str__(self) -> str:
        return f"{self.module}:{self.mutation.line}  {self.mutation.what}"


def main() -> int:
    options = _options()
    survivors = 0
    for room in options.rooms or ROOMS:
        planted = _sample(room, options.sample, options.seed)
        living = _survivors(room, planted)
        survivors += len(living)
        print(
            f"{room}: {len(planted) - len(living)} of {len(planted)} noticed, seed {options.seed}"
        )
        print("".join(f"  lives: {one}\n" for one in living), end="", flush=True)
    return 1 if survivors else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=", ".join(ROOMS))
    parser.add_argument("--sample", type=int, default=_SAMPLE, help="bugs a room, 0 for all")
    parser.add_argument("--seed", type=int, default=1, help="chooses the sample")
    options = parser.parse_args()
    if unknown := set(options.rooms) - ROOMS.keys():
        parser.error(f"no such room: {', '.join(sorted(unknown))}")
    return options


def _sample(room: str, size: int, seed: int) -> list[Planted]:
    folder = ROOT / "src" / "musicanalyser" / room
    every = [
        Planted(path.relative_to(ROOT / "src"), mutation)
        for path in sorted(folder.rglob("*.py"))
        for mutation in mutations(path.read_text("utf-8"))
    ]
    return every if not size else random.Random(seed).sample(every, min(size, len(every)))  # noqa: S311 - chooses what to test


def _survivors(room: str, planted: Sequence[Planted]) -> list[Planted]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "src"
        shutil.copytree(ROOT / "src", copy, ignore=shutil.ignore_patterns("__pycache__"))
        began = time.monotonic()
        if not _passes(room, copy, timeout_s=None):
            sys.exit(f"{room}: its tests fail without any planted bug")
        patience_s = max(_LEAST_PATIENCE_S, _PATIENCE * (time.monotonic() - began))
        return [one for one in planted if _lives(room, one, copy, patience_s)]


def _lives(room: str, planted: Planted, copy: Path, patience_s: float) -> bool:
    path = copy / planted.module
    sound = path.read_text("utf-8")
    path.write_text(planted.mutation.source, "utf-8")
    try:
        return _passes(room, copy, timeout_s=patience_s)
    finally:
        path.write_text(sound, "utf-8")


def _passes(room: str, copy: Path, *, timeout_s: float | None) -> bool:
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and tests
            [*command, *ROOMS[room]],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(copy)},
            timeout=timeout_s,
            capture_output=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
