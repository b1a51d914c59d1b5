"""What time it is for Spotify, told by the answers themselves."""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from statistics import median

from musicanalyser.timespan import to_ms

_KEPT = 20
_JUMP_MS = 5_000
"""The clock of this machine was set, if it is suddenly that far from where it was."""
_HALF_SECOND_MS = 500
"""``Date`` is cut to the second."""


class ServerTime:
    """Spotify's clock: that of this machine, corrected by the ``Date`` of the latest answers."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._offsets_ms: deque[int] = deque(maxlen=_KEPT)

    def learn(self, date: str | None, *, rtt_ms: int) -> None:
        """Take in the ``Date`` of an answer that has just arrived."""
        try:
            told_ms = to_ms(parsedate_to_datetime(date or "")) + _HALF_SECOND_MS
        except (ValueError, TypeError):
            return
        offset_ms = told_ms - (to_ms(self._now()) - rtt_ms // 2)
        if self._offsets_ms and abs(offset_ms - self.offset_ms) > _JUMP_MS:
            self._offsets_ms.clear()
        self._offsets_ms.append(offset_ms)

    @property
    def offset_ms(self) -> int:
        """How far Spotify's clock is ahead of this machine's."""
        return round(median(self._offsets_ms)) if self._offsets_ms else 0

    def middle_ms(self, rtt_ms: int) -> int:
        """Return the middle of a request that has just ended, in ms since 1970 UTC."""
        return to_ms(self._now() - timedelta(milliseconds=rtt_ms / 2)) + self.offset_ms
