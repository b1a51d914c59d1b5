"""Kills at random moments, as by ``kill -9``, of every command that writes.

``python -m tests.benchmarks kills [COMMAND...] [--kills 500] [--seed 1]`` runs each command again
and again in a place of its own, kills each attempt at any moment, looks for half files and lost
rows, and compares what is there in the end with what an undisturbed run leaves.
"""

import argparse
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TextIO

from tests.benchmarks.killing.commands import Command, commands
from tests.benchmarks.killing.places import contents, faults, plays, sightings
from tests.cli.running import command as command_line
from tests.cli.running import world

_KILLS_OF_A_PLACE = 10
_WATCH_S = 6.0
_START = 0.4
"""The part of a run after which it is killed: before that, Python loads modules."""
_OVERLAP_MS = 2_000
"""How far the bounds of two plays may overlap: the player's clock is not ours."""


def run(argv: Sequence[str]) -> None:
    """Kill as often as a command line asks for; end with 1 if anything is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks kills")
    parser.add_argument("commands", nargs="*", metavar="COMMAND")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    wrong: list[str] = []
    with TemporaryDirectory() as folder, commands(Path(folder)) as known:
        chosen = options.commands or list(known)
        for at, name in enumerate(chosen):
            kills = options.kills * (at + 1) // len(chosen) - options.kills * at // len(chosen)
            random = Random(f"{options.seed} {name}")  # noqa: S311 - repeatable, not secret
            found = _kill(known[name], Path(folder) / "killed", kills, random)
            print(f"{name:<18}{kills:>4} kills  {len(found)} wrong", flush=True)
            wrong += [f"{name}: {one}" for one in found]
    if wrong:
        sys.exit("\n".join(wrong))


def _kill(command: Command, place: Path, kills: int, random: Random) -> list[str]:
    """Return what is wrong after the kills of one command."""
    undisturbed, whole_s = _run_undisturbed(command, place)
    killed, wrong = 0, []
    while killed < kills:
        _copy(command, place)
        before = sightings(place)
        told: list[str] = []
        for _ in range(min(_KILLS_OF_A_PLACE, kills - killed)):
            ended_s, lines = _attempt(command, place, random.uniform(_START, 1) * whole_s)
            killed += ended_s is None
            told += lines
            wrong += [f"{fault} after {killed} kills" for fault in faults(place)]
            if command.keeps_history and not before <= sightings(place):
                wrong.append(f"rows are lost after {killed} kills")
            if ended_s is not None or contents(place) == undisturbed:
                whole_s = ended_s or whole_s  # other work on the machine comes and goes
                break
        if command.is_endless:
            wrong += [f"{fault} after {killed} kills" for fault in _watch_faults(place, told)]
        elif contents(place) != undisturbed:
            _require_success(command, place)
            if contents(place) != undisturbed:
                wrong.append(f"the end differs after {killed} kills")
    shutil.rmtree(place)
    return wrong


def _run_undisturbed(command: Command, place: Path) -> tuple[object, float]:
    """Return what an undisturbed run leaves, and how long it takes in seconds."""
    if command.is_endless:
        return None, _WATCH_S
    _copy(command, place)
    started = time.monotonic()
    _require_success(command, place)
    return contents(place), time.monotonic() - started


def _watch_faults(place: Path, told: Sequence[str]) -> Iterator[str]:
    """Yield which plays are lost that were told, and which are there twice."""
    found = plays(place)
    addresses = {uri for uri, *_ in found}
    for event in (json.loads(line) for line in told if '"ended"' in line):
        if event["uri"] not in addresses:
            yield f"a play that was told is lost: {event}"
    for (_, _, before_ms), (_, after_ms, _) in pairwise(found):
        if after_ms < before_ms - _OVERLAP_MS:
            yield f"two plays at one time: {after_ms}"


def _attempt(command: Command, place: Path, kill_after_s: float) -> tuple[float | None, list[str]]:
    """Kill a run; return how long it took if it ended before, and the whole lines it wrote."""
    started = time.monotonic()
    with (place / "told").open("w+") as told:
        running = _begin(command, place, told)
        with suppress(subprocess.TimeoutExpired):
            running.wait(kill_after_s)
        running.kill()
        code = running.wait()
        ended_s = None if code else time.monotonic() - started
        told.seek(0)
        lines = [line for line in told if line.endswith("\n")]
    assert code in {0, -signal.SIGKILL}, (command.words, code)
    return ended_s, lines


def _require_success(command: Command, place: Path) -> None:
    with (place / "told").open("w") as told:
        code = _begin(command, place, told).wait()
    assert code == 0, (command.words, code, (place / "told").read_text())


def _begin(command: Command, place: Path, told: TextIO) -> "subprocess.Popen[bytes]":
    environ = world(place / "home", **command.environ)
    return subprocess.Popen(  # noqa: S603 - the program under test
        command_line(*command.words),
        env={name: value for name, value in environ.items() if value},
        cwd=place,
        stdout=told,
        stderr=told,
    )


def _copy(command: Command, place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(command.place, place)
