"""A watch as lines: one for each event."""

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Self

from musicanalyser.flows.live.hooks import play_fields
from musicanalyser.render.formats.json import encode_json
from musicanalyser.reports import live
from musicanalyser.timespan import from_ms, to_ms
from musicanalyser.units import SECOND_MS

if TYPE_CHECKING:
    from musicanalyser.context import App
    from musicanalyser.flows.live.watcher import WatchStep
    from musicanalyser.listening.tracking.open_play import OpenPlay


class EventLines:
    """Prints events to stdout and problems to stderr, and each only when it changes."""

    def __init__(self, app: "App", *, is_json: bool = False) -> None:
        self._app = app
        self._is_json = is_json
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
            self._emit("ended", play.ended_ms, live.ended_line(play), play_fields(play))
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
                self._emit("idle", to_ms(self._app.now()), "nothing is playing", {})
            self._idle = True
            return
        self._idle = False
        if before is None or before.started_ms != play.started_ms:
            self._emit("playing", play.started_ms, live.playing_line(play), _item_fields(play))
        elif before.paused_ms is None and play.paused_ms is not None:
            self._emit("paused", play.paused_ms, live.paused_line(play), _item_fields(play))
        elif before.paused_ms is not None and play.paused_ms is None:
            at_ms = to_ms(self._app.now())
            self._emit("playing", at_ms, live.playing_line(play), _item_fields(play))

    def _emit(self, event: str, at_ms: int, text: str, fields: Mapping[str, object]) -> None:
        """Print an event as a line of ``text``, or in JSON with ``fields``."""
        at = from_ms(at_ms, self._app.zone)
        if self._is_json:
            named = {"event": event, "at": at.isoformat(), **fields}
            self._print(encode_json(named, indent=False).rstrip("\n"))
        else:
            self._print(f"{at:%H:%M:%S}  {text}")

    def _print(self, line: str) -> None:
        try:
            print(line, file=self._app.screen.out, flush=True)
        except BrokenPipeError:
            raise
        except OSError as error:  # a full disk must not end the watch
            self._app.screen.print_message(f"A line was not written: {error.strerror}.")


def _item_fields(play: "OpenPlay") -> dict[str, object]:
    item = play.item
    return {
        "kind": item.kind.value,
        "title": item.title,
        "artist": item.artist,
        "album": item.album,
        "uri": item.uri,
        "length_ms": play.length_ms,
    }
