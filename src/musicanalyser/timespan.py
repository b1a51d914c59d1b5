"""Windows of local time: half-open, aware, and true across changes of the clock."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from musicanalyser.errors import UsageError

_DATE_HINT = "Write a date as 2025-03-14, or with a time as 2025-03-14T18:30."
_LAST = re.compile(r"(?P<count>[1-9][0-9]{0,4})(?P<unit>[hdwy])")
_DAYS = {"d": 1, "w": 7, "y": 365}
_QUARTER_MS = 15 * 60 * 1000
_MOST_QUARTERS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The half-open span ``[since, until)``, both aware, in ``zone``.

    ``since`` is ``None`` for all of the history. ``days`` is the number of local days by which the
    previous window lies back; it is ``None`` where the window is measured in exact hours.
    """

    label: str
    since: datetime | None
    until: datetime
    zone: ZoneInfo
    days: int | None = None

    @property
    def since_ms(self) -> int:
        """The start in ms since 1970 UTC, far before any play if the window has none."""
        return -(10**15) if self.since is None else to_ms(self.since)

    @property
    def until_ms(self) -> int:
        """The exclusive end in ms since 1970 UTC."""
        return to_ms(self.until)

    def previous(self) -> "Window | None":
        """Return the window of equal length before this one; ``None`` if this one has no start."""
        if self.since is None:
            return None
        if self.days is None:
            length = self.until.astimezone(UTC) - self.since.astimezone(UTC)
            since = (self.since.astimezone(UTC) - length).astimezone(self.zone)
            until = self.since
        else:
            since = _shift_days(self.since, -self.days, self.zone)
            until = _shift_days(self.until, -self.days, self.zone)
        return Window(
            label=f"before {self.label}", since=since, until=until, zone=self.zone, days=self.days
        )


class LocalClock:
    """Local days and hours of many moments, fast: one answer serves a quarter of an hour."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._known: dict[int, tuple[str, int]] = {}

    def day_and_hour(self, moment_ms: int) -> tuple[str, int]:
        """Return the local day as ``2025-03-14`` and the local hour of ms since 1970 UTC."""
        quarter = moment_ms // _QUARTER_MS
        try:
            return self._known[quarter]
        except KeyError:
            local = from_ms(moment_ms, self.zone)
            found = (local.date().isoformat(), local.hour)
            if self._is_even(quarter):
                if len(self._known) >= _MOST_QUARTERS:
                    self._known.clear()
                self._known[quarter] = found
            return found

    def _is_even(self, quarter: int) -> bool:
        """Tell whether a quarter has one local hour: St John's changed its clocks at 00:01."""
        first = from_ms(quarter * _QUARTER_MS, self.zone)
        last = from_ms((quarter + 1) * _QUARTER_MS - 1, self.zone)
        return (first.date(), first.hour) == (last.date(), last.hour)


def to_ms(moment: datetime) -> int:
    """Return an aware moment in ms since 1970 UTC."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def from_ms(moment_ms: int, zone: ZoneInfo) -> datetime:
    """Return ms since 1970 UTC as a moment in ``zone``."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=moment_ms)).astimezone(zone)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the first moment of a local day, which is not midnight where clocks jump over it."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    return midnight.astimezone(UTC).astimezone(zone)


def last_days(days: int, *, now: datetime, zone: ZoneInfo) -> Window:
    """Return the last local days, today included, up to now."""
    today = now.astimezone(zone).date()
    label = "today" if days == 1 else f"the last {days} days"
    since = start_of_day(today - timedelta(days=days - 1), zone)
    return Window(label=label, since=since, until=now.astimezone(zone), zone=zone, days=days)


def everything(*, now: datetime, zone: ZoneInfo) -> Window:
    """Return all of the history up to now."""
    return Window(label="all time", since=None, until=now.astimezone(zone), zone=zone)


