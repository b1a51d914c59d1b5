"""How every kind of value reads to a person.

============ ===================================================================================
duration     `musicanalyser.duration`, aligned: ``3 h 24``, ``45 min``, ``12 s``
length       as a player shows it: ``4:05``
share        whole percent, tenths below 1: ``36%``, ``0.4%``; only the whole is ``100%``
count        ``12,345``
number       ``12,345`` if it is whole by type, else with one decimal: ``7.3``
rank change  ``▲3``, ``▼1``, ``·`` for none; ``new`` for a new entry
score        with one decimal: ``46.9``; its changes in points: ``▼0.2 points``
share change percentage points: ``▲5 pp``, ``▼0.3 pp``, ``±0``
date         ``14 Mar 2025``
moment       ``14 Mar 2025 18:30``
raw          itself, such as ``35464``
flag         ``yes``, ``no``
text         itself, made harmless
unknown      a dash, whatever the kind
============ ===================================================================================
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from math import isfinite

from musicanalyser.duration import format_clock, format_duration
from musicanalyser.render.terminal_text import sanitize
from musicanalyser.report import ColumnKind, RankChange, Span, Value

EN_DASH = "\N{EN DASH}"
UNKNOWN = EN_DASH
SAME = "·"
"""A rank that has not changed."""
_NO_CHANGE = "±0"
_MINUS = "−"  # noqa: RUF001 - a minus sign is as wide as a plus; a hyphen is not
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ONE_DAY = timedelta(days=1)
_LEAST_PERCENT = 0.05
"""A smaller percentage would be rounded to 0.0."""
_COMPARABLE = frozenset(
    {
        ColumnKind.COUNT,
        ColumnKind.NUMBER,
        ColumnKind.DURATION,
        ColumnKind.LENGTH,
        ColumnKind.SHARE,
        ColumnKind.SCORE,
    }
)
_POINTS = {ColumnKind.SHARE: (100, " pp"), ColumnKind.SCORE: (1, " points")}
"""The points of a whole unit, and what a point is called."""


def format_value(value: Value, kind: ColumnKind) -> str:
    """Return a value as a person reads it; one that does not fit its kind reads as text."""
    if value is None or (isinstance(value, float) and not isfinite(value)):
        return UNKNOWN
    if isinstance(value, int | float) and kind in _NUMBERS:
        return _NUMBERS[kind](value)
    match kind, value:
        case ColumnKind.MOMENT, datetime() as moment:
            text = f"{format_day(moment)} {moment:%H:%M}"
        case ColumnKind.DATE, date() as day:
            text = format_day(day)
        case ColumnKind.FLAG, bool() as flag:
            text = "yes" if flag else "no"
        case _, RankChange() as special:
            text = special.value
        case _:
            text = sanitize(str(value))
    return text


def format_change(now: Value, before: Value, kind: ColumnKind) -> str:
    """Return by how much a figure changed: in percent, or in points if it is a share or score.

    The result is empty for kinds that have no amount, such as dates and text.
    """
    if kind not in _COMPARABLE:
        return ""
    if UNKNOWN in {format_value(now, kind), format_value(before, kind)}:
        return UNKNOWN
    if not isinstance(now, int | float) or not isinstance(before, int | float):
        return ""
    if kind in _POINTS:
        points, unit = _POINTS[kind]
        return _trend((now - before) * points, unit)
    if before == 0:
        return _NO_CHANGE if now == 0 else "▲ from 0"
    return _trend((now - before) / abs(before) * 100, "%")


def format_day(day: date, *, year: bool = True) -> str:
    """Return a day as ``14 Mar 2025``, or ``14 Mar`` where the year is known."""
    return f"{day.day} {MONTHS[day.month - 1]}{f' {day.year}' if year else ''}"


def format_dates(span: Span) -> str:
    """Return the first and the last day of a window, with hours where it is not of whole days."""
    last = span.until.date() - _ONE_DAY * _is_start_of_day(span.until)
    first = None if span.since is None else span.since.date()
    has_hours = span.since is not None and not _is_start_of_day(span.since)
    if first is None:
        return f"until {format_day(last)}"
    if has_hours:
        return _hours(span)
    if first == last:
        until = f" until {span.until:%H:%M}" if first == span.until.date() else ""
        return f"{_WEEKDAYS[first.weekday()]}, {format_day(first)}{until}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} {EN_DASH} {format_day(last)}"
    return f"{format_day(first, year=first.year != last.year)} {EN_DASH} {format_day(last)}"


def _hours(span: Span) -> str:
    since = span.since or span.until
    until = f"{span.until:%H:%M}"
    if span.until.date() != since.date():
        until = f"{format_day(span.until)} {until}"
    return f"{format_day(since)} {since:%H:%M} {EN_DASH} {until}"


def _duration(ms: float) -> str:
    return format_duration(int(ms), aligned=True)


def _length(ms: float) -> str:
    return format_clock(int(ms))


def with_title(text: str, title: str) -> str:
    """Return a figure with what it is, such as ``1 play`` and ``2 plays``."""
    words = title.lower()
    is_one = text == "1" and not any(map(str.isdigit, words))
    return f"{text} {words.removesuffix('s') if is_one else words}"


def _share(fraction: float) -> str:
    percent = fraction * 100
    if 0 < percent < _LEAST_PERCENT:
        return "<0.1%"
    if 100 - 10 * _LEAST_PERCENT <= percent < 100:  # noqa: PLR2004 - would be rounded to 100
        return ">99%"
    return f"{_rounded(percent)}%"


def _number(number: float) -> str:
    digits = f"{number:,}" if isinstance(number, int) else f"{number:,.1f}"
    return digits.replace("-", _MINUS)


def _rank_change(places: float) -> str:
    if not places:
        return SAME
    return f"{'▲' if places > 0 else '▼'}{abs(places):.0f}"


def _share_change(difference: float) -> str:
    return _trend(100 * difference, " pp")


_NUMBERS: Mapping[ColumnKind, Callable[[float], str]] = {
    ColumnKind.DURATION: _duration,
    ColumnKind.LENGTH: _length,
    ColumnKind.SHARE: _share,
    ColumnKind.COUNT: _number,
    ColumnKind.NUMBER: _number,
    ColumnKind.SCORE: _number,
    ColumnKind.RANK_CHANGE: _rank_change,
    ColumnKind.SHARE_CHANGE: _share_change,
}


def _trend(amount: float, unit: str) -> str:
    """Return a rise or fall in whole percent, or in points with tenths below 10."""
    if abs(amount) < _LEAST_PERCENT:
        return _NO_CHANGE
    arrow = "▲" if amount > 0 else "▼"
    has_tenths = unit != "%" and abs(amount) < 10 - _LEAST_PERCENT
    size = f"{abs(amount):.1f}".removesuffix(".0") if has_tenths else _rounded(abs(amount))
    return f"{arrow}{size}{unit}"


def _rounded(percent: float) -> str:
    return f"{percent:.1f}" if 0 < percent < 1 - _LEAST_PERCENT else f"{percent:,.0f}"


def _is_start_of_day(moment: datetime) -> bool:
    """Return whether a day begins here, which is not midnight where the clocks skip it."""
    midnight = datetime.combine(moment.date(), time(), moment.tzinfo)
    return midnight.astimezone(UTC) == moment.astimezone(UTC)
