"""Reads windows as users write them: lengths, calendar periods, and pairs of dates."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from musicanalyser.errors import UsageError
from musicanalyser.timespan import (
    Window,
    at_local_time,
    last_days,
    start_of_day,
    time_of_day,
    to_ms,
)

_DATE_HINT = "Write one from 1900 to 2199, as 2025-03-14 or 2025-03-14T18:30."
_LENGTH = re.compile(r"(?P<count>[1-9][0-9]{0,4})(?P<unit>[hdwy])")
_TIME_OF_DAY = re.compile(r"(?P<hours>[01]?\d|2[0-3]):(?P<minutes>[0-5]\d)", re.ASCII)
_DAYS = {"d": 1, "w": 7, "y": 365}
_LONGEST_DAYS = 36_500
_FIRST_YEAR, _AFTER_LAST_YEAR = 1900, 2200
"""Windows are moved back by their own length, which must not reach the ends of the calendar."""

_LAST_MONTH = "last-month"


def parse_length(text: str, *, now: datetime, zone: ZoneInfo) -> Window:
    """Return the window of ``90d``, ``12w``, ``2y`` (365 days each) or ``36h`` up to now.

    Raises:
        UsageError: If the text is none of these.
    """
    match = _LENGTH.fullmatch(text.strip().lower())
    if match is None:
        raise UsageError(
            f"{text!r} is not a length of time.",
            hint="Write hours, days, weeks or years, such as 36h, 90d, 12w or 2y.",
        )
    count = int(match["count"])
    if match["unit"] == "h":
        until = now.astimezone(zone)
        since = (now.astimezone(UTC) - timedelta(hours=count)).astimezone(zone)
        return Window(label=f"last {count} hours", since=since, until=until, zone=zone)
    days = count * _DAYS[match["unit"]]
    if days > _LONGEST_DAYS:
        raise UsageError(f"{text!r} is longer than a hundred years.", hint="Use --all instead.")
    return last_days(days, now=now, zone=zone)


def parse_period(text: str, *, now: datetime, zone: ZoneInfo) -> Window:
    """Return the window of a calendar year, month, ISO week or day, up to now if it is running.

    They are written ``2025``, ``2025-03``, ``2025-W11`` and ``2025-03-14``; ``last-month`` is the
    month before this one. The window before a running period is as much of the period before it.

    Raises:
        UsageError: If the text is none of these.
    """
    if text == _LAST_MONTH:
        first_day = now.astimezone(zone).date().replace(day=1)
        text = f"{first_day - timedelta(days=1):%Y-%m}"
    try:
        before, first, after = _calendar(text.strip())
        _refuse_far(first)
        since, until = start_of_day(first, zone), start_of_day(after, zone)
        days = (after - first).days
        if since < now < until:
            until, days = now.astimezone(zone), (first - before).days
        return Window(label=text.strip(), since=since, until=until, zone=zone, days=days)
    except (ValueError, OverflowError):
        raise UsageError(
            f"{text!r} is not a year, a month, a week or a day.",
            hint="Write it as 2025, 2025-03, 2025-W11 or 2025-03-14.",
        ) from None


def parse_range(since: str | None, until: str | None, *, now: datetime, zone: ZoneInfo) -> Window:
    """Return the window from one date, included, up to another, excluded; either may be missing.

    Raises:
        UsageError: If one cannot be read, or the window would be empty.
    """
    start = None if since is None else parse_moment(since, zone)
    end = now.astimezone(zone) if until is None else parse_moment(until, zone)
    if start is not None and start < now:
        end = min(end, now.astimezone(zone))
    if start is not None and to_ms(start) >= to_ms(end):
        raise UsageError(
            "The window ends before it begins.", hint="--since comes before --until, or now."
        )
    label = " ".join(
        part for part in (since and f"since {since}", until and f"until {until}") if part
    )
    days = None
    if start is not None:
        whole = end.date() - start.date()
        days = max(1, whole.days + (time_of_day(end) > time_of_day(start)))
    return Window(label=label, since=start, until=end, zone=zone, days=days)


def _calendar(text: str) -> tuple[date, date, date]:
    """Return the first day of the period before, the first day, and the day after the last."""
    if re.fullmatch(r"\d{4}", text):
        year = int(text)
        return date(year - 1, 1, 1), date(year, 1, 1), date(year + 1, 1, 1)
    if re.fullmatch(r"\d{4}-\d{2}", text):
        first = date(int(text[:4]), int(text[5:]), 1)
        before = (first - timedelta(days=1)).replace(day=1)
        return before, first, (first + timedelta(days=31)).replace(day=1)
    if re.fullmatch(r"\d{4}-W\d{2}", text):
        first, days = date.fromisocalendar(int(text[:4]), int(text[6:]), 1), timedelta(days=7)
        return first - days, first, first + days
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        first, days = date.fromisoformat(text), timedelta(days=1)
        return first - days, first, first + days
    raise ValueError(text)


def parse_moment(text: str, zone: ZoneInfo) -> datetime:
    """Return a date, which is its first moment, or a date with a time, in ``zone``.

    A local time that the clocks skip is the moment of their change.

    Raises:
        UsageError: If the text is neither, or too far away.
    """
    try:
        if _is_date(text):
            day = date.fromisoformat(text.strip())
            _refuse_far(day)
            return start_of_day(day, zone)
        moment = datetime.fromisoformat(text.strip())
        _refuse_far(moment)
        if moment.tzinfo is None:
            return at_local_time(moment, zone)
        return moment.astimezone(UTC).astimezone(zone)
    except (ValueError, OverflowError):
        raise UsageError(f"{text!r} is not a date.", hint=_DATE_HINT) from None


def parse_time_of_day(text: str) -> int:
    """Return a time of day, such as ``23:00``, in minutes since midnight.

    Raises:
        UsageError: If the text is none.
    """
    match = _TIME_OF_DAY.fullmatch(text.strip())
    if match is None:
        raise UsageError(
            f"{text!r} is not a time of day.", hint="Write hours and minutes, as 23:00."
        )
    return int(match["hours"]) * 60 + int(match["minutes"])


def parse_as_of(text: str, zone: ZoneInfo) -> datetime:
    """Return the moment of ``--as-of``; a date alone stands for the last microsecond of that day.

    Raises:
        UsageError: If the text is neither a date nor a date with a time, or too far away.
    """
    moment = parse_moment(text, zone)
    if not _is_date(text):
        return moment
    after = start_of_day(date.fromisoformat(text.strip()) + timedelta(days=1), zone)
    return (after.astimezone(UTC) - timedelta(microseconds=1)).astimezone(zone)


def _is_date(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()) is not None


def _refuse_far(day: date) -> None:
    """Raise `ValueError` for a year in which a window could not be moved."""
    if not _FIRST_YEAR <= day.year < _AFTER_LAST_YEAR:
        raise ValueError(f"{day} is too far away")