def last(text: str, *, now: datetime, zone: ZoneInfo) -> Window:
    """Read ``90d``, ``12w``, ``2y`` (365 days each) or ``36h``.

    Raises:
        UsageError: If the text is none of these.
    """
    match = _LAST.fullmatch(text.strip().lower())
    if match is None:
        raise UsageError(
            f"{text!r} is not a length of time.",
            hint="Write hours, days, weeks or years, such as 36h, 90d, 12w or 2y.",
        )
    count = int(match["count"])
    if match["unit"] == "h":
        until = now.astimezone(zone)
        since = (now.astimezone(UTC) - timedelta(hours=count)).astimezone(zone)
        return Window(label=f"the last {count} hours", since=since, until=until, zone=zone)
    days = count * _DAYS[match["unit"]]
    try:
        return last_days(days, now=now, zone=zone)
    except OverflowError:
        raise UsageError(
            f"{text!r} reaches back before the calendar begins.", hint="Use --all instead."
        ) from None


def within(text: str, *, zone: ZoneInfo) -> Window:
    """Read a calendar year, month or day: ``2025``, ``2025-03``, ``2025-03-14``.

    Raises:
        UsageError: If the text is none of these.
    """
    try:
        first, after = _calendar(text.strip())
        return _between_days(first, after, label=text.strip(), zone=zone)
    except (ValueError, OverflowError):
        raise UsageError(
            f"{text!r} is not a year, a month or a day.",
            hint="Write it as 2025, 2025-03 or 2025-03-14.",
        ) from None


def between(since: str | None, until: str | None, *, now: datetime, zone: ZoneInfo) -> Window:
    """Read two dates; the first is inside, the second outside. Either may be left out.

    Raises:
        UsageError: If one cannot be read, or the window would be empty.
    """
    start = None if since is None else _moment(since, zone)
    end = now.astimezone(zone) if until is None else _moment(until, zone)
    if start is not None and to_ms(start) >= to_ms(end):
        raise UsageError(
            "The window ends before it begins.", hint="--since comes before --until, or now."
        )
    label = " ".join(
        part for part in (since and f"since {since}", until and f"before {until}") if part
    )
    days = None
    if start is not None:
        whole = end.date() - start.date()
        days = max(1, whole.days + (_into_day(end) > _into_day(start)))
    return Window(label=label, since=start, until=end, zone=zone, days=days)


def _calendar(text: str) -> tuple[date, date]:
    if re.fullmatch(r"\d{4}", text):
        return date(int(text), 1, 1), date(int(text) + 1, 1, 1)
    if re.fullmatch(r"\d{4}-\d{2}", text):
        first = date(int(text[:4]), int(text[5:]), 1)
        return first, (first + timedelta(days=31)).replace(day=1)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        first = date.fromisoformat(text)
        return first, first + timedelta(days=1)
    raise ValueError(text)


def _between_days(first: date, after: date, *, label: str, zone: ZoneInfo) -> Window:
    since, until = start_of_day(first, zone), start_of_day(after, zone)
    return Window(label=label, since=since, until=until, zone=zone, days=(after - first).days)


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
            return start_of_day(date.fromisoformat(text.strip()), zone)
        moment = datetime.fromisoformat(text.strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone)
        return moment.astimezone(UTC).astimezone(zone)
    except (ValueError, OverflowError):
        raise UsageError(f"{text!r} is not a date.", hint=_DATE_HINT) from None


def _shift_days(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Move by whole local days, keeping the time on the wall, or the start of the day."""
    day = moment.date() + timedelta(days=days)
    if not _into_day(moment):
        return start_of_day(day, zone)
    return datetime.combine(day, moment.timetz()).astimezone(UTC).astimezone(zone)


def _into_day(moment: datetime) -> timedelta:
    """Return how far on the clock a moment is into its local day: 0 at its very start."""
    zone = moment.tzinfo
    if isinstance(zone, ZoneInfo) and moment == start_of_day(moment.date(), zone):
        return timedelta()
    wall = moment.replace(tzinfo=UTC)
    return wall - wall.replace(hour=0, minute=0, second=0, microsecond=0)
