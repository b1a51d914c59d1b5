"""The local day and hour of many moments, in one time zone."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from musicanalyser.timespan import at_local_time, from_ms, to_ms
from musicanalyser.units import DAY_MS, HOUR_MS

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_THURSDAY = 3
"""The weekday of 1970-01-01, from 0 for Monday."""


def day_number(day: date) -> int:
    """Return a day as a number: the days since 1970-01-01."""
    return day.toordinal() - _EPOCH_ORDINAL


def numbered_day(number: int) -> date:
    """Return the day with a number."""
    return date.fromordinal(_EPOCH_ORDINAL + number)


def week_hour(number: int, hour: int) -> int:
    """Return the hours from Monday 0:00 to an hour of a numbered day."""
    return (number + _THURSDAY) % 7 * 24 + hour


class LocalClock:
    """Local days and hours of many moments, fast: the offset from UTC is looked up once a day."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._offsets_ms: dict[int, int | None] = {}
        self._years: dict[int, str] = {}

    def day_and_hour(self, moment_ms: int) -> tuple[int, int]:
        """Return the local day (`day_number`) and the local hour of ms since 1970 UTC."""
        offset_ms = self._offset_of_day_ms(moment_ms // DAY_MS)
        if offset_ms is None:
            local = from_ms(moment_ms, self.zone)
            return day_number(local.date()), local.hour
        day, rest_ms = divmod(moment_ms + offset_ms, DAY_MS)
        return day, rest_ms // HOUR_MS

    def during(self, moment_ms: int) -> "LocalClock":  # noqa: ARG002 - for one that travels
        """Return the clock of the zone at a moment."""
        return self

    def local(self, moment_ms: int) -> datetime:
        """Return ms since 1970 UTC as a moment in the zone where the clock is then."""
        return from_ms(moment_ms, self.during(moment_ms).zone)

    def first_ms(self, day: int, hour: int = 0) -> int:
        """Return the first moment at which the clock shows an hour of a numbered day, or later."""
        wall_ms = day * DAY_MS + hour * HOUR_MS
        offset_ms = self._offset_of_day_ms(wall_ms // DAY_MS)
        if offset_ms is not None:
            utc_day = (wall_ms - offset_ms) // DAY_MS
            if all(self._offset_of_day_ms(one) == offset_ms for one in (utc_day - 1, utc_day)):
                return wall_ms - offset_ms
        wall = datetime.combine(numbered_day(day), time(hour))
        return to_ms(at_local_time(wall, self.zone))

    def year(self, moment_ms: int) -> str:
        """Return the local year, as ``2025``."""
        day, _ = self.day_and_hour(moment_ms)
        year = self._years.get(day)
        if year is None:
            year = self._years[day] = f"{numbered_day(day):%Y}"
        return year

    def offset_ms(self, moment_ms: int) -> int:
        """Return the offset of local time from UTC."""
        offset_ms = self._offset_of_day_ms(moment_ms // DAY_MS)
        if offset_ms is not None:
            return offset_ms
        offset = from_ms(moment_ms, self.zone).utcoffset() or timedelta()
        return offset // timedelta(milliseconds=1)

    def _offset_of_day_ms(self, utc_day: int) -> int | None:
        try:
            return self._offsets_ms[utc_day]
        except KeyError:
            self._offsets_ms[utc_day] = self._find_offset_ms(utc_day)
            return self._offsets_ms[utc_day]

    def _find_offset_ms(self, utc_day: int) -> int | None:
        """Return the offset from UTC on a day, or ``None`` if the clocks change on it."""
        first, last = (
            from_ms(moment_ms, self.zone).utcoffset() or timedelta()
            for moment_ms in (utc_day * DAY_MS, (utc_day + 1) * DAY_MS - 1)
        )
        return first // timedelta(milliseconds=1) if first == last else None
