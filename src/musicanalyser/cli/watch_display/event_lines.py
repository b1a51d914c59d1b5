"""A watch as lines: one for each event."""

from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from musicanalyser.reports import live
from musicanalyser.timespan import from_ms, to_ms
from musicanalyser.units import SECOND_MS

if TYPE_CHECKING:
    from musicanalyser.context import App
    from musicanalyser.flows.live.watcher import WatchStep
    from musicanalyser.listening.tracking.open_play import OpenPlay


class EventLines:
    """Prints events to stdout and problems to stderr, and each only when it changes."""

    def __init__(self, app: "App") -> None:
        self._app = app
        self._open: OpenPlay | None = None
        self._problem: str | None = None
        self._idle = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Do nothing: lines need no cleaning up."""

    def show(self, step: "WatchStep") -> None:
        """Print what a poll changed."""
        self._show_problems(step)
        for play in step.finished:
            self._print(play.ended_ms, live.ended_line(play))
        if step.sample is not None:
            self._show_open(step.state.open_play)

    def wait(self, wait_ms: int, sleep: Callable[[float], bool]) -> None:
        """Wait until the next poll."""
        sleep(wait_ms / SECOND_MS)

    def warn(self, text: str) -> None:
        """Print a warning to stderr."""
        self._app.screen.print_message(text)

    def _show_problems(self, step: "WatchStep") -> None:
        screen, zone, ingested = self._app.screen, self._app.zone, step.ingested
        if step.problem != self._problem:
            self._problem = step.problem
            screen.print_message(
                live.problem_line(step.problem, step.until_ms, zone) or "Working again."
            )
        if step.gap_ms:
            seconds = step.gap_ms // SECOND_MS
            screen.print_message(f"No samples for {seconds:,} s. Recent plays fill the gap.")
        if ingested is not None and (ingested.new or ingested.merged):
            screen.print_message(live.ingest_line(ingested))
        if ingested is not None and ingested.missing_since_ms is not None:
            screen.print_message(live.gap_warning(ingested, zone))

    def _show_open(self, play: "OpenPlay | None") -> None:
        """Print what is playing, if that has changed."""
        before, self._open = self._open, play
        if play is None:
            if not self._idle:
                self._print(to_ms(self._app.now()), "nothing is playing")
            self._idle = True
            return
        self._idle = False
        if before is None or before.started_ms != play.started_ms:
            self._print(play.started_ms, live.playing_line(play))
        elif before.paused_ms is None and play.paused_ms is not None:
            self._print(play.paused_ms, live.paused_line(play))
        elif before.paused_ms is not None and play.paused_ms is None:
            self._print(to_ms(self._app.now()), live.playing_line(play))

    def _print(self, at_ms: int, text: str) -> None:
        at = f"{from_ms(at_ms, self._app.zone):%H:%M:%S}"
        try:
            print(f"{at}  {text}", file=self._app.screen.out, flush=True)
        except BrokenPipeError:
            raise
        except OSError as error:  # a full disk must not end the watch
            self._app.screen.print_message(f"A line was not written: {error.strerror}.")
