"""The same calendar days of each year."""

from calendar import isleap
from collections.abc import Iterator
from datetime import date, timedelta

from tests.oracle.answers import Answer, Table, known, named, share, skips, total_ms
from tests.oracle.asking import TRACKS, Asked, History
from tests.oracle.known import is_unknown
from tests.oracle.spans import Span, day_start_ms, local

_DAY = timedelta(days=1)


def on_this_day(history: History, asked: Asked) -> Answer:
    years = [*_years(history, asked)]
    if not any(history.heard(asked, span) for _, _, span in years):
        return {"on-this-day": []}
    lines: Table = []
    tracks: Table = []
    for ago, day, span in years[: asked.limit]:
        music = history.heard(asked, span)
        unknown = not music and is_unknown(history, asked, span)
        ranked = history.ranked(asked, span, TRACKS)[:3]
        lines.append(
            {
                "day": day,
                "years_ago": ago,
                "heard_ms": None if unknown else total_ms(music),
                "plays": None if unknown else sum(map(asked.counts, music)),
                "skip_rate": share(skips(music), known(music)),
                "title": ranked[0].name[0] if ranked else None,
                "artist": ranked[0].name[1] if ranked else None,
            }
        )
        tracks += [
            {
                "day": day,
                **named(TRACKS, group),
                "heard_ms": group.heard_ms,
                "plays": len(group.counted),
            }
            for group in ranked
        ]
    return {"on-this-day": lines, "tracks": tracks}


def _years(history: History, asked: Asked) -> Iterator[tuple[int, date, Span]]:
    span, zone = asked.spans.now, history.zone
    music = history.music[asked.private]
    last = local(span.until_ms - 1, zone).date()
    first = last if span.since_ms is None else local(span.since_ms, zone).date()
    if last - first > 365 * _DAY:
        first = last
    if music:
        for year in range(last.year, music[0].day.year - 1, -1):
            ago = last.year - year
            days = [_in_year(first, first.year - ago, 1), _in_year(last, year, -1)]
            until_ms = day_start_ms(days[1] + _DAY, zone) if ago else span.until_ms
            if days[0] <= days[1] and until_ms > day_start_ms(music[0].day, zone):
                yield ago, days[0], Span(since_ms=day_start_ms(days[0], zone), until_ms=until_ms)


def _in_year(day: date, year: int, step: int) -> date:
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 3, 1) if step > 0 else date(year, 2, 28)
    return date(year, day.month, day.day)
