"""How well each day is known, by which origin, and where the gaps are."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from musicanalyser.listening.span_merging import KnownSpan, cut_spans, gaps_between, merge_spans
from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import EXPORTS_ONLY_TEXT
from musicanalyser.stats.base.known_days import known_spans
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import empty_text, report_span
from musicanalyser.timespan import from_ms, start_of_day, to_ms
from musicanalyser.units import MINUTE_MS

ABOUT = "How well each day is known, and by what; the gaps."

_LEAST_GAP_MS = 15 * MINUTE_MS
"""`watch` polls that are this near are one span; shorter gaps are none worth a line."""
_DAY = timedelta(days=1)

_DAY_COLUMNS = (
    Column(name="month", title="Month"),
    Column(name="day", title="Day", kind=ColumnKind.COUNT),
    Column(name="known_share", title="Known", kind=ColumnKind.SHARE),
    Column(name="origins", title="By", detail=True),
)
_ORIGIN_COLUMNS = (
    Column(name="origin", title="Origin"),
    Column(name="known_ms", title="Known", kind=ColumnKind.DURATION),
    Column(name="share", title="Share", kind=ColumnKind.SHARE),
    Column(name="known_since", title="From", kind=ColumnKind.MOMENT),
    Column(name="known_until", title="To", kind=ColumnKind.MOMENT),
    Column(name="spans", title="Spans", kind=ColumnKind.COUNT),
)
_GAP_COLUMNS = (
    Column(name="unknown_since", title="From", kind=ColumnKind.MOMENT),
    Column(name="unknown_until", title="To", kind=ColumnKind.MOMENT),
    Column(name="length_ms", title="Length", kind=ColumnKind.DURATION, bar=True),
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the share of each local day of which it is known what was heard, from 0 to 1.

    Days to come are absent; of today, the time up to now counts. A day names the origins that know
    any of it. The parts are the known time (ms) of each origin, and the longest gaps.
    """
    by_origin = known_spans(conn, question)
    known = merge_spans((one for spans in by_origin.values() for one in spans), longest_gap_ms=0)
    whole = _whole(question, known)
    by_origin = {origin: cut_spans(spans, whole) for origin, spans in by_origin.items()}
    known = cut_spans(known, whole)
    return Report(
        name="coverage",
        title="What is known",
        layout=Layout.GRID,
        columns=_DAY_COLUMNS,
        rows=tuple(_days(question, whole, known, by_origin)) if known else (),
        span=report_span(question.window),
        definition=_definition(question),
        empty=empty_text(conn, question.window, of="known day"),
        parts=(_origins(question, whole, by_origin), _gaps(question, whole, known))
        if known
        else (),
    )


def _whole(question: Question, known: Sequence[KnownSpan]) -> KnownSpan:
    """Return the window up to now, from the first known moment on if it has no start."""
    until_ms = min(question.window.until_ms, question.now_ms)
    if question.window.since is not None:
        return KnownSpan(question.window.since_ms, until_ms)
    return KnownSpan(known[0].since_ms if known else until_ms, until_ms)


def _days(
    question: Question,
    whole: KnownSpan,
    known: Sequence[KnownSpan],
    by_origin: Mapping[str, Sequence[KnownSpan]],
) -> Iterator[Row]:
    for day in _local_days(question, whole):
        (span,) = cut_spans([_span_of(question, day)], whole)
        length_ms = span.until_ms - span.since_ms
        names = [name for name, spans in by_origin.items() if cut_spans(spans, span)]
        known_share = share(_total_ms(cut_spans(known, span)), length_ms)
        yield (f"{day:%Y-%m}", day.day, known_share, ", ".join(names) or None)


def _local_days(question: Question, whole: KnownSpan) -> Iterator[date]:
    day = from_ms(whole.since_ms, question.window.zone).date()
    last = from_ms(whole.until_ms - 1, question.window.zone).date()
    while day <= last and whole.since_ms < whole.until_ms:
        yield day
        day += _DAY


def _span_of(question: Question, day: date) -> KnownSpan:
    starts = (start_of_day(one, question.window.zone) for one in (day, day + _DAY))
    return KnownSpan(*map(to_ms, starts))


def _total_ms(spans: Sequence[KnownSpan]) -> int:
    return sum(span.until_ms - span.since_ms for span in spans)


def _origins(
    question: Question, whole: KnownSpan, by_origin: Mapping[str, Sequence[KnownSpan]]
) -> Report:
    zone = question.window.zone
    return Report(
        name="known-origins",
        title="By what",
        columns=_ORIGIN_COLUMNS,
        rows=tuple(
            (
                origin,
                _total_ms(spans),
                share(_total_ms(spans), whole.until_ms - whole.since_ms),
                from_ms(spans[0].since_ms, zone),
                from_ms(spans[-1].until_ms, zone),
                len(spans),
            )
            for origin, spans in by_origin.items()
            if spans
        ),
        span=report_span(question.window),
        definition=_definition(question),
    )


def _gaps(question: Question, whole: KnownSpan, known: Sequence[KnownSpan]) -> Report:
    zone = question.window.zone
    gaps = [
        (one.until_ms - one.since_ms, one)
        for one in gaps_between(known, whole)
        if one.until_ms - one.since_ms > _LEAST_GAP_MS
    ]
    longest = sorted(gaps, key=lambda gap: (-gap[0], gap[1]))[: question.limit]
    count = f"There are {len(gaps)} gaps longer than 15 minutes."
    return Report(
        name="gaps",
        title="Longest gaps",
        columns=_GAP_COLUMNS,
        rows=tuple(
            (from_ms(gap.since_ms, zone), from_ms(gap.until_ms, zone), length_ms)
            for length_ms, gap in longest
        ),
        span=report_span(question.window),
        definition=_definition(question),
        notes=(count,) if len(gaps) > len(longest) else (),
        empty="No gap longer than 15 minutes.",
    )


def _definition(question: Question) -> str:
    text = (
        "An export knows the time from its first to its last row; watch the time from poll to poll;"
        " the list of recent plays the time back to its oldest row."
    )
    return f"{text} {EXPORTS_ONLY_TEXT}" if question.exports_only else text
