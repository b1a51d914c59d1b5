"""Which of the leading artists pass the one ahead of them, if the last 90 days go on."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from musicanalyser.listening.rates.overtaking import (
    BLOCK_DAYS,
    BLOCKS,
    FURTHEST_DAYS,
    INTERVAL_SHARE,
    PACE_DAYS,
    Overtaking,
    expect_overtaking,
)
from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.known_days import known_days
from musicanalyser.stats.base.question import Question, RankBy
from musicanalyser.stats.base.window import report_span
from musicanalyser.stats.standings.courses import Course, amounts_of_spans
from musicanalyser.timespan import start_of_day, to_ms

_DAY = timedelta(days=1)
OVERTAKES_TEXT = (
    f"Forecast: totals grow at the pace of the last {PACE_DAYS} known days, as if the window stayed"
    f" open; up to {FURTHEST_DAYS // 365} years ahead. The earliest and the latest day are those of"
    f" an {INTERVAL_SHARE:.0%} interval, from how {BLOCKS} blocks of {BLOCK_DAYS} days differ."
)


def overtakes(conn: sqlite3.Connection, question: Question, courses: Sequence[Course]) -> Report:
    """Return when each artist passes the one ahead, and by how much it gains a day.

    The second against the first is there even if that is not in sight; others are only if it is.
    There are no rows for a window that has ended, or if the last 90 days are not known.
    """
    is_time = question.rank_by is RankBy.TIME
    start = _start(conn, question)
    return Report(
        name="overtakes",
        title=f"Who passes whom at the pace of the last {PACE_DAYS} days",
        columns=_columns(is_time=is_time),
        rows=tuple(_rows(conn, question, courses, start)) if start else (),
        span=report_span(question.window),
        definition=OVERTAKES_TEXT,
        empty=f"No forecast: the window has ended, or the last {PACE_DAYS} days are not known.",
    )


def overtake_notes(report: Report) -> tuple[str, ...]:
    """Return a sentence if the second does not pass the first."""
    names = [column.name for column in report.columns]
    first = next((dict(zip(names, row, strict=True)) for row in report.rows), None)
    if first is None or first["in_sight"]:
        return ()
    years = FURTHEST_DAYS // 365
    return (f"{first['artist']} does not pass {first['ahead']} within {years} years at this pace.",)


def _columns(*, is_time: bool) -> tuple[Column, ...]:
    gap = (
        Column(name="gap_ms", title="Behind", kind=ColumnKind.DURATION)
        if is_time
        else Column(name="gap_plays", title="Behind", kind=ColumnKind.COUNT)
    )
    gain = (
        Column(name="gain_ms", title="Gains a day", kind=ColumnKind.DURATION, detail=True)
        if is_time
        else Column(name="gain_plays", title="Gains a day", kind=ColumnKind.NUMBER, detail=True)
    )
    return (
        Column(name="artist", title="Artist"),
        Column(name="ahead", title="Passes"),
        gap,
        gain,
        Column(name="in_sight", title="Due", kind=ColumnKind.FLAG),
        Column(name="day", title="About", kind=ColumnKind.DATE),
        Column(name="earliest_day", title="Earliest", kind=ColumnKind.DATE),
        Column(name="latest_day", title="Latest", kind=ColumnKind.DATE),
    )


def _start(conn: sqlite3.Connection, question: Question) -> date | None:
    """Return the day after the last known one but today; ``None`` if nothing can be forecast.

    The window must include it, and each of the days of the pace must be known.
    """
    known = known_days(conn, question) - {question.today}
    if not known:
        return None
    start = max(known) + _DAY
    window = question.window
    is_open = window.until_ms >= min(to_ms(start_of_day(start, window.zone)), question.now_ms)
    has_pace = all(start - back * _DAY in known for back in range(1, PACE_DAYS + 1))
    return start if is_open and has_pace else None


def _rows(
    conn: sqlite3.Connection, question: Question, courses: Sequence[Course], start: date
) -> Iterator[Row]:
    blocks = _blocks(conn, question, start)
    for place, (ahead, one) in enumerate(pairwise(courses)):
        gap = ahead.total - one.total
        gains = [
            block.get(one.artist.entity_id, 0) - block.get(ahead.artist.entity_id, 0)
            for block in blocks
        ]
        found = _still_ahead(expect_overtaking(gap, gains), start, question.today)
        if found or place == 0:
            gain = sum(gains) / PACE_DAYS
            names = (one.artist.artist, ahead.artist.artist)
            is_time = question.rank_by is RankBy.TIME
            yield (*names, gap, round(gain) if is_time else gain, *_days(found, start))


def _blocks(conn: sqlite3.Connection, question: Question, start: date) -> Sequence[dict[int, int]]:
    """Return the amounts of each block of days before a day, the earliest first."""
    days = [start - back * BLOCK_DAYS * _DAY for back in range(BLOCKS, -1, -1)]
    moments_ms = [to_ms(start_of_day(day, question.window.zone)) for day in days]
    spans = [*pairwise(moments_ms)]
    within = {"since_ms": moments_ms[0], "until_ms": moments_ms[-1]}
    return amounts_of_spans(conn, question, spans, **within)


def _still_ahead(found: Overtaking | None, start: date, today: date) -> Overtaking | None:
    """Return a forecast unless its day has passed without anything being known of it."""
    return found if found and start + timedelta(days=int(found.days)) >= today else None


def _days(found: Overtaking | None, start: date) -> Row:
    if found is None:
        return (False, None, None, None)
    day, earliest = (
        start + timedelta(days=int(days)) for days in (found.days, found.earliest_days)
    )
    latest = found.latest_days
    is_far = latest is None or latest > 10 * FURTHEST_DAYS
    return (True, day, earliest, None if is_far else start + timedelta(days=int(latest or 0)))
