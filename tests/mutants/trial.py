"""A copy of the package in which one bug at a time is planted, and the tests that run on it."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from tests.mutants.mutations import Mutation

ROOT = Path(__file__).parent.parent.parent
_PACKAGE = Path("src") / "musicanalyser"
_PATIENCE = 5.0
_LEAST_PATIENCE_S = 60.0
"""A loaded machine must not make a slow run look like an endless one."""


class Planted(NamedTuple):
    """A mutation, and the module it is planted in, relative to the package."""

    module: Path
    mutation: Mutation

    def __str__(self) -> str:
        return f"{self.module}:{self.mutation.line}  {self.mutation.what}"


class Verdict(Enum):
    """What the tests made of a planted bug."""

    NOTICED = "noticed"
    ENDLESS = "ended by time-out"
    LIVES = "lives"


class Trial:
    """A copy of the package, and the tests of a room."""

    def __init__(self, folder: Path, tests: Sequence[str]) -> None:
        self._copy = folder / "src"
        self._tests = tests
        self._environ = {
            **os.environ,
            "PYTHONPATH": str(self._copy),
            "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / "hypothesis"),
        }
        self._patience_s = _LEAST_PATIENCE_S
        shutil.copytree(
            ROOT / "src", self._copy, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
        )

    def check_sound(self) -> bool:
        """Return whether the tests pass without a bug; measure how long that takes."""
        began_s = time.monotonic()
        passed = self._passes(self._tests, timeout_s=None)
        self._patience_s = max(_LEAST_PATIENCE_S, _PATIENCE * (time.monotonic() - began_s))
        return passed

    def judge(self, planted: Planted) -> Verdict:
        """Plant a bug, run the nearest tests first, then all of the room, and take it out again."""
        path = self._copy / _PACKAGE.name / planted.module
        sound = path.read_text("utf-8")
        path.write_text(planted.mutation.source, "utf-8")
        try:
            for tests in ([nearest_tests(planted.module)], self._tests):
                if not self._passes(tests, timeout_s=self._patience_s):
                    return Verdict.NOTICED
        except subprocess.TimeoutExpired:
            return Verdict.ENDLESS
        finally:
            path.write_text(sound, "utf-8")
        return Verdict.LIVES

    def _passes(self, tests: Sequence[str], *, timeout_s: float | None) -> bool:
        command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
        done = subprocess.run(  # noqa: S603 - our own interpreter and tests
            [*command, "--hypothesis-seed=0", *tests],
            cwd=ROOT,
            env=self._environ,
            timeout=timeout_s,
            capture_output=True,
            check=False,
        )
        return done.returncode == 0


def nearest_tests(module: Path) -> str:
    """Return the innermost folder of tests that mirrors the place of a module."""
    places = (Path("tests") / parent for parent in module.parents)
    return next(place.as_posix() for place in places if (ROOT / place).is_dir())
