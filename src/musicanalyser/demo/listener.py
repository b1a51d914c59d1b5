"""The invented listener: sessions day by day become one history of plays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from musicanalyser.demo.invented_plays import DemoPlay, generate_session_plays
from musicanalyser.demo.listening_days import plan_sessions
from musicanalyser.demo.weekly_taste import Taste
from musicanalyser.listening.start_and_end import LATE_REASONS
from musicanalyser.model.play_end import EndReason
from musicanalyser.timespan import to_ms
from musicanalyser.units import MINUTE_MS

_PAUSE_MS = 6 * MINUTE_MS
"""A session that is due during another one begins this long after its end."""
_UPLOAD_LEAD_MS = MINUTE_MS
"""Offline plays are stamped this long before the session that uploads them."""
_UPLOADED_LATER = LATE_REASONS - {EndReason.REMOTE}
"""The listener hands over to another device at once, which then sends the play in."""
_SPARE_PLAYS = 400
"""More plays than any day has, as the end of the history may cut off its last day."""


def generate_plays(*, until: datetime, days: int, seed: int) -> Iterator[DemoPlay]:
    """Yield the plays of the last local days up to a moment, sorted by stamp.

    The plays of a day do not depend on the number of days before it.
    """
    until_ms, clock_ms = to_ms(until), 0
    taste, offline_plays = Taste(seed), list[DemoPlay]()
    ages = range(days - 1, -1, -1)
    due = (session for age in ages for session in plan_sessions(until=until, age=age, seed=seed))
    for number, sessions_of_week in groupby(due, key=lambda session: session.age // 7):
        week = taste.week(number)
        for session in sessions_of_week:
            begins_ms = max(session.start_ms, clock_ms + _PAUSE_MS)
            if begins_ms > until_ms:
                return
            if not session.is_offline:
                for play in offline_plays:
                    yield replace(play, stamped_ms=begins_ms - _UPLOAD_LEAD_MS)
                offline_plays.clear()
            for play in generate_session_plays(
                session, begins_ms=begins_ms, week=week, taste=taste
            ):
                if play.ended_ms > until_ms:
                    return
                clock_ms = play.ended_ms
                if session.is_offline or play.reason_end in _UPLOADED_LATER:
                    offline_plays.append(play)
                else:
                    yield play


def days_needed(rows: int, *, until: datetime, seed: int) -> int:
    """Return the number of days that hold at least as many plays as ``rows``."""
    planned, age = 0, -1
    while planned < rows + _SPARE_PLAYS:
        age += 1
        planned += sum(session.plays for session in plan_sessions(until=until, age=age, seed=seed))
    return age + 1
