"""A month of `watch` with every kind of trouble: what is lost, and what grows.

``python -m tests.benchmarks soak [--days 30] [--seed 1]`` lets the simulated listener be watched on
a database file, in simulated time, while Spotify refuses calls or is away, the process is killed,
the machine sleeps, its clock is set, and the database is busy, full or gone. It needs Linux.

What is played while nobody can ask Spotify is known only from its list of recent plays, which lacks
2% of them here, as in all rows of `accuracy`. So watched plays are scored on their own, too.
"""

import argparse
import sqlite3
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import fmean
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from musicanalyser.errors import Error, TryLaterError
from musicanalyser.flows.live.call_budget import CallBudget
from musicanalyser.flows.live.watcher import Watcher
from musicanalyser.listening.polling.policies import PollingPolicy
from musicanalyser.listening.tracking.tolerances import LONGEST_PAUSE_MS
from musicanalyser.model.player import PlayerSample
from musicanalyser.store.connection import open_writing
from musicanalyser.units import DAY_MS, HOUR_MS, MINUTE_MS
from tests.flows.live.other_writer import other_writer
from tests.simulators.listener.circumstances import KILLED
from tests.simulators.listener.clock import VirtualClock
from tests.simulators.listener.listener import listen
from tests.simulators.listener.outages import KilledError
from tests.simulators.listener.runs import HOURS_PER_DAY
from tests.simulators.listener.scores import Scores, score
from tests.simulators.listener.service import Service
from tests.simulators.listener.timeline import Play, Timeline
from tests.simulators.listener.watching import CountedService, read_log

_REFUSALS = (400, 401, 403, 404)
_RUNS_OF_FAULTS = 0.008
"""The share of calls at which one begins: some six a day, of 1, 2 or 30 calls."""
_POLLS_OF_TROUBLE = 3
_TROUBLE = 0.008
"""The share of polls before which the machine gives trouble."""
_SET_BY_MS = 15_000
"""By how much a clock is set; the scores tell plays apart that begin and end 30 s apart."""
_SETTLED_MS = DAY_MS
"""Until then, caches fill."""
_WATCHED_EVERY_MS = 90_000
"""A play was watched if answers came so often during it: the longest wait is 75 s."""
_OVER_MS = LONGEST_PAUSE_MS + 10 * MINUTE_MS
"""So long after the last play it is over for whoever watches, even if it was left in a pause."""
_MOST_GROWTH_MB = 10.0


class _TroubledService(Service):
    """Refuses calls in runs, to a machine whose clock is off by ``offset_ms``."""

    offset_ms = 0
    random = Random(0)  # noqa: S311 - repeatable, not secret
    _failing = 0

    def __init__(self, life: Timeline, clock: VirtualClock, *, seed: int) -> None:
        super().__init__(life, clock, KILLED.conditions, seed=seed)
        self.random.seed(seed)
        self.answered_ms: list[int] = []

    def sample(self) -> PlayerSample:
        found = super().sample()
        self.answered_ms.append(self.clock.now_ms)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Soaked:
    """What is true of a log after trouble, and what has grown.

    ``watched`` are the scores of the plays that were watched: of these, precision and what is
    counted twice say nothing. ``growth_mb`` is that of the memory, ``handles`` of open files.
    """

    plays: int
    watched_plays: int
    scores: Scores
    watched: Scores
    growth_mb: float
    handles: int

    @property
    def is_wrong(self) -> bool:
        """Whether plays were told twice or lost while watched, or something grows."""
        is_lossy = bool(self.scores.duplicated or self.watched.lost)
        return is_lossy or self.handles > 0 or self.growth_mb > _MOST_GROWTH_MB


def soak(*, days: float, seed: int) -> Soaked:
    """Watch a listener for some days of trouble."""
    life = listen(KILLED.habits, hours=days * HOURS_PER_DAY, seed=seed)
    service = _TroubledService(life, VirtualClock(life.began_ms), seed=seed)
    with TemporaryDirectory() as folder:
        database = Path(folder) / "history.db"
        sizes = list(_watch(service, database, life.ended_ms + _OVER_MS))
        with closing(open_writing(database)) as conn:
            log = read_log(conn)
    watched = list(_watched(life, service.answered_ms))
    quarter = len(sizes) // 4 + 1
    first, last = (fmean(mb for mb, _ in part) for part in (sizes[:quarter], sizes[-quarter:]))
    return Soaked(
        plays=len(life.plays),
        watched_plays=len(watched),
        scores=score(life.plays, log),
        watched=score(watched, log),
        growth_mb=last - first,
        handles=sizes[-1][1] - sizes[0][1],
    )


def _watched(life: Timeline, answered_ms: Sequence[int]) -> Iterator[Play]:
    """Yield the plays during which answers came often, from the start of the session on."""
    began_ms = [session.began_ms for session in life.sessions]
    for play in life.plays:
        since_ms = began_ms[bisect_right(began_ms, play.started_ms) - 1]
        first = max(0, bisect_left(answered_ms, play.started_ms) - 1)
        around_ms = answered_ms[first : bisect_right(answered_ms, play.ended_ms) + 1]
        gaps_ms = [after - max(before, since_ms) for before, after in pairwise(around_ms)]
        if gaps_ms and max(gaps_ms) <= _WATCHED_EVERY_MS:
            yield play


def run(argv: Sequence[str]) -> None:
    """Watch for as long as a command line says; end with 1 if something is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks soak")
    parser.add_argument("--days", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    found = soak(days=options.days, seed=options.seed)
    print(f"{found.plays:,} plays in {options.days:g} days, with kills, sleep and faults")
    print(f"precision {found.scores.precision:.3f}   twice {found.scores.duplicated:.2%}")
    _print_scores("all", found.plays, found.scores)
    _print_scores("watched", found.watched_plays, found.watched)
    print(f"memory {found.growth_mb:+.1f} MB; {found.handles:+} open files")
    if found.is_wrong:
        sys.exit("Wrong: plays told twice, or lost while watched, or growth.")


def _print_scores(name: str, plays: int, scores: Scores) -> None:
    print(
        f"{name:<8}{plays:>6,} plays   skips found {scores.recall[0]:.3f}"
        f"   error {scores.mean_error_ms / 1000:.2f} s   ends right {scores.ends_right:.3f}"
        f"   lost {scores.lost:.2%}   split {scores.split:.2%}"
    )


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
            try:
                _poll(service, watcher)
            finally:  # even if the watch is killed meanwhile
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
