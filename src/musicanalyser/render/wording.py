"""How every kind of value reads to a person.

============ ===================================================================================
duration     `musicanalyser.duration`, aligned: ``3 h 24 min``, ``4 min 05 s``, ``0.4 s``
share        whole percent, tenths below 1: ``36 %``, ``0.4 %``; only the whole is ``100 %``
count        ``12,345``
number       ``12,345`` if it is whole by type, else with one decimal: ``7.3``
rank change  ``+3``, ``-1``, ``=``; ``new`` for a new entry
share change whole percentage points: ``+5 pp``, ``-3 pp``, ``=``
date         ``2025-03-14``
moment       ``2025-03-14 18:30``
flag         ``yes``, ``no``
text         itself, made harmless
unknown      a dash, whatever the kind
============ ===================================================================================
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from math import isfinite

from musicanalyser.duration import format_duration
from musicanalyser.render.terminal_text import sanitize
from musicanalyser.report import ColumnKind, RankChange, Span, Value

UNKNOWN = "–"  # noqa: RUF001 - an en dash, as wide as a missing value is long
_MINUS = "−"  # noqa: RUF001 - a minus sign is as wide as a plus; a hyphen is not
_LEAST_PERCENT = 0.05
"""A smaller percentage would be rounded to 0.0."""
_COMPARABLE = frozenset(
    {ColumnKind.COUNT, ColumnKind.NUMBER, ColumnKind.DURATION, ColumnKind.SHARE}
)


def format_value(value: Value, kind: ColumnKind) -> str:
    """Return a value as a person reads it; one that does not fit its kind reads as text."""
    if value is None or (isinstance(value, float) and not isfinite(value)):
        return UNKNOWN
    if isinstance(value, int | float) and kind in _NUMBERS:
        return _NUMBERS[kind](value)
    match kind, value:
        case ColumnKind.MOMENT, datetime() as moment:
            text = moment.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")
        case ColumnKind.DATE, date() as day:
            text = day.isoformat()
        case ColumnKind.FLAG, bool() as flag:
            text = "yes" if flag else "no"
        case _, RankChange() as special:
            text = special.value
        case _:
            text = sanitize(str(value))
    return text


def format_change(now: Value, before: Value, kind: ColumnKind) -> str:
    """Return by how much a figure changed: in percent, or in points if it is a share.

    The result is empty for kinds that have no amount, such as dates and text.
    """
    if kind not in _COMPARABLE:
        return ""
    if UNKNOWN in {format_value(now, kind), format_value(before, kind)}:
        return UNKNOWN
    if not isinstance(now, int | float) or not isinstance(before, int | float):
        return ""
    if kind is ColumnKind.SHARE:
        return _trend((now - before) * 100, "pp")
    if before == 0:
        return "=" if now == 0 else "▲ from 0"
    return _trend((now - before) / abs(before) * 100, "%")


def format_dates(span: Span) -> str:
    """Return the first and the last day of a window, with the time if it is not midnight."""
    last = _edge(span.until)
    if _is_start_of_day(span.until):
        last = (span.until.date() - timedelta(days=1)).isoformat()
    first = "" if span.since is None else _edge(span.since)
    days = first if first == last else f"{first or 'up'} to {last.removeprefix(f'{first} ')}"
    return f"{days}, {sanitize(span.timezone)}"


def _duration(ms: float) -> str:
    return format_duration(int(ms), aligned=True)


def _share(fraction: float) -> str:
    percent = fraction * 100
    if 0 < percent < _LEAST_PERCENT:
        return "<0.1 %"
    if 100 - 10 * _LEAST_PERCENT <= percent < 100:  # noqa: PLR2004 - would be rounded to 100
        return ">99 %"
    return f"{_rounded(percent)} %"


def _number(number: float) -> str:
    digits = f"{number:,}" if isinstance(number, int) else f"{number:,.1f}"
    return digits.replace("-", _MINUS)


def _rank_change(places: float) -> str:
    return f"{places:+.0f}" if places else "="


def _share_change(difference: float) -> str:
    points = f"{100 * difference:+.0f}"
    return "=" if points in {"+0", "-0"} else f"{points} pp"


_NUMBERS: Mapping[ColumnKind, Callable[[float], str]] = {
    ColumnKind.DURATION: _duration,
    ColumnKind.SHARE: _share,
    ColumnKind.COUNT: _number,
    ColumnKind.NUMBER: _number,
    ColumnKind.RANK_CHANGE: _rank_change,
    ColumnKind.SHARE_CHANGE: _share_change,
}


def _trend(amount: float, unit: str) -> str:
    if abs(amount) < _LEAST_PERCENT:
        return "="
    arrow, sign = ("▲", "+") if amount > 0 else ("▼", _MINUS)
    return f"{arrow} {sign}{_rounded(abs(amount))} {unit}"


def _rounded(percent: float) -> str:
    return f"{percent:.1f}" if 0 < percent < 1 - _LEAST_PERCENT else f"{percent:,.0f}"


def _edge(moment: datetime) -> str:
    kind = ColumnKind.DATE if _is_start_of_day(moment) else ColumnKind.MOMENT
    return format_value(moment.date() if kind is ColumnKind.DATE else moment, kind)


def _is_start_of_day(moment: datetime) -> bool:
    """Return whether a day begins here, which is not midnight where the clocks skip it."""
    midnight = datetime.combine(moment.date(), time(), moment.tzinfo)
    return midnight.astimezone(UTC) == moment.astimezone(UTC)
