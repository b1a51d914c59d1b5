"""Where the listener was: the steps of the clock that travels, and what they follow from."""

import sqlite3
from bisect import bisect_right
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from musicanalyser.store import database_state
from musicanalyser.timespan.iana_tables import only_zone, show_the_same, zones_of_country
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.timespan.travel import (
    Whereabouts,
    ZoneSource,
    ZoneStep,
    find_steps,
    travelling_clock,
)
from musicanalyser.timespan.trips import parse_trips, trip_zones

_STORED = """
select since_ms, first_day, zone, source, country from zone_steps order by since_ms
"""
_PUT = """
insert into zone_steps (since_ms, first_day, zone, source, country) values (?, ?, ?, ?, ?)
"""
_DEVICES = "select id, country from devices"
_PLAYS = """
select p.started_ms, s.device_id
from plays p
join play_classes c on c.id = p.class_id
join sightings s on s.id = coalesce(p.best_id, p.id)
where c.refuted = 0
order by p.started_ms, p.id
"""
_ADDED = """
select x.started_ms, s.device_id
from changed_plays x
join plays p on p.started_ms = x.started_ms and p.id = x.play_id
join sightings s on s.id = coalesce(p.best_id, p.id)
where x.sign > 0
"""
_REMOVED = "select exists (select 1 from changed_plays where sign < 0)"


def stored_clock(conn: sqlite3.Connection) -> LocalClock:
    """Return the clock of the local days and hours that are stored."""
    return travelling_clock(_home_zone(conn), stored_steps(conn))


def travelled(conn: sqlite3.Connection, clock: LocalClock) -> LocalClock:
    """Return the clock of home with the stored steps; without any, it is the same."""
    steps = stored_steps(conn)
    return travelling_clock(clock.zone, steps) if steps else clock


def stored_steps(conn: sqlite3.Connection) -> list[ZoneStep]:
    """Return the stored steps, in order of time."""
    return [
        ZoneStep(since_ms, first_day, zone, ZoneSource(source), country)
        for since_ms, first_day, zone, source, country in conn.execute(_STORED)
    ]


def settle(conn: sqlite3.Connection) -> bool:
    """Find the steps anew from all plays and the trips of the settings, and store them.

    Returns whether they changed: local days and hours must then be computed again. Without a trip
    and a country elsewhere, no play is read.
    """
    steps = [*_find(conn)]
    if steps == stored_steps(conn):
        return False
    conn.execute("delete from zone_steps")
    conn.executemany(_PUT, steps)
    return True


def may_change(conn: sqlite3.Connection) -> bool:
    """Return whether the steps may no longer follow from the plays, as some have changed.

    They do if all changed plays are new, later than the last step, and heard in its zone. So do
    none, if none were heard elsewhere.
    """
    locator, stored = _Locator(conn), stored_steps(conn)
    last = stored[-1] if stored else None
    here = locator.home if last is None else Whereabouts(last.zone, last.source, last.country)
    return bool(last and conn.execute(_REMOVED).fetchone()[0]) or any(
        locator.place(started_ms, device_id) != here or (last and started_ms < last.since_ms)
        for started_ms, device_id in conn.execute(_ADDED)
    )


def _find(conn: sqlite3.Connection) -> Iterator[ZoneStep]:
    locator = _Locator(conn)
    if locator.knows_elsewhere:
        plays = ((ms, locator.place(ms, device_id)) for ms, device_id in conn.execute(_PLAYS))
        yield from find_steps(plays, home=locator.home)


class _Locator:
    """Tells where plays were heard: by the trips of the settings, then by the country."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.home = Whereabouts(_home_zone(conn).key, ZoneSource.HOME)
        trips = parse_trips(database_state.get(conn, database_state.ZONES) or "")
        self._spans = [*trip_zones(trips)]
        self._since_ms = [since_ms for since_ms, _, _ in self._spans]
        self._countries: dict[int, str | None] = dict(conn.execute(_DEVICES))
        self._of_device: dict[int, Whereabouts] = {}

    @property
    def knows_elsewhere(self) -> bool:
        """Whether any play may have been heard elsewhere than at home."""
        places = map(self._of_country, set(self._countries.values()))
        return bool(self._spans) or any(one != self.home for one in places)

    def place(self, started_ms: int, device_id: int) -> Whereabouts:
        """Return where a play was heard, given its start and its device."""
        trip = bisect_right(self._since_ms, started_ms) - 1
        if trip >= 0 and started_ms < self._spans[trip][1]:
            return Whereabouts(self._spans[trip][2], ZoneSource.SETTING)
        if device_id not in self._of_device:
            self._of_device[device_id] = self._of_country(self._countries[device_id])
        return self._of_device[device_id]

    def _of_country(self, country: str | None) -> Whereabouts:
        """Return the only zone of a country, if its clocks differ from those of home."""
        zones = zones_of_country(country) if country else ()
        if country is None or not zones or self.home.zone in zones:
            return self.home
        zone = only_zone(country)
        if zone is None:
            return Whereabouts(self.home.zone, ZoneSource.UNCLEAR, country)
        if show_the_same(zone, self.home.zone):
            return self.home
        return Whereabouts(zone, ZoneSource.COUNTRY, country)


def _home_zone(conn: sqlite3.Connection) -> ZoneInfo:
    return ZoneInfo(database_state.get(conn, database_state.TIMEZONE) or "UTC")
