"""Windows of local time: half-open, aware, and correct across changes of the clocks."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_LONG_AGO_MS = -(10**15)
"""Before any play: some 31,700 years before 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The half-open span ``[since, until)``, both aware, in ``zone``.

    ``since`` is ``None`` for all of the history. ``days`` is the length in local days, by which the
    previous window lies earlier; it is ``None`` if the window is measured in exact hours.
    """

    label: str
    since: datetime | None
    until: datetime
    zone: ZoneInfo
    days: int | None = None
    compared_with: "Window | None" = None
    """The window to compare with, in place of the one of equal length before."""

    @property
    def since_ms(self) -> int:
        """The start in ms since 1970 UTC, far before any play if the window has none."""
        return _LONG_AGO_MS if self.since is None else to_ms(self.since)

    @property
    def until_ms(self) -> int:
        """The exclusive end in ms since 1970 UTC."""
        return to_ms(self.until)

    def previous(self) -> "Window | None":
        """Return the window to compare with: that chosen, or that of equal length before this one.

        It is ``None`` if none is chosen and this one has no start.
        """
        if self.compared_with is not None:
            return self.compared_with
        if self.since is None:
            return None
        if self.days is None:
            length = self.until.astimezone(UTC) - self.since.astimezone(UTC)
            since = (self.since.astimezone(UTC) - length).astimezone(self.zone)
            until = self.since
        else:
            since = _shift_days(self.since, -self.days, self.zone)
            until = min(self.since, _shift_days(self.until, -self.days, self.zone))
        label = (
            "previous period"
            if self.days is None
            else f"previous {self.days} day{'s' * (self.days > 1)}"
        )
        return Window(label=label, since=since, until=until, zone=self.zone, days=self.days)


def to_ms(moment: datetime) -> int:
    """Return an aware moment in ms since 1970 UTC."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def from_ms(moment_ms: int, zone: ZoneInfo) -> datetime:
    """Return ms since 1970 UTC as a moment in ``zone``."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=moment_ms)).astimezone(zone)


def at_local_time(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment at which a clock in ``zone`` shows ``wall``, a naive time, or later.

    It is the change of the clocks if they skip ``wall``, and before the change if they repeat it.
    """
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return moment.astimezone(zone)
    before, after = wall.replace(tzinfo=zone, fold=1).astimezone(UTC), moment
    while after - before > timedelta(seconds=1):  # clocks change at a full second
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(zone).replace(tzinfo=None) < wall:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0).astimezone(zone)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the first moment of a local day, which is not midnight if the clocks skip that."""
    return at_local_time(datetime(day.year, day.month, day.day), zone)  # noqa: DTZ001 - a wall time


def last_days(days: int, *, now: datetime, zone: ZoneInfo) -> Window:
    """Return the last local days, today included, up to now."""
    today = now.astimezone(zone).date()
    label = "today" if days == 1 else f"last {days} days"
    since = start_of_day(today - timedelta(days=days - 1), zone)
    return Window(label=label, since=since, until=now.astimezone(zone), zone=zone, days=days)


def everything(*, now: datetime, zone: ZoneInfo) -> Window:
    """Return all of the history up to now."""
    return Window(label="all time", since=None, until=now.astimezone(zone), zone=zone)


def _shift_days(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Move by whole local days; the local time stays, and so does the start of a day."""
    day = moment.date() + timedelta(days=days)
    if not time_of_day(moment):
        return start_of_day(day, zone)
    return at_local_time(datetime.combine(day, moment.time()), zone)


def time_of_day(moment: datetime) -> timedelta:
    """Return the local time of a moment as the time since midnight, 0 at the start of the day."""
    zone = moment.tzinfo
    if isinstance(zone, ZoneInfo) and moment == start_of_day(moment.date(), zone):
        return timedelta()
    wall = moment.replace(tzinfo=UTC)
    return wall - wall.replace(hour=0, minute=0, second=0, microsecond=0)
