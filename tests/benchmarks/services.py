"""A year of one listener in several services: which rows find their play, and what counts twice.

``python -m tests.benchmarks services [--hours 475] [--seeds 1 2 3 4]`` lets the simulated listener
be watched for a year. An export covers the first ten months. ListenBrainz has copies of what
Spotify played, Last.fm scrobbles of all players, both under names of their own; clocks are off, and
rows are missing. The real services were never measured: the figures are as good as the simulation
of their habits.
"""

import argparse
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from musicanalyser.flows.recording.record import record_sightings
from musicanalyser.listening.polling.policies import PollingPolicy
from musicanalyser.model.evidence import Sighting
from musicanalyser.store.connection import open_writing, transaction
from musicanalyser.timespan.local_clock import LocalClock
from tests.simulators.listener.clock import VirtualClock
from tests.simulators.listener.conditions import Conditions
from tests.simulators.listener.draws import Draws
from tests.simulators.listener.listener import listen
from tests.simulators.listener.profiles import MEDIAN
from tests.simulators.listener.service import Service
from tests.simulators.listener.timeline import Timeline
from tests.simulators.listener.watching import watching
from tests.simulators.services import names, rows
from tests.simulators.services.matches import Matches, find_matches

_HOURS = 475
"""A year of the median listener, who hears 1.3 hours a day."""
_EXPORTED = 10 / 12
_BATCH = 5_000
_HEADINGS = ("rows", "matched", "wrong", "doubles", "watched twice", "refuted", "plays")
_TARGETS = {"matched": 0.96, "wrong": 0.01, "doubles": 0}


def run(argv: Sequence[str]) -> None:
    """Measure what a command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks services")
    parser.add_argument("--hours", type=float, default=_HOURS)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4])
    options = parser.parse_args(argv)
    print(f"{options.hours:g} hours of listening for each seed")
    print(f"{'seed':<6}" + "".join(f"{heading:>15}" for heading in _HEADINGS), flush=True)
    found: list[Matches] = []
    with Pool() as processes:
        for matches in processes.imap(partial(measure, options.hours), options.seeds):
            print(f"{options.seeds[len(found)]:<6}{_cells(matches)}", flush=True)
            found.append(matches)
    _print_targets(found)


def measure(hours: float, seed: int) -> Matches:
    """Let a listener be watched, bring in what the services have, and compare with the truth."""
    songs = names.catalogue(seed)
    life = listen(MEDIAN, hours=hours, seed=seed, catalogue=songs)
    others = rows.elsewhere(life, songs, Draws(f"elsewhere {seed}"))
    draws = Draws(f"services {seed}")
    until_ms = life.began_ms + round(_EXPORTED * (life.ended_ms - life.began_ms))
    with TemporaryDirectory() as folder:
        database = Path(folder) / "history.db"
        _watch(life, database, seed=seed)
        with closing(open_writing(database)) as conn:
            conn.execute("pragma synchronous = off")
            _record(conn, [*rows.listened(others, draws), *rows.copied(life, draws)])
            _record(conn, list(rows.scrobbled(life, others, draws)))
            _record(conn, list(rows.exported(life, draws, until_ms=until_ms)))
            return find_matches(conn, life)


def _watch(life: Timeline, database: Path, *, seed: int) -> None:
    clock = VirtualClock(life.began_ms)
    watch = watching(PollingPolicy.ECON, calls_per_day=None, into=lambda: open_writing(database))
    watch(Service(life, clock, Conditions(), seed=seed), clock, life.ended_ms)


def _record(conn: sqlite3.Connection, found: Sequence[Sighting]) -> None:
    clock = LocalClock(ZoneInfo("UTC"))
    for start in range(0, len(found), _BATCH):
        with transaction(conn):
            record_sightings(conn, found[start : start + _BATCH], file_id=None, clock=clock)


def _cells(found: Matches) -> str:
    return (
        f"{found.rows:>15,}{found.matched:>15.4f}{found.wrong:>15.4f}{found.doubles:>15,}"
        f"{found.watched_twice:>15,}{found.refuted:>15,}{found.plays:>15,}"
    )


def _print_targets(found: Sequence[Matches]) -> None:
    figures: Mapping[str, float] = {
        "matched": fmean(one.matched for one in found),
        "wrong": fmean(one.wrong for one in found),
        "doubles": fmean(one.doubles for one in found),
    }
    print("\nTargets, by the mean of the seeds")
    for name, bound in _TARGETS.items():
        is_met = figures[name] >= bound if name == "matched" else figures[name] <= bound
        sign = ">=" if name == "matched" else "<="
        print(f"{name:<10}{figures[name]:9.4f}  {sign} {bound:<6g}{'met' if is_met else 'MISSED'}")
