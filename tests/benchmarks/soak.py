"""A month of `watch` with every kind of trouble: what is lost, and what grows.

``python -m tests.benchmarks soak [--days 30] [--seed 1]`` lets the simulated listener be watched on
a database file, in simulated time, while Spotify refuses calls or is away, the process is killed,
the machine sleeps, its clock is set, and the database is busy, full or gone. It needs Linux.
"""

import argparse
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from statistics import fmean
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from musicanalyser.errors import Error, TryLaterError
from musicanalyser.flows.live.call_budget import CallBudget
from musicanalyser.flows.live.watcher import Watcher
from musicanalyser.listening.polling.policies import PollingPolicy
from musicanalyser.model.player import PlayerSample
from musicanalyser.store.connection import open_writing
from musicanalyser.units import DAY_MS, HOUR_MS, MINUTE_MS
from tests.flows.live.other_writer import other_writer
from tests.simulators.listener.circumstances import KILLED
from tests.simulators.listener.clock import VirtualClock
from tests.simulators.listener.listener import listen
from tests.simulators.listener.outages import KilledError
from tests.simulators.listener.runs import HOURS_PER_DAY
from tests.simulators.listener.scores import score
from tests.simulators.listener.service import Service
from tests.simulators.listener.watching import CountedService, read_log

_REFUSALS = (400, 401, 403, 404)
_RUNS_OF_FAULTS = 0.008
"""The share of calls at which one begins: some six a day, of 1, 2 or 30 calls."""
_POLLS_OF_TROUBLE = 3
_TROUBLE = 0.008
"""The share of polls before which the machine gives trouble."""
_SET_BY_MS = 15_000
"""By how much a clock is set; the scores tell plays apart that begin and end 30 s apart."""
_SETTLED_MS = 3 * DAY_MS
"""Until then, caches fill."""
_MOST_GROWTH_MB = 10.0


class _TroubledService(Service):
    """Refuses calls in runs, to a machine whose clock is off by ``offset_ms``."""

    offset_ms = 0
    random = Random(0)  # noqa: S311 - repeatable, not secret
    _failing = 0

    def sample(self) -> PlayerSample:
        found = super().sample()
        return replace(found, at_ms=found.at_ms + self.offset_ms)

    def local_now(self) -> datetime:
        return self.clock.now() + timedelta(milliseconds=self.offset_ms)

    def _call(self, endpoint: str) -> tuple[int, int, int]:
        answer = super()._call(endpoint)
        if not self._failing and self.random.random() < _RUNS_OF_FAULTS:
            self._failing = self.random.choice((1, 2, 30))
        if not self._failing:
            return answer
        self._failing -= 1
        status = self.random.choice((*_REFUSALS, 500, 503))
        if status in _REFUSALS:
            raise Error(f"Spotify refuses (HTTP {status}).", hint="Wait.")
        raise TryLaterError(f"Spotify is not working (HTTP {status}).", hint="Wait.")


def run(argv: Sequence[str]) -> None:
    """Watch for as long as a command line says; end with 1 if something is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks soak")
    parser.add_argument("--days", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    life = listen(KILLED.habits, hours=options.days * HOURS_PER_DAY, seed=options.seed)
    clock = VirtualClock(life.began_ms)
    service = _TroubledService(life, clock, KILLED.conditions, seed=options.seed)
    service.random.seed(options.seed)
    with TemporaryDirectory() as folder:
        database = Path(folder) / "history.db"
        sizes = list(_watch(service, database, life.ended_ms))
        with closing(open_writing(database)) as conn:
            scores = score(life.plays, read_log(conn))
    first, last = (fmean(mb for mb, _ in part) for part in (sizes[:50], sizes[-50:]))
    handles = sizes[-1][1] - sizes[0][1]
    print(f"{len(life.plays):,} plays in {options.days:g} days, with kills, sleep and faults")
    print(f"skips found {scores.recall[0]:.3f}   precision {scores.precision:.3f}")
    print(f"error {scores.mean_error_ms / 1000:.2f} s   ends right {scores.ends_right:.3f}")
    print(f"lost {scores.lost:.2%}   twice {scores.duplicated:.2%}   split {scores.split:.2%}")
    print(f"memory {first:.1f} MB, at the end {last:.1f} MB; {handles:+} open files")
    if scores.duplicated or handles > 0 or last - first > _MOST_GROWTH_MB:
        sys.exit("Wrong: plays told twice, or growth.")


def _watch(service: _TroubledService, database: Path, until_ms: int) -> Iterator[tuple[float, int]]:
    """Watch until a moment; yield memory in MB and open files hourly, once caches are filled."""
    clock, due_ms = service.clock, service.clock.now_ms + _SETTLED_MS
    while clock.now_ms < until_ms:
        with closing(open_writing(database)) as conn:
            watcher = _open_watcher(conn, service)
            try:
                while clock.now_ms < until_ms:
                    if service.random.random() < _TROUBLE:
                        _give_trouble(service, watcher, database)
                    clock.pass_ms(watcher.poll().wait_ms)
                    if clock.now_ms > due_ms:
                        due_ms = clock.now_ms + HOUR_MS
                        yield _resident_mb(), len(list(Path("/proc/self/fd").iterdir()))
            except KilledError as killed:
                clock.now_ms = max(clock.now_ms, killed.until_ms)


def _open_watcher(conn: sqlite3.Connection, service: _TroubledService) -> Watcher:
    budget = CallBudget(conn, calls_per_day=None, now=service.local_now)
    return Watcher(
        conn,
        CountedService(service, budget),  # type: ignore[arg-type]  # it answers to all of its names
        budget,
        policy=PollingPolicy.ECON,
        zone=ZoneInfo("UTC"),
        now=service.local_now,
    )


def _give_trouble(service: _TroubledService, watcher: Watcher, database: Path) -> None:
    """Let the machine sleep, set its clock, or take the database away for some polls."""
    match service.random.choice(("sleep", "clock", "busy", "gone", "full")):
        case "sleep":
            service.clock.pass_ms(service.random.randint(10 * MINUTE_MS, 4 * HOUR_MS))
        case "clock":
            service.offset_ms = service.random.choice((0, -_SET_BY_MS, _SET_BY_MS))
        case "busy":
            with other_writer(database):
                _poll(service, watcher)
        case "gone":
            away = database.rename(database.with_suffix(".away"))
            _poll(service, watcher)
            away.rename(database)
        case _:
            with _full(watcher.conn):
                _poll(service, watcher)


def _poll(service: _TroubledService, watcher: Watcher) -> None:
    for _ in range(_POLLS_OF_TROUBLE):
        service.clock.pass_ms(watcher.poll().wait_ms)


@contextmanager
def _full(conn: sqlite3.Connection) -> Iterator[None]:
    """Let a database not grow, as on a full disk."""
    (pages,) = conn.execute("pragma page_count").fetchone()
    (most,) = conn.execute("pragma max_page_count").fetchone()
    conn.execute(f"pragma max_page_count = {pages}")
    try:
        yield
    finally:
        conn.execute(f"pragma max_page_count = {most}")


def _resident_mb() -> float:
    status = Path("/proc/self/status").read_text("utf-8")
    (line,) = (one for one in status.splitlines() if one.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
