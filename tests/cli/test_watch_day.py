"""The panel of a watch turns to the new day at local midnight, without a poll in between."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.cli.watch_display.live_panel import LivePanel
from musicanalyser.config.paths import find_paths
from musicanalyser.config.settings import Config
from musicanalyser.context import App, Screen
from musicanalyser.flows.live.call_budget import CallBudget
from musicanalyser.flows.live.watcher import Watcher
from musicanalyser.listening.polling.policies import PollingPolicy
from musicanalyser.store.connection import open_writing
from tests.flows.players import Player

MIDNIGHT_AT_START = ZoneInfo("Etc/GMT+8")
_ESCAPE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


class Terminal(StringIO):
    """What is written to a terminal; ``frame`` forgets what came before."""

    def isatty(self) -> bool:
        return True

    def frame(self) -> str:
        text = _ESCAPE.sub("", self.getvalue())
        self.seek(0)
        self.truncate()
        return text


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_writing(tmp_path / "history.db")) as opened:
        yield opened


def app_at(player: Player, terminal: Terminal, folder: Path) -> App:
    zone = MIDNIGHT_AT_START
    return App(
        paths=find_paths({"MUSICANALYSER_HOME": str(folder)}),
        config=Config(),
        zone=zone,
        requested_zone=zone,
        now=player.now,
        sleep=lambda _seconds: None,
        screen=Screen(out=terminal, err=terminal, environ={"NO_COLOR": "1", "TERM": "xterm"}),
    )


def sleeping(player: Player) -> Callable[[float], bool]:
    def sleep(seconds: float) -> bool:
        player.now_s += seconds
        return False

    return sleep


def test_the_day_of_the_panel_turns_over_at_local_midnight(
    conn: sqlite3.Connection, tmp_path: Path
) -> None:
    player = Player(script=[(-300, "A"), (-100, "B")], now_s=-299)
    budget = CallBudget(conn, calls_per_day=1_200, now=player.now)
    watcher = Watcher(
        conn, player, budget, policy=PollingPolicy.ECON, zone=MIDNIGHT_AT_START, now=player.now
    )
    watcher.poll()
    player.now_s = -5
    terminal = Terminal()
    with LivePanel(app_at(player, terminal, tmp_path), watcher, None) as panel:
        panel.show(watcher.poll())
        before = terminal.frame()
        panel.wait(10_000, sleeping(player))
        after = terminal.frame()
    assert "23:59:55" in before
    assert "1 play  " in before
    assert "00:00:05" in after
    assert "0 plays" in after.partition("00:00:00")[2]
