"""Heatmap, sessions and streaks, recomputed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tests.oracle.answers import Answer, Line, Table, is_silent, share
from tests.oracle.asking import Asked, History
from tests.oracle.grammar import grammar
from tests.oracle.known import is_unknown, known_dates
from tests.oracle.sittings import sessions
from tests.oracle.sounding import sounded
from tests.oracle.spans import Span, day_start_ms, local

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = timedelta(days=1)


def heatmap(history: History, asked: Asked) -> Answer:
    hours, name = (1, "hour") if asked.hourly else (4, "block")
    music = history.heard(asked, asked.spans.now)
    plays, heard_ms = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    for play in music:
        plays[play.day.weekday(), play.hour // hours] += asked.counts(play)
        for moment, ms in sounded(play):
            heard_ms[moment.weekday(), moment.hour // hours] += ms
    table: Table = [
        {
            "weekday": WEEKDAYS[weekday],
            name: _label(block, hours),
            "heard_ms": heard_ms[weekday, block],
            "plays": plays[weekday, block],
        }
        for weekday in range(7)
        for block in range(24 // hours)
    ]
    return {"heatmap": table if music else []}


def clock(history: History, asked: Asked) -> Answer:
    spans = asked.both
    if not history.heard(asked, spans[0]):
        return {"clock": []}
    times = [_hours(history, asked, span) for span in spans]
    compared = len(spans) > 1 and not is_unknown(history, asked, spans[1])
    weekdays, weekend = ([_sum(times[0], days, hour) for hour in range(24)] for days in _WEEK)
    plays = Counter(play.hour for play in history.heard(asked, spans[0]) if asked.counts(play))
    both = range(7)
    table: Table = [
        {
            "hour": hour,
            "heard_ms": _sum(times[0], both, hour),
            "share": share(_sum(times[0], both, hour), times[0].total()),
            "weekday_ms": weekdays[hour],
            "weekend_ms": weekend[hour],
            "previous_heard_ms": _sum(times[1], both, hour) if compared else None,
            "weekday_share": share(weekdays[hour], sum(weekdays)),
            "weekend_share": share(weekend[hour], sum(weekend)),
            "plays": plays[hour],
        }
        for hour in range(24)
    ]
    return {
        "clock": table,
        "parts-of-day": [_parts_of_day(one) for one in times],
        **heatmap(history, replace(asked, hourly=True)),
    }


_WEEK = (range(5), range(5, 7))
"""The numbers of the weekdays from Monday to Friday, and of the others."""


def _hours(history: History, asked: Asked, span: Span) -> Counter[tuple[int, int]]:
    """Return the time that sounded in each hour of each weekday."""
    heard_ms = Counter[tuple[int, int]]()
    for play in history.heard(asked, span):
        for moment, ms in sounded(play):
            heard_ms[moment.weekday(), moment.hour] += ms
    return heard_ms


def _sum(times: Counter[tuple[int, int]], weekdays: Iterable[int], hour: int) -> int:
    return sum(times[weekday, hour] for weekday in weekdays)


def _parts_of_day(times: Counter[tuple[int, int]]) -> Line:
    whole = times.total()
    hours = [_sum(times, range(7), hour) for hour in range(24)]
    parts = zip(("night", "morning", "afternoon", "evening"), (0, 6, 12, 18), strict=True)
    weekend = sum(_sum(times, _WEEK[1], hour) for hour in range(24))
    return {
        "top_hour": hours.index(max(hours)) if whole else None,
        **{f"{name}_share": share(sum(hours[at : at + 6]), whole) for name, at in parts},
        "weekend_share": share(weekend, whole),
    }


def _label(block: int, hours: int) -> str:
    first = block * hours
    return f"{first:02}" if hours == 1 else f"{first:02}\N{EN DASH}{first + hours:02}"


def sittings(history: History, asked: Asked) -> Answer:
    if is_silent(history, asked):
        return {"sessions": []}
    found = [sessions(history, asked, span) for span in asked.both]
    figures: Table = []
    for of_span in found:
        lengths = sorted(one.length_ms for one in of_span)
        figures.append(
            {
                "sessions": len(of_span),
                "median_length_ms": lengths[(len(lengths) - 1) // 2] if lengths else None,
                "mean_length_ms": sum(lengths) // len(lengths) if lengths else None,
                "longest_length_ms": max(lengths, default=None),
                "plays_per_session": share(sum(one.counted for one in of_span), len(of_span)),
            }
        )
    longest = sorted(found[0], key=lambda one: (-one.length_ms, one.start_ms))
    return {
        "sessions": figures,
        "longest-sessions": [
            {
                "started_at": local(one.start_ms, history.zone),
                "ended_at": local(one.end_ms, history.zone),
                "length_ms": one.length_ms,
                "heard_ms": one.heard_ms,
                "plays": one.counted,
                "first_title": {play.names[0] for play in one.first_plays},
                "first_artist": {play.names[1] for play in one.first_plays},
                "first_uri": {play.row.uri for play in one.first_plays},
            }
            for one in longest[: asked.limit]
        ],
        **grammar(history, asked, found[0]),
    }


def active_days(history: History, asked: Asked, span: Span) -> list[date]:
    return sorted({play.day for play in history.heard(asked, span) if asked.counts(play)})


def window_streak(history: History, asked: Asked) -> int | None:
    reaches_today = asked.spans.now.until_ms > day_start_ms(asked.now.date(), history.zone)
    return current_streak(history, asked) if reaches_today else None


def current_streak(history: History, asked: Asked) -> int:
    active = set(history.days(asked))
    today = asked.now.date()
    day = today if today in active else today - _DAY
    streak = 0
    while day in active:
        streak += 1
        day -= _DAY
    return streak


def runs(days: Sequence[date]) -> list[tuple[int, date, date]]:
    """Return runs of days as length, first and last day; longest first, of equals the latest."""
    found: list[tuple[int, date, date]] = []
    for day in days:
        if found and found[-1][2] + _DAY == day:
            length, first, _ = found.pop()
            found.append((length + 1, first, day))
        else:
            found.append((1, day, day))
    return sorted(found, reverse=True)


def streaks(history: History, asked: Asked) -> Answer:
    if is_silent(history, asked):
        return {"streaks": []}
    figures: Table = []
    for span in asked.both:
        active = active_days(history, asked, span)
        longest = next(iter(runs(active)), (0, None, None))
        days = _days_of(history, asked, span)
        figures.append(
            {
                "current_streak_days": (
                    window_streak(history, asked) if span is asked.spans.now else None
                ),
                "longest_streak_days": longest[0],
                "longest_first_day": longest[1],
                "longest_last_day": longest[2],
                "active_days": len(active),
                "days": days,
                "active_share": share(len(active), days),
                **_eddington(history, asked, span),
            }
        )
    lines = runs(active_days(history, asked, asked.spans.now))[: asked.limit]
    return {
        "streaks": figures,
        "longest-streaks": [
            {"days": length, "first_day": first, "last_day": last} for length, first, last in lines
        ],
    }


def _eddington(history: History, asked: Asked, span: Span) -> Line:
    """Count by trying each number from 1 on."""
    plays = Counter(play.day for play in history.heard(asked, span) if asked.counts(play))
    number = 0
    while _days_with(plays, number + 1) >= number + 1:
        number += 1
    missing = number + 1 - _days_with(plays, number + 1)
    return {"eddington_days": number, "eddington_missing_days": missing}


def _days_with(plays: Mapping[date, int], least: int) -> int:
    return sum(count >= least for count in plays.values())


def _days_of(history: History, asked: Asked, span: Span) -> int:
    """Return the number of known or active local days of a span, up to today."""
    last = min(local(span.until_ms - 1, history.zone).date(), asked.now.date())
    first = date.min if span.since_ms is None else local(span.since_ms, history.zone).date()
    known = [day for day in known_dates(history, asked) if first <= day <= last]
    return max(len(known), len(active_days(history, asked, span)))
