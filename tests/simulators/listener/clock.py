"""A clock that only moves when somebody waits."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class VirtualClock:
    """``now_ms`` is in ms since 1970 UTC."""

    def __init__(self, now_ms: int) -> None:
        self.now_ms = now_ms

    def now(self) -> datetime:
        return _EPOCH + timedelta(milliseconds=self.now_ms)

    def sleep(self, seconds: float) -> None:
        """Let time pass; never back."""
        self.pass_ms(round(seconds * 1000))

    def pass_ms(self, ms: int) -> None:
        self.now_ms += max(0, ms)
