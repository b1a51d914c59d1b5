"""The tables of countries in the IANA time zone database, in the public domain.

Its description: https://data.iana.org/time-zones/theory.html
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from musicanalyser.timespan import from_ms
from musicanalyser.timespan.local_clock import day_number
from musicanalyser.units import DAY_MS, HOUR_MS

_FIRST_DAY, _LAST_DAY = day_number(date(2008, 1, 1)), day_number(date(2038, 1, 1))
"""Spotify was launched in 2008; tables of clock changes reach to 2037."""
_SAMPLES = range(_FIRST_DAY, _LAST_DAY, 50)
"""Days that tell most zones apart."""


@cache
def country_names() -> dict[str, str]:
    """Return the English short name of each country by its ISO 3166 code, such as ``JP``."""
    return {code: name for code, name, *_ in _rows("iso3166.tab")}


def _rows(table: str) -> Iterator[list[str]]:
    """Yield the fields of each line of a table of the ``tzdata`` package."""
    text = resources.files("tzdata").joinpath("zoneinfo", table).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def zones_of_country(code: str) -> tuple[str, ...]:
    """Return the zones of a country by its ISO 3166 code; none if it is unknown."""
    return tuple(zone for one, _, zone, *_ in _rows("zone.tab") if one == code)


@cache
def only_zone(code: str) -> str | None:
    """Return the zone of a country whose clocks have all shown the same time since 2008.

    The result is ``None`` for a country whose zones differ, and for one that is unknown.
    """
    zones = zones_of_country(code)
    offsets = {tuple(_offset(day * DAY_MS, ZoneInfo(zone)) for day in _SAMPLES) for zone in zones}
    if len(offsets) != 1 or not all(show_the_same(zones[0], other) for other in zones[1:]):
        return None
    return zones[0]


@cache
def show_the_same(one: str, other: str) -> bool:
    """Return whether the clocks of two zones agree at each full hour from 2008 to 2037."""
    if one == other:
        return True
    zones = ZoneInfo(one), ZoneInfo(other)
    before = None
    for day in range(_FIRST_DAY, _LAST_DAY):
        offsets = [_offset(day * DAY_MS, zone) for zone in zones]
        if offsets[0] != offsets[1]:
            return False
        if offsets != before and not _agree_on(day - 1, *zones):
            return False
        before = offsets
    return True


def _agree_on(day: int, one: ZoneInfo, other: ZoneInfo) -> bool:
    """Return whether two zones agree at each hour of a UTC day on which clocks change."""
    hours = range(day * DAY_MS, (day + 1) * DAY_MS, HOUR_MS)
    return all(_offset(at_ms, one) == _offset(at_ms, other) for at_ms in hours)


def _offset(moment_ms: int, zone: ZoneInfo) -> timedelta | None:
    return from_ms(moment_ms, zone).utcoffset()
