"""Windows of local time, computed from UTC alone, without arithmetic on local times."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.oracle.rows import epoch_ms

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_HOUR_MS = 3_600_000
_FURTHEST_MS = 27 * _HOUR_MS
"""No time zone is further from UTC, and no clock changes by more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The half-open span ``[since_ms, until_ms)``; ``since_ms`` is ``None`` for the beginning."""

    since_ms: int | None
    until_ms: int

    def holds(self, moment_ms: int) -> bool:
        return (self.since_ms is None or self.since_ms <= moment_ms) and moment_ms < self.until_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """A window and, if there is one, the previous window."""

    now: Span
    before: Span | None


def local(moment_ms: int, zone: ZoneInfo) -> datetime:
    return (_EPOCH + timedelta(milliseconds=moment_ms)).astimezone(zone)


def day_start_ms(day: date, zone: ZoneInfo) -> int:
    """Return the first moment at which the local calendar shows the day or a later one."""
    about_ms = epoch_ms(datetime(day.year, day.month, day.day, tzinfo=UTC))
    moments = range(about_ms - _FURTHEST_MS, about_ms + _FURTHEST_MS)
    return moments[bisect_left(moments, day, key=lambda moment: local(moment, zone).date())]


def days_to_now(days: int, *, now: datetime, zone: ZoneInfo) -> Spans:
    """Return the last local days, including today, up to now."""
    today = now.astimezone(zone).date()
    return _since_day(today - (days - 1) * _DAY, now=now, zone=zone)


def hours_to_now(hours: int, *, now: datetime) -> Spans:
    """Return the last hours; as many hours before them are the previous window."""
    until_ms, length_ms = epoch_ms(now), hours * _HOUR_MS
    since_ms = until_ms - length_ms
    return Spans(
        now=Span(since_ms=since_ms, until_ms=until_ms),
        before=Span(since_ms=since_ms - length_ms, until_ms=since_ms),
    )


def calendar(text: str, *, now: datetime, zone: ZoneInfo) -> Spans:
    """Return a calendar year, month or day; a running one, and as much of the one before it."""
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    first = date(year, month or 1, day or 1)
    if day:
        after = first + _DAY
    elif month:
        after = date(year + month // 12, month % 12 + 1, 1)
    else:
        after = date(year + 1, 1, 1)
    if day_start_ms(first, zone) < epoch_ms(now) < day_start_ms(after, zone):
        before = date(year - (month < 2), (month - 1 or 12) if month else 1, 1)
        return _running(first - _DAY if day else before, first, now=now, zone=zone)
    return _whole_days(first, after, zone=zone)


def _running(before: date, first: date, *, now: datetime, zone: ZoneInfo) -> Spans:
    since_ms = day_start_ms(first, zone)
    so_far = _wall_ms(now.astimezone(zone) - (first - before), zone)
    return Spans(
        now=Span(since_ms=since_ms, until_ms=epoch_ms(now)),
        before=Span(since_ms=day_start_ms(before, zone), until_ms=min(so_far, since_ms)),
    )


def everything(*, now: datetime) -> Spans:
    return Spans(now=Span(since_ms=None, until_ms=epoch_ms(now)), before=None)


def between(since: str | None, until: str | None, *, now: datetime, zone: ZoneInfo) -> Spans:
    """Return the days from the first on, without the last."""
    if until is None:
        return _since_day(date.fromisoformat(since or ""), now=now, zone=zone)
    after = date.fromisoformat(until)
    if since is None:
        return Spans(now=Span(since_ms=None, until_ms=day_start_ms(after, zone)), before=None)
    return _whole_days(date.fromisoformat(since), after, zone=zone)


def _whole_days(first: date, after: date, *, zone: ZoneInfo) -> Spans:
    starts = [day_start_ms(day, zone) for day in (first - (after - first), first, after)]
    return Spans(
        now=Span(since_ms=starts[1], until_ms=starts[2]),
        before=Span(since_ms=starts[0], until_ms=starts[1]),
    )


def _since_day(first: date, *, now: datetime, zone: ZoneInfo) -> Spans:
    """Return a window up to now; the previous one has as many days and ends at the same time."""
    here = now.astimezone(zone)
    days = (here.date() - first) + _DAY
    return Spans(
        now=Span(since_ms=day_start_ms(first, zone), until_ms=epoch_ms(now)),
        before=Span(
            since_ms=day_start_ms(first - days, zone), until_ms=_wall_ms(here - days, zone)
        ),
    )


def _wall_ms(wall: datetime, zone: ZoneInfo) -> int:
    """Return the first moment of a local day at which its clock shows a time."""
    naive = wall.replace(tzinfo=None)
    start_ms = day_start_ms(naive.date(), zone)
    offsets = [local(start_ms + hours * _HOUR_MS, zone).utcoffset() for hours in (0, 26)]
    moments = (
        epoch_ms((naive - offset).replace(tzinfo=UTC)) for offset in offsets if offset is not None
    )
    return min(ms for ms in moments if local(ms, zone).replace(tzinfo=None) == naive)
