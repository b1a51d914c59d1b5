"""What live sources cost the database: a list of recent plays, and a step of `watch`.

``python -m tests.benchmarks live [--size 12m] [--runs 5]``. Both run within this process, against
services that answer at once; the figures are CPU time, so waiting for the disk does not count.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from shutil import copytree
from statistics import fmean, median
from zoneinfo import ZoneInfo

from musicanalyser.flows.live.call_budget import CallBudget
from musicanalyser.flows.live.ingest import ingest
from musicanalyser.flows.live.watcher import Watcher, WatchStep
from musicanalyser.listening.polling.policies import PollingPolicy
from musicanalyser.model.evidence import Observation, Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin
from musicanalyser.model.player import Activity, PlayerSample, Upcoming
from musicanalyser.store.connection import open_writing
from musicanalyser.timespan.local_clock import LocalClock
from tests.benchmarks.histories.library import Library, history_in
from tests.benchmarks.histories.listening import UNTIL
from tests.benchmarks.measuring.options import parse_options
from tests.benchmarks.measuring.tables import print_table

_ZONE = ZoneInfo("Europe/Vienna")
_ROWS = 50
_LENGTH_MS = 212_345
"""No median of an invented track: each play of it is judged again."""
_STEPS = 400
_FAVOURITES = """
select t.uri, t.title, t.artist, t.album
from v_track_totals k
join v_tracks t on t.id = k.track_id
where k.kind = 'music' and k.private = 0
order by k.plays desc, t.id
limit ?
"""


class _Service:
    """A service whose listener hears favourites one after the other, each to its end."""

    def __init__(self, favourites: Sequence[Item], *, since: datetime) -> None:
        self._favourites = favourites
        self.at_ms = self._since_ms = round(1000 * since.timestamp())

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.at_ms / 1000, UTC)

    def sample(self) -> PlayerSample:
        number, progress_ms = divmod(self.at_ms - self._since_ms, _LENGTH_MS)
        return PlayerSample(
            at_ms=self.at_ms,
            activity=Activity.ITEM,
            item=self._favourites[number % len(self._favourites)],
            length_ms=_LENGTH_MS,
            progress_ms=progress_ms,
            is_playing=True,
        )

    def upcoming(self) -> Upcoming:
        return Upcoming(at_ms=self.at_ms, current=self.sample().item, items=())

    def recent(self) -> list[Sighting]:
        return [
            _recent(item, self._since_ms + number * _LENGTH_MS)
            for number, item in enumerate(self._favourites, 1)
        ]


def run(argv: Sequence[str]) -> None:
    """Measure what a command line asks for."""
    options = parse_options(argv, runs=5)
    library = Library(folder=options.folder)
    rows = []
    for size in options.sizes:
        with library.scratch() as home:
            copytree(library.home(size), home)
            with closing(open_writing(history_in(home))) as conn:
                for name, milliseconds in _measured(conn, options.runs):
                    figures = (median(milliseconds), fmean(milliseconds), max(milliseconds))
                    rows.append([name, size, *(f"{figure:.2f}" for figure in figures)])
    print_table(("what", "plays", "median ms", "mean ms", "worst ms"), rows)


def _measured(conn: sqlite3.Connection, runs: int) -> Iterator[tuple[str, list[float]]]:
    favourites = [_item(*names) for names in conn.execute(_FAVOURITES, [_ROWS * runs])]
    lists = [favourites[first : first + _ROWS] for first in range(0, len(favourites), _ROWS)]
    for day, name in enumerate(("ingest, lengths new", "ingest, lengths known")):
        services = [
            _Service(items, since=UNTIL + timedelta(days=100 * day + number))
            for number, items in enumerate(lists)
        ]
        yield name, [_timed(partial(_ingest, conn, service)) for service in services]
    steps = list(_watch(conn, favourites))
    yield "watch step", [milliseconds for milliseconds, ends in steps if not ends]
    yield "watch step that ends a play", [milliseconds for milliseconds, ends in steps if ends]


def _ingest(conn: sqlite3.Connection, service: _Service) -> None:
    service.at_ms += _ROWS * _LENGTH_MS
    found = ingest(conn, service, clock=LocalClock(_ZONE), now=service.now)
    if found.new != _ROWS:
        raise ValueError(f"{found.new} of {_ROWS} plays are new")


def _watch(conn: sqlite3.Connection, favourites: Sequence[Item]) -> Iterator[tuple[float, bool]]:
    """Yield the time of each step of a watch, and whether it ended a play.

    The service moves on by as long as the watch may wait.
    """
    service = _Service(favourites, since=UNTIL + timedelta(days=300))
    budget = CallBudget(conn, calls_per_day=1_200, now=service.now)
    watcher = Watcher(conn, service, budget, policy=PollingPolicy.ECON, zone=_ZONE, now=service.now)
    for _ in range(_STEPS):
        steps: list[WatchStep] = []
        milliseconds = _timed(partial(_poll, watcher, steps))
        (step,) = steps
        if step.problem:
            raise ValueError(step.problem)
        yield milliseconds, bool(step.finished)
        service.at_ms += step.wait_ms


def _poll(watcher: Watcher, steps: list[WatchStep]) -> None:
    steps.append(watcher.poll())


def _timed(work: Callable[[], object]) -> float:
    """Return the milliseconds of CPU time that something takes."""
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


def _item(uri: str, title: str, artist: str, album: str) -> Item:
    return Item(kind=ItemKind.MUSIC, uri=uri, title=title, artist=artist, album=album)


def _recent(item: Item, ended_ms: int) -> Sighting:
    return Sighting(
        origin=Origin.RECENT,
        item=item,
        row=None,
        ended_ms=ended_ms,
        played_ms=_LENGTH_MS,
        observation=Observation(
            started_ms=None,
            length_ms=_LENGTH_MS,
            low_ms=30_000,
            high_ms=_LENGTH_MS,
            confidence=0.0,
        ),
    )
