"""What is known of each day, recomputed from the first and the last row of each export."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.answers import Answer, Line, Table
from tests.oracle.asking import Asked, History
from tests.oracle.rows import epoch_ms
from tests.oracle.spans import Span, day_start_ms, local

_Spans = list[tuple[int, int]]
_LEAST_GAP_MS = 15 * 60_000


def coverage(history: History, asked: Asked) -> Answer:
    spans = _spans_of_exports(history)
    begin_ms = min(since_ms for since_ms, _ in spans.values())
    if asked.spans.now.since_ms is not None:
        begin_ms = asked.spans.now.since_ms
    end_ms = min(asked.spans.now.until_ms, epoch_ms(asked.now))
    known = {
        origin: (max(since_ms, begin_ms), min(until_ms, end_ms))
        for origin, (since_ms, until_ms) in sorted(spans.items())
        if max(since_ms, begin_ms) < min(until_ms, end_ms)
    }
    gaps = sorted(
        _gaps([*known.values()], begin_ms, end_ms), key=lambda gap: (gap[0] - gap[1], gap)
    )
    return {
        "coverage": [*_days(history, known, begin_ms, end_ms)],
        "known-origins": [
            {
                "origin": origin,
                "known_ms": until_ms - since_ms,
                "share": Fraction(until_ms - since_ms, end_ms - begin_ms),
                "known_since": local(since_ms, history.zone),
                "known_until": local(until_ms, history.zone),
                "spans": 1,
            }
            for origin, (since_ms, until_ms) in known.items()
        ],
        "gaps": _gap_lines(history, gaps[: asked.limit]),
    }


def known_dates(history: History, asked: Asked) -> set[date]:
    """Return every local day up to today that lies between the first and last row of an export."""
    days: set[date] = set()
    for since_ms, until_ms in _spans_of_exports(history).values():
        day = local(since_ms, history.zone).date()
        while day <= min(local(until_ms, history.zone).date(), asked.now.date()):
            days.add(day)
            day += timedelta(days=1)
    return days


def is_unknown(history: History, asked: Asked, span: Span) -> bool:
    """Return whether no day of a span is known, and nothing was played in it."""
    known = known_dates(history, asked)
    return not history.within(span) and not known & {*days_of(span, history, asked)}


def days_of(span: Span, history: History, asked: Asked) -> list[date]:
    """Return the local days of a span up to today, from the first known day or the first play."""
    if span.since_ms is None:
        begin = min({play.day for play in history.heard(asked, span)} | known_dates(history, asked))
    else:
        begin = local(span.since_ms, history.zone).date()
    last = min(local(span.until_ms - 1, history.zone).date(), asked.now.date())
    return [begin + timedelta(days=n) for n in range((last - begin).days + 1)]


def _spans_of_exports(history: History) -> dict[str, tuple[int, int]]:
    rows = history._rows  # noqa: SLF001 - the raw rows are nobody else's business
    return {
        source: (
            min(row.stamp_ms - row.heard_ms for row in rows if row.source == source),
            max(row.stamp_ms for row in rows if row.source == source),
        )
        for source in {row.source for row in rows}
    }


def _days(
    history: History, known: dict[str, tuple[int, int]], begin_ms: int, end_ms: int
) -> Iterator[Line]:
    day = local(begin_ms, history.zone).date()
    while (day_ms := day_start_ms(day, history.zone)) < end_ms:
        since_ms = max(begin_ms, day_ms)
        until_ms = min(end_ms, day_start_ms(day + timedelta(days=1), history.zone))
        within = {
            origin: (max(span[0], since_ms), min(span[1], until_ms))
            for origin, span in known.items()
            if max(span[0], since_ms) < min(span[1], until_ms)
        }
        missing_ms = sum(gap[1] - gap[0] for gap in _gaps([*within.values()], since_ms, until_ms))
        yield {
            "month": f"{day:%Y-%m}",
            "day": day.day,
            "known_share": 1 - Fraction(missing_ms, until_ms - since_ms),
            "origins": ", ".join(within) or None,
        }
        day += timedelta(days=1)


def _gaps(spans: _Spans, begin_ms: int, end_ms: int) -> _Spans:
    gaps: _Spans = []
    for since_ms, until_ms in sorted(spans):
        if since_ms > begin_ms:
            gaps.append((begin_ms, since_ms))
        begin_ms = max(begin_ms, until_ms)
    return [*gaps, (begin_ms, end_ms)] if begin_ms < end_ms else gaps


def _gap_lines(history: History, gaps: _Spans) -> Table:
    return [
        {
            "unknown_since": local(since_ms, history.zone),
            "unknown_until": local(until_ms, history.zone),
            "length_ms": until_ms - since_ms,
        }
        for since_ms, until_ms in gaps
        if until_ms - since_ms > _LEAST_GAP_MS
    ]
