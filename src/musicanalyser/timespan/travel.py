"""A clock that travels: local days and hours in the zone where the listener was.

The zone is a function of time: a step for each play that was heard elsewhere than the one before.
Days never go back, so that a day is one span of time: who flies west across midnight goes on with
the later date until the clocks there reach it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from musicanalyser.timespan.local_clock import LocalClock

_LONG_AGO_MS = -(10**15)
_FAR_MS = 10**15
_LONG_AGO_DAY = -(10**6)


class ZoneSource(StrEnum):
    """Where a zone is from: the first of these that says one."""

    SETTING = "setting"
    COUNTRY = "country"
    HOME = "home"
    """Neither says one."""
    UNCLEAR = "unclear"
    """The country has several zones, none of them that of home: that of home stands in."""


class Whereabouts(NamedTuple):
    """The zone in which a play was heard, where that is from, and the country that says so."""

    zone: str
    source: ZoneSource
    country: str | None = None


class ZoneStep(NamedTuple):
    """From a moment on the listener is elsewhere; no day before ``first_day`` is shown."""

    since_ms: int
    first_day: int
    zone: str
    source: ZoneSource
    country: str | None


def find_steps(
    plays: Iterable[tuple[int, Whereabouts]], *, home: Whereabouts
) -> Iterator[ZoneStep]:
    """Yield the steps that follow from plays in order of their start (ms since 1970 UTC).

    Of plays that start at one moment, one decides, whatever their order.
    """
    clocks: dict[str, LocalClock] = {}
    here, last_ms, last_day = home, None, _LONG_AGO_DAY
    for started_ms, together in groupby(plays, key=itemgetter(0)):
        place = _one_place([place for _, place in together], here)
        if place != here:
            if last_ms is not None:
                clock = clocks.setdefault(here.zone, LocalClock(ZoneInfo(here.zone)))
                last_day = max(last_day, clock.day_and_hour(last_ms)[0])
            yield ZoneStep(started_ms, last_day, *place)
            here = place
        last_ms = started_ms


def _one_place(places: Sequence[Whereabouts], here: Whereabouts) -> Whereabouts:
    """Return where the listener stays if a play says so, else the first by name."""
    return here if here in places else min(places, key=lambda one: (one.zone, str(one)))


def travelling_clock(home: ZoneInfo, steps: Sequence[ZoneStep]) -> LocalClock:
    """Return the clock of these steps; it is an ordinary one if there are none."""
    return TravellingClock(home, steps) if steps else LocalClock(home)


class _Stretch(LocalClock):
    """The clock of one step; it shows no day before the first."""

    def __init__(self, zone: ZoneInfo, first_day: int) -> None:
        super().__init__(zone)
        self._first_day = first_day

    def day_and_hour(self, moment_ms: int) -> tuple[int, int]:
        day, hour = super().day_and_hour(moment_ms)
        return max(day, self._first_day), hour


class TravellingClock(LocalClock):
    """Local days and hours in the zone of each moment; between steps it is an ordinary clock."""

    def __init__(self, home: ZoneInfo, steps: Sequence[ZoneStep]) -> None:
        super().__init__(home)
        self._since_ms = [step.since_ms for step in steps]
        self._stretches = [
            _Stretch(home, _LONG_AGO_DAY),
            *(_Stretch(ZoneInfo(step.zone), step.first_day) for step in steps),
        ]
        self._days = [
            stretch.day_and_hour(since_ms)[0]
            for stretch, since_ms in zip(self._stretches[1:], self._since_ms, strict=True)
        ]

    def during(self, moment_ms: int) -> LocalClock:
        """Return the clock of the zone at a moment; a play is heard in that of its start."""
        return self._stretches[bisect_right(self._since_ms, moment_ms)]

    def day_and_hour(self, moment_ms: int) -> tuple[int, int]:
        """Return the local day (`day_number`) and the local hour of ms since 1970 UTC."""
        return self.during(moment_ms).day_and_hour(moment_ms)

    def offset_ms(self, moment_ms: int) -> int:
        """Return the offset of local time from UTC."""
        return self.during(moment_ms).offset_ms(moment_ms)

    def first_ms(self, day: int, hour: int = 0) -> int:
        """Return a moment from which on all plays have this day or a later one, and before none."""
        place = bisect_left(self._days, day)
        since_ms, *_ = self._since_ms[place - 1 :] if place else (_LONG_AGO_MS,)
        until_ms = self._since_ms[place] if place < len(self._since_ms) else _FAR_MS
        first_ms = self._stretches[place].first_ms(day, hour)
        return min(max(first_ms, since_ms), until_ms)
