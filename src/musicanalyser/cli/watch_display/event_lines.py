"""A watch as lines: one an event."""

from types import TracebackType
from typing import TYPE_CHECKING, Self

from musicanalyser.reports import live
from musicanalyser.timespan import from_ms, to_ms

if TYPE_CHECKING:
    from musicanalyser.context import App
    from musicanalyser.flows.live.watcher import WatchStep
    from musicanalyser.listening.tracking.open_play import OpenPlay


class Lines:
    """Prints what happens to stdout, and trouble to stderr; what has not changed is not said."""

    def __init__(self, app: "App") -> None:
        self._app = app
        self._open: OpenPlay | None = None
        self._trouble: str | None = None
        self._idle = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave nothing behind."""

    def show(self, turn: "WatchStep") -> None:
        """Print what a look brought."""
        screen, zone = self._app.screen, self._app.zone
        if turn.trouble != self._trouble:
            self._trouble = turn.trouble
            screen.say(live.trouble(turn.trouble, turn.until_ms, zone) or "It works again.")
        if turn.missed_ms:
            screen.say(f"Nothing was seen for {turn.missed_ms // 1000:,} s; recent plays fill in.")
        if turn.ingested is not None and (turn.ingested.new or turn.ingested.merged):
            screen.say(live.ingested(turn.ingested))
        if turn.ingested is not None and turn.ingested.missing_since_ms is not None:
            screen.say(live.missing(turn.ingested, zone))
        for play in turn.finished:
            self._print(play.ended_ms, live.ended(play))
        if turn.sample is not None:
            self._now(turn.state.open)

    def wait(self, wait_ms: int) -> None:
        """Wait for the next look."""
        self._app.sleep(wait_ms / 1000)

    def tell(self, text: str) -> None:
        """Print to stderr what went wrong beside the watch."""
        self._app.screen.say(text)

    def _now(self, play: "OpenPlay | None") -> None:
        """Print what plays, if that is not what played before."""
        before, self._open = self._open, play
        if play is None:
            if not self._idle:
                self._print(to_ms(self._app.now()), "nothing plays")
            self._idle = True
            return
        self._idle = False
        if before is None or before.started_ms != play.started_ms:
            self._print(play.started_ms, live.began(play))
        elif before.stopped_ms is None and play.stopped_ms is not None:
            self._print(play.stopped_ms, live.paused(play))
        elif before.stopped_ms is not None and play.stopped_ms is None:
            self._print(to_ms(self._app.now()), live.began(play))

    def _print(self, at_ms: int, words: str) -> None:
        at = f"{from_ms(at_ms, self._app.zone):%H:%M:%S}"
        print(f"{at}  {words}", file=self._app.screen.out, flush=True)
