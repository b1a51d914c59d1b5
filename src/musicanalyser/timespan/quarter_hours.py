"""Spans of time cut at quarters of an hour of UTC, on which full hours of every time zone are."""

from collections.abc import Iterator

from musicanalyser.units import MINUTE_MS

QUARTER_MS = 15 * MINUTE_MS


def quarter_parts(since_ms: int, until_ms: int) -> Iterator[tuple[int, int]]:
    """Yield the start and the length of each part of a span within one quarter of an hour."""
    while since_ms < until_ms:
        next_ms = min(until_ms, (since_ms // QUARTER_MS + 1) * QUARTER_MS)
        yield since_ms, next_ms - since_ms
        since_ms = next_ms
