"""Kills at random moments, as by ``kill -9``, of imports and live writing.

``python -m tests.benchmarks kills [--kills 200] [--seed 1]`` lets a history be written again and
again, kills each attempt at any moment but every tenth, and compares what is there in the end with
a history that nobody disturbed. It needs a system that can fork.
"""

import argparse
import os
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NoReturn

from musicanalyser.store import migrations as _migrations  # noqa: F401 - loaded once, not in every fork
from musicanalyser.store.connection import open_reading, open_writing
from musicanalyser.store.rollups.audit import differing_tables
from tests.flows.histories import assert_sound, tables
from tests.flows.recording.interrupted_life import live_through, write_exports

_KILLS_OF_A_HISTORY = 10


def run(argv: Sequence[str]) -> None:
    """Kill as often as a command line asks for; end with 1 if a history is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks kills")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    random = Random(options.seed)  # noqa: S311 - repeatable, not secret
    with TemporaryDirectory() as folder:
        write_exports(Path(folder))
        wrong = _kill_all(Path(folder), options.kills, random)
    if wrong:
        sys.exit(f"Wrong: {', '.join(wrong)}")


def _kill_all(exports: Path, kills: int, random: Random) -> list[str]:
    """Return what is wrong, and after how many kills."""
    undisturbed = exports / "undisturbed.db"
    started = time.monotonic()
    _write(undisturbed, exports)
    whole_s = time.monotonic() - started
    wrong: list[str] = []
    killed = 0
    while killed < kills:
        database = exports / f"{killed}.db"
        for _ in range(min(_KILLS_OF_A_HISTORY, kills - killed)):
            killed += _write(database, exports, kill_after_s=random.uniform(0, whole_s))
            wrong += [f"{fault} after {killed} kills" for fault in _faults(database)]
        _write(database, exports)
        if _contents(database) != _contents(undisturbed):
            wrong.append(f"the end after {killed} kills")
    print(f"{killed} kills within {whole_s:.1f} s of work each: {len(wrong)} wrong")
    return wrong


def _write(database: Path, exports: Path, *, kill_after_s: float | None = None) -> bool:
    """Write a history in a process of its own; return whether it was killed before its end."""
    child = os.fork()
    if not child:
        _write_and_exit(database, exports)
    if kill_after_s is not None:
        time.sleep(kill_after_s)
        os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in {0, -signal.SIGKILL}, code
    return code != 0


def _write_and_exit(database: Path, exports: Path) -> NoReturn:
    try:
        with closing(open_writing(database)) as conn:
            live_through(conn, exports)
    except BaseException:  # noqa: BLE001 - a fork never goes on as its parent
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _faults(database: Path) -> list[str]:
    if not database.exists() or not database.stat().st_size:
        return []
    with closing(open_writing(database)) as conn:
        assert_sound(conn)
    with closing(open_reading(database)) as conn:
        return differing_tables(conn)


def _contents(database: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(open_reading(database)) as conn:
        return tables(conn)
