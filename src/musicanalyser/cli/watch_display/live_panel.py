"""A watch as a panel that fills the terminal and follows its size."""

import os
import signal
import sqlite3
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.live import Live
from rich.text import Text

from musicanalyser.render.paint.panel import Panel, draw_panel
from musicanalyser.reports.live import trouble
from musicanalyser.reports.watch_panel import Record, playing, record_of
from musicanalyser.timespan import to_ms

if TYPE_CHECKING:
    from musicanalyser.context import App
    from musicanalyser.flows.live.watcher import Watcher, WatchStep

_FRAME_MS = 1_000
_IDLE_FRAME_MS = 5_000


class PanelView:
    """Paints once a second while something plays, and rarely while nothing does."""

    def __init__(self, app: "App", conn: sqlite3.Connection, watcher: "Watcher") -> None:
        self._app = app
        self._conn = conn
        self._watcher = watcher
        self._record: Record | None = None
        self._day = app.today
        self._turn: WatchStep | None = None
        self._untold = self._told = ""
        self._is_asked_to_stop = False
        self._usage = watcher.usage()
        screen = app.screen
        self._console = Console(
            file=screen.out,
            markup=False,
            emoji=False,
            highlight=False,
            no_color=not screen.colour,
            legacy_windows=False,
        )
        self._live = Live(
            console=self._console, screen=True, auto_refresh=False, redirect_stderr=False,
            redirect_stdout=False,
        )  # fmt: skip

    def __enter__(self) -> Self:
        self._live.__enter__()
        self._heed_stops()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the terminal back as it was."""
        if hasattr(signal, "SIGTSTP"):
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        self._live.__exit__(kind, error, trace)

    def show(self, turn: "WatchStep") -> None:
        """Take up what a look brought."""
        self._turn = turn
        self._usage = self._watcher.usage()
        if turn.finished:
            self._told, self._untold = self._untold, ""
        if self._record is None or turn.finished or turn.ingested or self._app.today != self._day:
            self._day = self._app.today
            self._record = record_of(self._conn, now=self._app.now(), zone=self._app.zone)
        self._paint(turn.wait_ms)

    def tell(self, text: str) -> None:
        """Show what went wrong beside the watch, until the next play has ended."""
        self._untold = text

    def wait(self, wait_ms: int) -> None:
        """Paint until it is time for the next look."""
        left_ms, unpainted_ms = wait_ms, 0
        while left_ms > 0:
            self._stop_if_asked()
            nap_ms = min(left_ms, _FRAME_MS)
            self._app.sleep(nap_ms / 1000)
            left_ms -= nap_ms
            unpainted_ms += nap_ms
            is_playing = self._turn is not None and self._turn.state.open is not None
            if unpainted_ms >= (_FRAME_MS if is_playing else _IDLE_FRAME_MS):
                self._paint(left_ms)
                unpainted_ms = 0
        self._stop_if_asked()

    def _heed_stops(self) -> None:
        if hasattr(signal, "SIGTSTP"):  # Windows has none
            signal.signal(signal.SIGTSTP, self._ask_to_stop)

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        """Remember that Ctrl-Z was pressed: it may have come in the middle of painting."""
        self._is_asked_to_stop = True

    def _stop_if_asked(self) -> None:
        """Give the terminal back for as long as the process is stopped, as by Ctrl-Z."""
        if self._is_asked_to_stop:
            self._is_asked_to_stop = False
            self._live.stop()
            os.kill(os.getpid(), signal.SIGSTOP)
            self._live.start()

    def _paint(self, left_ms: int) -> None:
        turn, record = self._turn, self._record
        if turn is None or record is None:
            return
        panel = Panel(
            now=playing(turn.state, now_ms=to_ms(self._app.now())),
            today=record.today,
            past=record.past,
            status=self._status(left_ms),
            trouble=trouble(turn.trouble, turn.until_ms, self._app.zone) or self._told,
        )
        size = self._console.size
        lines = draw_panel(panel, width=size.width, height=size.height)
        self._live.update(Text("\n").join(lines), refresh=True)

    def _status(self, left_ms: int) -> str:
        calls = f"{self._usage.used:,} of {self._usage.allowed:,} calls in 24 h"
        return f"Next look in {max(0, left_ms) // 1000} s  {calls}  Ctrl-C leaves"
