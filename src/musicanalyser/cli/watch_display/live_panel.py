"""A watch as a panel that fills the terminal and follows its size."""

import os
import signal
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Literal, Self

from rich.console import Console
from rich.live import Live
from rich.text import Text

from musicanalyser.cli.terminal.screen_style import screen_style
from musicanalyser.listening.polling.waits import CallSaving, call_saving
from musicanalyser.render.ink.terminal_colours import coloured_lines
from musicanalyser.render.panel.content import Panel, PollStatus
from musicanalyser.render.panel.draw_panel import draw_panel
from musicanalyser.render.style import ColourDepth
from musicanalyser.reports.live import problem_line
from musicanalyser.reports.watch_panel import DayRecord, count_earlier_plays, load_day, now_playing
from musicanalyser.store.connection import changes_of_others
from musicanalyser.timespan import to_ms
from musicanalyser.units import SECOND_MS

if TYPE_CHECKING:
    from datetime import date

    from musicanalyser.context import App, Screen
    from musicanalyser.flows.live.joined_player import JoinedPlayer
    from musicanalyser.flows.live.watcher import Watcher, WatchStep
    from musicanalyser.render.panel.content import EarlierPlays

_FRAME_MS = SECOND_MS
_IDLE_FRAME_MS = 5 * SECOND_MS
_SYSTEMS: Mapping[ColourDepth, Literal["standard", "256", "truecolor"] | None] = {
    ColourDepth.NONE: None,
    ColourDepth.FEW: "standard",
    ColourDepth.MANY: "256",
    ColourDepth.FULL: "truecolor",
}
"""What Rich calls the depths."""


_SAVING = {
    CallSaving.NONE: "",
    CallSaving.LATE: "saving calls",
    CallSaving.RARELY: "few calls left",
    CallSaving.RAREST: "few calls left",
}


class LivePanel:
    """Repaints every second while something is playing, and every five seconds otherwise."""

    def __init__(self, app: "App", watcher: "Watcher", joined: "JoinedPlayer | None") -> None:
        self._app = app
        self._watcher = watcher
        self._day: DayRecord | None = None
        self._joined = joined
        self._counted: object = None
        self._earlier: EarlierPlays | None = None
        self._read: tuple[date, int] | None = None
        self._known_at = app.now()
        self._step: WatchStep | None = None
        self._new_warning = self._warning = ""
        self._must_suspend = False
        self._usage = watcher.usage()
        self._style = screen_style(app.screen)
        self._console = _console(app.screen, self._style.depth)
        self._live = Live(
            console=self._console, screen=True, auto_refresh=False, redirect_stderr=False,
            redirect_stdout=False,
        )  # fmt: skip

    def __enter__(self) -> Self:
        self._live.__enter__()
        if hasattr(signal, "SIGTSTP"):  # Windows has none
            signal.signal(signal.SIGTSTP, self._request_suspension)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Restore the terminal."""
        if hasattr(signal, "SIGTSTP"):
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        self._live.__exit__(kind, error, trace)

    def show(self, step: "WatchStep") -> None:
        """Paint the outcome of a poll."""
        self._step = step
        if step.sample is not None:
            self._known_at = self._app.now()
        if step.finished:
            self._warning, self._new_warning = self._new_warning, ""
        if step.finished or step.ingested:
            self._day = None
        self._read_database()
        self._paint(step.wait_ms)

    def _read_database(self) -> None:
        """Read the day again if it is over, or if another process has changed the history."""
        with suppress(sqlite3.Error):  # the step says so already
            self._usage = self._watcher.usage()
            read = (self._app.today, changes_of_others(self._watcher.conn))
            now, zone = self._app.now(), self._app.zone
            if self._day is None or read != self._read:
                self._day, self._read = load_day(self._watcher.conn, now=now, zone=zone), read
            state = self._watcher.state
            playing = (read, state.open_play and state.open_play.started_ms)
            if playing != self._counted:
                self._counted = playing
                self._earlier = count_earlier_plays(self._watcher.conn, state, now=now, zone=zone)

    def warn(self, text: str) -> None:
        """Show a warning until another play ends."""
        self._new_warning = text

    def wait(self, wait_ms: int, sleep: Callable[[float], bool]) -> None:
        """Repaint until it is time for the next poll."""
        left_ms, unpainted_ms = wait_ms, 0
        while left_ms > 0:
            self._suspend_if_requested()
            nap_ms = min(left_ms, _FRAME_MS)
            if sleep(nap_ms / SECOND_MS):
                break
            left_ms -= nap_ms
            unpainted_ms += nap_ms
            is_playing = self._step is not None and self._step.state.open_play is not None
            if unpainted_ms >= (_FRAME_MS if is_playing else _IDLE_FRAME_MS):
                self._read_database()
                self._paint(left_ms)
                unpainted_ms = 0
        self._suspend_if_requested()

    def _request_suspension(self, _number: int, _frame: FrameType | None) -> None:
        """Remember Ctrl-Z: the signal may arrive in the middle of painting."""
        self._must_suspend = True

    def _suspend_if_requested(self) -> None:
        """Restore the terminal, suspend the process, and repaint once it continues."""
        if self._must_suspend:
            self._must_suspend = False
            self._live.stop()
            os.kill(os.getpid(), signal.SIGSTOP)
            self._live.start()

    def _paint(self, left_ms: int) -> None:
        step, day = self._step, self._day
        if step is None or day is None:
            return
        now_ms = to_ms(self._app.now())
        now = now_playing(step.state, now_ms=now_ms, earlier=self._earlier)
        is_known = step.sample is not None
        known_at = self._known_at.astimezone(self._app.zone)
        panel = Panel(
            now=now if is_known or (now and now.is_within_track) else None,
            unknown_since="" if is_known else f"{known_at:%H:%M}",
            today=day.today,
            past=day.past,
            status=self._status(left_ms, is_known=is_known),
            clock=f"{self._app.now().astimezone(self._app.zone):%H:%M:%S}",
            session=day.session,
            trouble=problem_line(step.problem, step.until_ms, self._app.zone) or self._warning,
        )
        size = self._console.size
        lines = draw_panel(panel, width=size.width, height=size.height)
        coloured = "\n".join(coloured_lines(lines, self._style))
        self._live.update(Text.from_ansi(coloured), refresh=True)

    def _status(self, left_ms: int, *, is_known: bool) -> PollStatus:
        usage = self._usage
        return PollStatus(
            is_connected=is_known,
            source="this machine" if self._joined and self._joined.is_local else "Spotify",
            policy=self._watcher.policy,
            next_poll_s=max(0, left_ms) // SECOND_MS,
            calls_used=usage.used,
            calls_allowed=usage.allowed,
            saving=_SAVING[call_saving(used=usage.used, budget=usage.allowed)],
        )


def _console(screen: "Screen", depth: ColourDepth) -> Console:
    return Console(
        file=screen.out,
        markup=False,
        emoji=False,
        highlight=False,
        color_system=_SYSTEMS[depth],
        legacy_windows=False,
    )
