"""The account's player and one of this machine, watched as one: exact, and with few calls."""

import sqlite3
from collections import deque
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.errors import TryLaterError
from musicanalyser.flows.live.call_budget import CallBudget
from musicanalyser.flows.live.joined_player import JoinedPlayer
from musicanalyser.flows.live.watcher import Watcher
from musicanalyser.listening.local_agreement import extrapolate
from musicanalyser.listening.polling.policies import PollingPolicy
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.player import Activity, LocalSample, PlayerSample, Upcoming
from tests.flows.histories import blank
from tests.flows.players import LENGTH_MS, START_MS, song

LAG_MS = 1_500
"""How late the service shows a change."""


@dataclass(frozen=True, slots=True)
class Act:
    """From a moment on, a device plays or pauses a track at a position."""

    at_ms: int
    name: str
    position_ms: int = 0
    playing: bool = True
    device: str = "Computer"


@dataclass(slots=True)
class Stage:
    """One account on a desktop and a phone: what the service and the desktop say of it.

    The service is behind, and ahead of this machine's clock by ``ahead_ms``. ``mirrors`` says that
    the desktop shows the phone's playback as its own; ``foreign`` that it is of another account.
    """

    acts: list[Act]
    ahead_ms: int = 0
    has_uris: bool = True
    foreign: bool = False
    mirrors: bool = False
    away: tuple[int, int] = (0, 0)
    now_ms: int = START_MS
    asked: list[int] = field(default_factory=list)
    _told: int = 0
    _changes: deque[LocalSample] = field(default_factory=deque)

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.now_ms / 1000, UTC)

    def act_at(self, at_ms: int) -> Act | None:
        return next((one for one in reversed(self.acts) if START_MS + one.at_ms <= at_ms), None)

    def seen(self, act: Act | None, at_ms: int) -> PlayerSample:
        if act is None:
            return PlayerSample(at_ms=at_ms, activity=Activity.NOTHING)
        moved_ms = at_ms - START_MS - act.at_ms if act.playing else 0
        return PlayerSample(
            at_ms=at_ms,
            activity=Activity.ITEM,
            item=song(act.name),
            length_ms=LENGTH_MS,
            progress_ms=min(LENGTH_MS, act.position_ms + moved_ms),
            is_playing=act.playing,
            device=act.device,
            device_key=act.device,
            is_private=False,
        )

    # the service
    def sample(self) -> PlayerSample:
        self.asked.append(self.now_ms)
        if self.away[0] <= self.now_ms - START_MS < self.away[1]:
            raise TryLaterError("Spotify does not answer.", hint="Wait.")
        act = None if self.foreign else self.act_at(self.now_ms - LAG_MS)
        return replace(self.seen(act, self.now_ms), at_ms=self.now_ms + self.ahead_ms)

    def upcoming(self) -> Upcoming:
        self.asked.append(self.now_ms)
        return Upcoming(at_ms=self.now_ms, current=None, items=())

    def recent(self) -> list[Sighting]:
        return []

    # this machine
    def next_change(self) -> LocalSample | None:
        self._play_on()
        return self._changes.popleft() if self._changes else None

    def latest(self, player: str) -> LocalSample | None:
        del player
        return self._local(self.now_ms)

    def wait(self, seconds: float) -> bool:
        until_ms = self.now_ms + max(1, round(1000 * seconds))
        due = [START_MS + one.at_ms for one in self.acts[self._told :]]
        self.now_ms = max(self.now_ms, min([until_ms, *due]))
        self._play_on()
        return bool(self._changes)

    def _play_on(self) -> None:
        while self._told < len(self.acts) and START_MS + self.acts[self._told].at_ms <= self.now_ms:
            at_ms = START_MS + self.acts[self._told].at_ms
            before = self._local(at_ms - 1)
            if before is not None and before.sample.is_playing:
                self._changes.append(extrapolate(before, at_ms - 1))
            self._told += 1
            after = self._local(at_ms)
            if after is not None:
                self._changes.append(after)

    def _local(self, at_ms: int) -> LocalSample | None:
        act = self.act_at(at_ms)
        if act is None:
            return None
        sample = self.seen(act, at_ms)
        if act.device != "Computer" and not self.mirrors:
            last = [one for one in self.acts if one.device == "Computer" and one.at_ms < act.at_ms]
            if not last:
                return None
            moved_ms = act.at_ms - last[-1].at_ms if last[-1].playing else 0
            paused = replace(last[-1], position_ms=last[-1].position_ms + moved_ms, playing=False)
            sample = self.seen(paused, at_ms)
        item = sample.item
        if item is not None and not self.has_uris:
            sample = replace(sample, item=item._replace(uri=None))
        return LocalSample(player="spotify", sample=sample, is_mirror=self.mirrors)


