"""How every kind of value reads to a person: the one place that says so.

======== =======================================================================================
duration at most two units, rounded down: ``3 h 24 min``, ``4 min 05 s``, ``12 s``, ``0.4 s``
share    whole percent, tenths below 1: ``36 %``, ``0.4 %``; only the whole is ``100 %``
count    ``12,345``
number   ``12,345`` if it is whole by type, else with one decimal: ``7.3``
date     ``2025-03-14``
moment   ``2025-03-14 18:30``
flag     ``yes``, ``no``
text     itself, made harmless
unknown  a dash, whatever the kind
======== =======================================================================================
"""

from datetime import UTC, date, datetime, time, timedelta
from math import isfinite

from musicanalyser.render.terminal_text import harmless
from musicanalyser.report import ColumnKind, Span, Value

UNKNOWN = "–"  # noqa: RUF001 - an en dash, as wide as a missing value is long
_MINUS = "−"  # noqa: RUF001 - a minus sign is as wide as a plus; a hyphen is not
_SEEN = 0.05
"""Percent; less than this would be rounded to 0.0."""


def reads(value: Value, kind: ColumnKind) -> str:
    """Return a value as a person reads it; one that does not fit its kind reads as text."""
    match kind, value:
        case _, None:
            words = UNKNOWN
        case _, float() as number if not isfinite(number):
            words = UNKNOWN
        case ColumnKind.DURATION, (int() | float()) as ms:
            words = _duration(int(ms))
        case ColumnKind.SHARE, (int() | float()) as fraction:
            words = _percent(fraction * 100)
        case ((ColumnKind.COUNT | ColumnKind.NUMBER), int() as whole):
            words = f"{whole:,}".replace("-", _MINUS)
        case ((ColumnKind.COUNT | ColumnKind.NUMBER), float() as number):
            words = f"{number:,.1f}".replace("-", _MINUS)
        case ColumnKind.MOMENT, datetime() as moment:
            words = moment.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")
        case ColumnKind.DATE, date() as day:
            words = day.isoformat()
        case ColumnKind.FLAG, bool() as flag:
            words = "yes" if flag else "no"
        case _:
            words = harmless(str(value))
    return words


def change(now: Value, before: Value, kind: ColumnKind) -> str:
    """Return by how much a figure moved: in percent, or in points where it is a share itself.

    Empty for kinds that cannot move by an amount, such as dates and text.
    """
    if kind not in {ColumnKind.COUNT, ColumnKind.NUMBER, ColumnKind.DURATION, ColumnKind.SHARE}:
        return ""
    if UNKNOWN in {reads(now, kind), reads(before, kind)}:
        return UNKNOWN
    if not isinstance(now, int | float) or not isinstance(before, int | float):
        return ""
    if kind is ColumnKind.SHARE:
        return _moved((now - before) * 100, "pp")
    if before == 0:
        return "=" if now == 0 else "▲ from 0"
    return _moved((now - before) / abs(before) * 100, "%")


def dates(span: Span) -> str:
    """Return the first and the last day of a window, with the time where it cuts through a day."""
    last = _edge(span.until)
    if _starts_day(span.until):
        last = (span.until.date() - timedelta(days=1)).isoformat()
    first = "" if span.since is None else _edge(span.since)
    days = first if first == last else f"{first or 'up'} to {last.removeprefix(f'{first} ')}"
    return f"{days}, {harmless(span.timezone)}"


def _duration(ms: int) -> str:
    if ms < 0:
        return _MINUS + _duration(-ms)
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours:,} h {minutes:02} min"
    if minutes:
        return f"{minutes} min {seconds:02} s"
    if seconds or not ms:
        return f"{seconds} s"
    return f"0.{ms // 100} s" if ms >= 100 else "<0.1 s"  # noqa: PLR2004 - a tenth of a second


def _percent(percent: float) -> str:
    if 0 < percent < _SEEN:
        return "<0.1 %"
    if 100 - 10 * _SEEN <= percent < 100:  # noqa: PLR2004 - would be rounded up to the whole
        return ">99 %"
    return f"{_rounded(percent)} %"


def _moved(amount: float, unit: str) -> str:
    if abs(amount) < _SEEN:
        return "="
    arrow, sign = ("▲", "+") if amount > 0 else ("▼", _MINUS)
    return f"{arrow} {sign}{_rounded(abs(amount))} {unit}"


def _rounded(percent: float) -> str:
    return f"{percent:.1f}" if 0 < percent < 1 - _SEEN else f"{percent:,.0f}"


def _edge(moment: datetime) -> str:
    kind = ColumnKind.DATE if _starts_day(moment) else ColumnKind.MOMENT
    return reads(moment.date() if kind is ColumnKind.DATE else moment, kind)


def _starts_day(moment: datetime) -> bool:
    """Tell whether a day begins here, which is not at midnight where clocks jump over it."""
    midnight = datetime.combine(moment.date(), time(), moment.tzinfo)
    return midnight.astimezone(UTC) == moment.astimezone(UTC)
