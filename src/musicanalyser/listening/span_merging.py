"""Known spans: from when to when an origin knows what was heard."""

from collections.abc import Iterable, Iterator
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


def span_moments(moments_ms: Iterable[int], *, longest_gap_ms: int) -> Iterator[KnownSpan]:
    """Yield the spans of ascending moments that are at most the gap apart."""
    since_ms = until_ms = None
    for at_ms in moments_ms:
        if since_ms is None or until_ms is None:
            since_ms = at_ms
        elif at_ms - until_ms > longest_gap_ms:
            yield KnownSpan(since_ms, until_ms)
            since_ms = at_ms
        until_ms = at_ms
    if since_ms is not None and until_ms is not None:
        yield KnownSpan(since_ms, until_ms)


def cut_spans(spans: Iterable[KnownSpan], whole: KnownSpan) -> list[KnownSpan]:
    """Return the parts of spans that lie within a span and are longer than a moment."""
    cut = (
        KnownSpan(max(span.since_ms, whole.since_ms), min(span.until_ms, whole.until_ms))
        for span in spans
    )
    return [span for span in cut if span.since_ms < span.until_ms]


def gaps_between(spans: Iterable[KnownSpan], whole: KnownSpan) -> Iterator[KnownSpan]:
    """Yield what disjoint spans, in order of time, leave of a span that contains them."""
    since_ms = whole.since_ms
    for span in spans:
        if since_ms < span.since_ms:
            yield KnownSpan(since_ms, span.since_ms)
        since_ms = span.until_ms
    if since_ms < whole.until_ms:
        yield KnownSpan(since_ms, whole.until_ms)
