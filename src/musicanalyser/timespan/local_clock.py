"""The local day and hour of many moments, in one time zone."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from musicanalyser.timespan import from_ms
from musicanalyser.units import DAY_MS, HOUR_MS

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


class LocalClock:
    """Local days and hours of many moments, fast: the offset from UTC is looked up once a day."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._offsets_ms: dict[int, int | None] = {}
        self._names: dict[int, str] = {}

    def day_and_hour(self, moment_ms: int) -> tuple[str, int]:
        """Return the local day as ``2025-03-14`` and the local hour of ms since 1970 UTC."""
        offset_ms = self._offset_of_day_ms(moment_ms // DAY_MS)
        if offset_ms is None:
            local = from_ms(moment_ms, self.zone)
            return local.date().isoformat(), local.hour
        day, rest_ms = divmod(moment_ms + offset_ms, DAY_MS)
        name = self._names.get(day)
        if name is None:
            name = self._names[day] = date.fromordinal(_EPOCH_ORDINAL + day).isoformat()
        return name, rest_ms // HOUR_MS

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
