"""The program itself as one who watches: the flow of `watch` on a database in memory."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import cast
from zoneinfo import ZoneInfo

from musicanalyser.flows.live.call_budget import CallBudget
from musicanalyser.flows.live.joined_player import JoinedPlayer
from musicanalyser.flows.live.watcher import Player, Watcher
from musicanalyser.listening.polling.policies import PollingPolicy
from musicanalyser.listening.tracking.state import TrackerState
from musicanalyser.spotify.call_limiter import ApiCall
from musicanalyser.timespan import to_ms
from tests.flows.histories import blank
from tests.simulators.listener.clock import VirtualClock
from tests.simulators.listener.local_player import LocalPlayer
from tests.simulators.listener.logged import LoggedPlay, Watch
from tests.simulators.listener.outages import KilledError
from tests.simulators.listener.service import Service

AS_MANY_AS_IT_TAKES = 100_000
_ENDPOINTS = {"sample": "player", "upcoming": "queue", "recent": "recently-played"}
_LOG = """
select uri, started_ms, ended_ms, heard_ms, reason_end, verdict, low_ms, high_ms, confidence,
  exists(select 1 from v_evidence e where e.play_id = v_plays.id and e.inferred)
from v_plays
where kind = 'music'
order by started_ms, id
"""


class CountedService:
    """The service, every call of which goes through the budget and is counted."""

    def __init__(self, service: Service, budget: CallBudget) -> None:
        self._service, self._budget = service, budget

    def __getattr__(self, name: str) -> object:
        def call() -> object:
            endpoint = _ENDPOINTS[name]
            self._budget.check(endpoint)
            at_ms = to_ms(self._service.clock.now())
            found = getattr(self._service, name)()
            self._budget.record(ApiCall(endpoint=endpoint, at_ms=at_ms, status=200))
            return found

        return call


class _EqualWaits:
    """In place of a pace that follows habits: the mean, whatever the hour."""

    def wait_ms(self, _state: TrackerState, *, mean_ms: int) -> int:
        return mean_ms

    def expect_start(self) -> None:
        """Nothing changes the wait."""


def watching(
    policy: PollingPolicy,
    *,
    calls_per_day: int | None = AS_MANY_AS_IT_TAKES,
    follows_habits: bool = True,
    has_desktop: bool = False,
    into: Callable[[], sqlite3.Connection] = blank,
) -> Watch:
    """Return who watches by a policy, within a budget, and reads the recent plays every hour.

    ``calls_per_day`` is ``None`` for the limit that is shipped. With a desktop, the player of this
    machine is watched too. What is recorded goes ``into`` a database, which is closed at the end.
    """

    def open_watcher(
        conn: sqlite3.Connection, service: Service, clock: VirtualClock
    ) -> tuple[Watcher, Callable[[int], object]]:
        """Return a watcher, and how it waits for a time in ms."""
        budget = CallBudget(conn, calls_per_day=calls_per_day, now=clock.now)
        player = cast("Player", CountedService(service, budget))  # it answers to all of its names
        wait: Callable[[int], object] = clock.pass_ms
        if has_desktop:
            local = LocalPlayer(service.timeline, clock)
            player = joined = JoinedPlayer(
                player, local, now=clock.now, monotonic=lambda: clock.now_ms / 1_000
            )
            wait = partial(_wait_joined, joined)
        watcher = Watcher(
            conn,
            player,
            budget,
            policy=policy,
            zone=ZoneInfo("UTC"),
            now=clock.now,
        )
        if not follows_habits:
            watcher._idle_pace = _EqualWaits()  # type: ignore[assignment]  # noqa: SLF001 - to compare
        return watcher, wait

    def watch(service: Service, clock: VirtualClock, until_ms: int) -> list[LoggedPlay]:
        with closing(into()) as conn:
            conn.execute("pragma synchronous = off")
            while clock.now_ms < until_ms:
                try:
                    watcher, wait = open_watcher(conn, service, clock)
                    while clock.now_ms < until_ms:
                        wait(watcher.poll().wait_ms)
                except KilledError as killed:
                    clock.now_ms = max(clock.now_ms, killed.until_ms)
            return read_log(conn)

    return watch


def _wait_joined(joined: JoinedPlayer, wait_ms: int) -> bool:
    return joined.wait(wait_ms / 1_000)


def read_log(conn: sqlite3.Connection) -> list[LoggedPlay]:
    """Return the music that a history holds, in order of time."""
    return [_logged(row) for row in conn.execute(_LOG)]


def _logged(row: sqlite3.Row) -> LoggedPlay:
    uri, started_ms, ended_ms, heard_ms, reason, verdict, *bounds_ms, confidence, inferred = row
    finished = reason == "trackdone" if reason else verdict == "finished"
    return LoggedPlay(
        uri=uri,
        started_ms=started_ms,
        ended_ms=ended_ms,
        heard_ms=heard_ms,
        finished=finished,
        reason=reason or "",
        is_inferred=bool(inferred),
        bounds_ms=None if bounds_ms[0] is None else (bounds_ms[0], bounds_ms[1]),
        confidence=confidence,
    )
