"""A watch looks at once after the machine has slept, however long it meant to wait."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest

from musicanalyser.cli.watch import wake_with_machine
from musicanalyser.config.paths import find_paths
from musicanalyser.context import App, Screen, make_app
from tests.flows.histories import NOW


class Machine:
    """A machine whose clock goes on while it sleeps, which it does in the middle of one nap."""

    def __init__(self, sleeps_in: int, asleep_s: float) -> None:
        self.now = NOW
        self.naps: list[float] = []
        self._sleeps_in, self._asleep_s = sleeps_in, asleep_s

    def nap(self, seconds: float) -> bool:
        self.naps.append(seconds)
        asleep_s = self._asleep_s if len(self.naps) == self._sleeps_in else 0
        self.now += timedelta(seconds=seconds + asleep_s)
        return False


def sleeping(home: Path, machine: Machine) -> Callable[[float], bool]:
    environ = {"MUSICANALYSER_HOME": str(home), "TZ": "UTC"}
    app: App = make_app(paths=find_paths(environ), screen=_screen(environ))
    return wake_with_machine(replace(app, now=lambda: machine.now), machine.nap)


def _screen(environ: dict[str, str]) -> Screen:

    return Screen(out=StringIO(), err=StringIO(), environ=environ)


def test_a_wait_ends_when_the_machine_wakes(tmp_path: Path) -> None:
    machine = Machine(sleeps_in=3, asleep_s=8 * 3_600)
    assert sleeping(tmp_path, machine)(600)
    assert sum(machine.naps) == 45


@pytest.mark.parametrize("asleep_s", [0, 29, -3_600])
def test_a_clock_that_is_set_or_a_slow_machine_ends_no_wait(
    tmp_path: Path, asleep_s: float
) -> None:
    machine = Machine(sleeps_in=2, asleep_s=asleep_s)
    assert not sleeping(tmp_path, machine)(100)
    assert sum(machine.naps) == 100


def test_what_ends_a_nap_ends_the_wait(tmp_path: Path) -> None:
    machine = Machine(sleeps_in=0, asleep_s=0)
    environ = {"MUSICANALYSER_HOME": str(tmp_path), "TZ": "UTC"}
    app = make_app(paths=find_paths(environ), screen=_screen(environ))
    app = replace(app, now=lambda: datetime(2025, 1, 1, tzinfo=UTC))
    assert wake_with_machine(app, lambda seconds: bool(machine.nap(seconds)) or True)(600)
    assert machine.naps == [15]