def watch(conn: sqlite3.Connection, stage: Stage, *, seconds: int) -> list[Sighting]:
    """Watch for a while as the command does; return the finished plays."""
    zone = ZoneInfo("UTC")
    budget = CallBudget(conn, calls_per_day=10_000, now=stage.now)
    joined = JoinedPlayer(stage, stage, now=stage.now, monotonic=lambda: stage.now_ms / 1000)
    watcher = Watcher(conn, joined, budget, policy=PollingPolicy.ECON, zone=zone, now=stage.now)
    found: list[Sighting] = []
    while stage.now_ms < START_MS + 1000 * seconds:
        step = watcher.poll()
        found += step.finished
        joined.wait(step.wait_ms / 1000)
    return found


def heard(plays: list[Sighting]) -> list[tuple[str | None, int]]:
    return [(one.item.uri, one.played_ms) for one in plays]


def test_plays_on_this_machine_are_exact_and_cost_hardly_a_call(conn: sqlite3.Connection) -> None:
    acts, at_ms = [], 10_000
    lengths_ms = (3_210, 200_000, 61_234, 1_555, 700, 200_000) * 8
    for number, length_ms in enumerate(lengths_ms):
        acts.append(Act(at_ms, f"{number}"))
        at_ms += length_ms
    acts.append(Act(at_ms, "end"))
    stage = Stage(acts, ahead_ms=7_000)

    plays = watch(conn, stage, seconds=at_ms // 1000 + 60)

    expected = [(f"spotify:track:{n}", ms) for n, ms in enumerate(lengths_ms)]
    assert [uri for uri, _ in heard(plays)] == [uri for uri, _ in expected]
    errors = [abs(ms - true) for (_, ms), (_, true) in zip(heard(plays), expected, strict=True)]
    assert sum(errors) / len(errors) <= 200
    assert max(errors[1:]) <= 5
    hours = at_ms / 3_600_000
    assert len(stage.asked) / hours <= 20


def test_pauses_and_seeks_on_this_machine_are_exact(conn: sqlite3.Connection) -> None:
    stage = Stage(
        [
            Act(5_000, "a"),
            Act(25_000, "a", position_ms=20_000, playing=False),
            Act(95_000, "a", position_ms=20_000),
            Act(105_000, "a", position_ms=150_000),
            Act(115_000, "b"),
        ]
    )
    plays = watch(conn, stage, seconds=150)
    ((uri, played_ms),) = heard(plays)
    assert uri == "spotify:track:a"
    assert played_ms == pytest.approx(40_000, abs=200)


def test_a_hand_over_to_the_phone_is_one_play(conn: sqlite3.Connection) -> None:
    stage = Stage(
        [
            Act(5_000, "a"),
            Act(65_000, "a", position_ms=60_000, device="Smartphone"),
            Act(205_000, "b", device="Smartphone"),
            Act(230_000, "c", device="Smartphone"),
        ]
    )
    plays = watch(conn, stage, seconds=300)
    assert [uri for uri, _ in heard(plays)] == ["spotify:track:a", "spotify:track:b"]
    assert plays[0].played_ms == pytest.approx(200_000, abs=3_000)
    assert plays[1].platform == "Smartphone"


def test_what_the_desktop_mirrors_of_the_phone_decides_nothing(conn: sqlite3.Connection) -> None:
    acts = [Act(5_000 + 20_000 * n, f"{n}", device="Smartphone") for n in range(6)]
    stage = Stage(acts, mirrors=True)
    plays = watch(conn, stage, seconds=125)
    assert {one.platform for one in plays} == {"Smartphone"}
    assert len(plays) == 5


def test_another_account_on_this_machine_is_not_counted_and_costs_little(
    conn: sqlite3.Connection,
) -> None:
    acts = [Act(5_000 + 10_000 * n, f"{n}") for n in range(360)]
    stage, silent = Stage(acts, foreign=True), Stage([])
    assert watch(conn, stage, seconds=3_600) == []
    with closing(blank()) as other:
        watch(other, silent, seconds=3_600)
    assert len(stage.asked) <= len(silent.asked) + 10


def test_it_goes_on_while_the_service_is_away(conn: sqlite3.Connection) -> None:
    acts = [Act(5_000 + 100_000 * n, f"{n}") for n in range(10)]
    stage = Stage(acts, away=(100_000, 900_000))
    plays = watch(conn, stage, seconds=950)
    assert [ms for _, ms in heard(plays)] == pytest.approx([100_000] * 9, abs=100)


def test_a_player_without_confirmation_asks_no_more_often_while_the_service_is_away(
    conn: sqlite3.Connection,
) -> None:
    acts = [Act(5_000 + 2_000 * n, f"{n}") for n in range(200)]
    stage = Stage(acts, away=(0, 400_000))
    assert watch(conn, stage, seconds=395) == []
    assert len(stage.asked) <= 30


def test_a_player_without_addresses_gets_those_of_the_service(conn: sqlite3.Connection) -> None:
    acts = [Act(5_000 + 50_000 * n, f"{n}") for n in range(4)]
    plays = watch(conn, Stage(acts, has_uris=False), seconds=170)
    assert [uri for uri, _ in heard(plays)] == [f"spotify:track:{n}" for n in range(3)]
    assert [ms for _, ms in heard(plays)] == pytest.approx([50_000] * 3, abs=2_500)
