"""What a display of a watch must offer."""

from collections.abc import Callable
from typing import Protocol

from musicanalyser.flows.live.watcher import WatchStep


class WatchDisplay(Protocol):
    """Shows one step of a watch after another."""

    def show(self, step: WatchStep) -> None:
        """Show the outcome of a poll."""
        ...

    def wait(self, wait_ms: int, sleep: Callable[[float], bool]) -> None:
        """Wait until the next poll, which is due earlier if ``sleep`` returns true."""
        ...

    def warn(self, text: str) -> None:
        """Show a warning that is not about Spotify, such as a hook that failed."""
        ...
