"""Known spans: from when to when an origin knows what was heard."""

from collections.abc import Iterable
from typing import NamedTuple


class KnownSpan(NamedTuple):
    """A span in ms since 1970 UTC, both ends included."""

    since_ms: int
    until_ms: int


def merge_spans(spans: Iterable[KnownSpan], *, longest_gap_ms: int | None) -> list[KnownSpan]:
    """Return disjoint spans in order of time: those at most the gap apart become one.

    ``None`` allows any gap. The order of the spans, and of several merges, does not matter.
    """
    merged: list[KnownSpan] = []
    for span in sorted(spans):
        last = merged[-1] if merged else None
        if last and (longest_gap_ms is None or span.since_ms - last.until_ms <= longest_gap_ms):
            merged[-1] = KnownSpan(last.since_ms, max(last.until_ms, span.until_ms))
        else:
            merged.append(span)
    return merged
