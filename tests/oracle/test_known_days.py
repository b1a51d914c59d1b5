"""What is known of a window is recomputed from the raw rows, day by day."""

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest

from musicanalyser.report import Known
from musicanalyser.stats import answer_question
from musicanalyser.store.connection import open_reading
from tests.oracle.comparing import question_of
from tests.oracle.histories import Judged
from tests.oracle.judging import asked_of
from tests.oracle.kinds import KINDS
from tests.oracle.spans import Span, local


def known_days(judged: Judged, span: Span) -> Known:
    """Walk over the days of a span, and look whether each lies between the first and last row."""
    rows = judged.history._rows  # noqa: SLF001 - the raw rows are nobody else's business
    zone = judged.history.zone
    first = local(min(row.stamp_ms - row.heard_ms for row in rows), zone).date()
    last = min(local(max(row.stamp_ms for row in rows), zone).date(), judged.now.date())
    day = first if span.since_ms is None else local(span.since_ms, zone).date()
    days: list[date] = []
    while day <= min(local(span.until_ms - 1, zone).date(), judged.now.date()):
        days.append(day)
        day += timedelta(days=1)
    known = len([day for day in days if first <= day <= last])
    return Known(since=first, until=last, days=known, of=len(days))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("days_later", [0, 1, 2, 40])
def test_what_is_known_is_recomputed(havana: Judged, kind: str, days_later: int) -> None:
    later = replace(havana, now=havana.now + timedelta(days=days_later))
    asked = asked_of(later, KINDS[kind])
    window = KINDS[kind].window(later.now, later.history.zone)
    expected = known_days(later, asked.spans.now)
    with closing(open_reading(later.database)) as conn:
        streaks = answer_question(conn, "streaks", question_of(asked, window))

    assert streaks.known == expected
    both = [known_days(later, span) for span in asked.both]
    assert streaks.is_comparable == all(one.days == one.of for one in both)
    for row, known in zip(streaks.rows, both, strict=False):
        assert (row[5] is None) == (known.days == 0)
    if streaks.rows:
        last = local(asked.spans.now.until_ms - 1, later.history.zone).date()
        ended = last < later.now.date()
        assert (streaks.rows[0][1] is None) == (days_later > 1 or expected.days == 0 or ended)
