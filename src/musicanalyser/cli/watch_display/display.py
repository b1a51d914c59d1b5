"""What shows a watch."""

from typing import Protocol

from musicanalyser.flows.live.watcher import WatchStep


class WatchDisplay(Protocol):
    """Shows one look at the player after the other."""

    def show(self, turn: WatchStep) -> None:
        """Show what a look brought."""
        ...

    def wait(self, wait_ms: int) -> None:
        """Wait for the next look."""
        ...

    def tell(self, text: str) -> None:
        """Tell of something that went wrong beside the watch."""
        ...
