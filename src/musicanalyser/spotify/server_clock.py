"""Spotify's clock, learnt from the ``Date`` headers of its answers."""

from collections import deque
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from statistics import median

from musicanalyser.timespan import to_ms

_OFFSETS_KEPT = 20
_JUMP_MS = 5_000
"""An offset that differs by more from the others shows that this machine's clock was set."""
_HALF_SECOND_MS = 500
"""``Date`` is cut to the second: on average the true time is half a second later."""


class ServerClock:
    """The time at Spotify: this machine's, plus the median offset of the latest answers.

    Spotify writes ``Date`` somewhere between request and answer; the middle is the best guess. So
    both methods date a request to its middle, half a round trip before it ended.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._offsets_ms: deque[int] = deque(maxlen=_OFFSETS_KEPT)

    def update(self, date: str | None, *, rtt_ms: int) -> None:
        """Learn from the ``Date`` of an answer that has just arrived, if it has a valid one."""
        try:
            server_ms = to_ms(parsedate_to_datetime(date or "")) + _HALF_SECOND_MS
        except (ValueError, TypeError):
            return
        offset_ms = server_ms - self._local_midpoint_ms(rtt_ms)
        if self._offsets_ms and abs(offset_ms - self.offset_ms) > _JUMP_MS:
            self._offsets_ms.clear()
        self._offsets_ms.append(offset_ms)

    @property
    def offset_ms(self) -> int:
        """How far Spotify's clock is ahead of this machine's; 0 while unknown."""
        return round(median(self._offsets_ms)) if self._offsets_ms else 0

    def midpoint_ms(self, rtt_ms: int) -> int:
        """Return the middle of a request that has just ended, in ms since 1970 UTC at Spotify."""
        return self._local_midpoint_ms(rtt_ms) + self.offset_ms

    def _local_midpoint_ms(self, rtt_ms: int) -> int:
        return to_ms(self._now()) - rtt_ms // 2
