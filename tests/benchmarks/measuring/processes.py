"""CPU time and peak memory of whole processes, compared in runs that take turns."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[3]
_LAUNCHER = Path(__file__).with_name("launcher.py")


class FailedError(Exception):
    """A measured command did not do what it should have done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What is measured: a command line, its environment, and what must be done before each run."""

    line: tuple[str, ...]
    environ: Mapping[str, str]
    before: Callable[[], object] = lambda: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a process took: user and system time with its children, and its greatest memory."""

    cpu_s: float
    peak_mb: float


def python(*args: object) -> tuple[str, ...]:
    """Return the command line that runs something with this interpreter."""
    return (sys.executable, *map(str, args))


def musicanalyser(
    *args: object, environ: Mapping[str, str], before: Callable[[], object] = lambda: None
) -> Command:
    """Return a command of the program under test."""
    return Command(line=python("-m", "musicanalyser", *args), environ=environ, before=before)


HELLO = Command(line=python(ROOT / "tests" / "benchmarks" / "hello.py"), environ=os.environ)
"""What every ratio is against, unless it says otherwise."""


def measure(command: Command, *, output: Path = Path(os.devnull)) -> Usage:
    """Run a command to its end; what it prints goes to ``output``.

    Raises:
        FailedError: If its exit code is not 0.
    """
    command.before()
    ran = subprocess.run(  # noqa: S603 - the command under test
        python("-I", "-S", _LAUNCHER, output, *command.line),
        env=dict(command.environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        text=True,
    )
    told = json.loads(ran.stdout)
    if told["code"]:
        raise FailedError(f"{command.line} ended with {told['code']}: {ran.stderr}")
    return Usage(cpu_s=told["cpu_s"], peak_mb=told["peak_mb"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Several commands, each run as often, in turn."""

    runs: Mapping[str, Sequence[Usage]]

    def cpu_s(self, name: str) -> float:
        """Return the median CPU time of a command."""
        return median(usage.cpu_s for usage in self.runs[name])

    def peak_mb(self, name: str) -> float:
        """Return the greatest memory of all runs of a command."""
        return max(usage.peak_mb for usage in self.runs[name])

    def ratio(self, name: str, reference: str) -> float:
        """Return the median of the ratios of CPU time, run by run."""
        pairs = zip(self.runs[name], self.runs[reference], strict=True)
        return median(one.cpu_s / other.cpu_s for one, other in pairs)


def compare(commands: Mapping[str, Command], *, runs: int) -> Comparison:
    """Measure all commands ``runs`` times; in every run each has its turn, so load hits all."""
    found: dict[str, list[Usage]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            found[name].append(measure(command))
    return Comparison(runs=found)
