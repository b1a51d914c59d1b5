"""When plays sounded, minute by minute, on the clock of the listener."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tests.oracle.plays import Play


def sounded(play: Play) -> Iterator[tuple[datetime, int]]:
    """Yield local moments and the milliseconds heard from each on, never past a full minute."""
    begin = play.moment.astimezone(UTC)
    end = begin + timedelta(milliseconds=play.heard_ms)
    while begin < end:
        next_minute = begin.replace(second=0, microsecond=0) + timedelta(minutes=1)
        until = min(end, next_minute)
        yield begin.astimezone(play.moment.tzinfo), (until - begin) // timedelta(milliseconds=1)
        begin = until
