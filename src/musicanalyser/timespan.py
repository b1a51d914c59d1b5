"""Windows of local time: half-open, aware, and true across changes of the clock."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from musicanalyser.errors import UsageError
from musicanalyser.units import DAY_MS, HOUR_MS

_DATE_HINT = "Write one from 1900 to 2199, as 2025-03-14 or 2025-03-14T18:30."
_LAST = re.compile(r"(?P<count>[1-9][0-9]{0,4})(?P<unit>[hdwy])")
_DAYS = {"d": 1, "w": 7, "y": 365}
_LONGEST_DAYS = 36_500
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


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
    """Local days and hours of many moments, fast: the distance to UTC is looked up once a day."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._offsets_ms: dict[int, int | None] = {}
        self._names: dict[int, str] = {}

    def day_and_hour(self, moment_ms: int) -> tuple[str, int]:
        """Return the local day as ``2025-03-14`` and the local hour of ms since 1970 UTC."""
        utc_day = moment_ms // DAY_MS
        try:
            offset_ms = self._offsets_ms[utc_day]
        except KeyError:
            offset_ms = self._offsets_ms[utc_day] = self._offset_ms(utc_day)
        if offset_ms is None:
            local = from_ms(moment_ms, self.zone)
            return local.date().isoformat(), local.hour
        day, rest_ms = divmod(moment_ms + offset_ms, DAY_MS)
        name = self._names.get(day)
        if name is None:
            name = self._names[day] = date.fromordinal(_EPOCH_ORDINAL + day).isoformat()
        return name, rest_ms // HOUR_MS

    def _offset_ms(self, utc_day: int) -> int | None:
        """Return the distance to UTC on a day, or ``None`` if the clocks are changed on it."""
        first, last = (
            from_ms(moment_ms, self.zone).utcoffset() or timedelta()
            for moment_ms in (utc_day * DAY_MS, (utc_day + 1) * DAY_MS - 1)
        )
        return first // timedelta(milliseconds=1) if first == last else None


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
    if days > _LONGEST_DAYS:
        raise UsageError(f"{text!r} is longer than a hundred years.", hint="Use --all instead.")
    return last_days(days, now=now, zone=zone)


def within(text: str, *, zone: ZoneInfo) -> Window:
    """Read a calendar year, month or day: ``2025``, ``2025-03``, ``2025-03-14``.

    Raises:
        UsageError: If the text is none of these.
    """
    try:
        first, after = _calendar(text.strip())
        _refuse_far(first)
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
            day = date.fromisoformat(text.strip())
            _refuse_far(day)
            return start_of_day(day, zone)
        moment = datetime.fromisoformat(text.strip())
        _refuse_far(moment)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone)
        return moment.astimezone(UTC).astimezone(zone)
    except (ValueError, OverflowError):
        raise UsageError(f"{text!r} is not a date.", hint=_DATE_HINT) from None


def _refuse_far(day: date) -> None:
    """Refuse what no calendar reaches once windows are moved back and forth."""
    if not _FIRST_YEAR <= day.year < _LAST_YEAR:
        raise ValueError(f"{day} is too far away")


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
