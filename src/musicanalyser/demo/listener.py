"""The invented listener: days of habits become one history of plays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from musicanalyser.demo.listening_days import sessions
from musicanalyser.demo.preferences import Taste
from musicanalyser.demo.session_plays import DemoPlay, sitting
from musicanalyser.listening.start_and_end import LATE_REASONS
from musicanalyser.timespan import to_ms
from musicanalyser.units import MINUTE_MS

_BREATHER_MS = 6 * MINUTE_MS
"""A session due before the last one has ended begins so long after that end."""
_SYNC_LEAD_MS = MINUTE_MS
"""What was held back is stamped so long before the session that sends it in."""
_SPARE_PLAYS = 400
"""More than a day holds: the end of the history can cut off its last day."""


def plays(*, until: datetime, days: int, seed: int) -> Iterator[DemoPlay]:
    """Yield the plays of the last local days up to a moment, in the order of their stamps.

    What is heard on a day does not depend on how many days the history has before it.
    """
    until_ms, clock_ms = to_ms(until), 0
    taste, held_back = Taste(seed), list[DemoPlay]()
    ages = range(days - 1, -1, -1)
    due = (session for age in ages for session in sessions(until=until, age=age, seed=seed))
    for number, sessions_of_week in groupby(due, key=lambda session: session.age // 7):
        week = taste.week(number)
        for session in sessions_of_week:
            begins_ms = max(session.start_ms, clock_ms + _BREATHER_MS)
            if begins_ms > until_ms:
                return
            if not session.offline:
                for play in held_back:
                    yield replace(play, stamped_ms=begins_ms - _SYNC_LEAD_MS)
                held_back.clear()
            for play in sitting(session, begins_ms=begins_ms, week=week, taste=taste):
                if play.ended_ms > until_ms:
                    return
                clock_ms = play.ended_ms
                if session.offline or play.reason_end in LATE_REASONS:
                    held_back.append(play)
                else:
                    yield play


def days_for(rows: int, *, until: datetime, seed: int) -> int:
    """Return how many days it takes to hear at least so many plays."""
    planned, age = 0, -1
    while planned < rows + _SPARE_PLAYS:
        age += 1
        planned += sum(session.plays for session in sessions(until=until, age=age, seed=seed))
    return age + 1
