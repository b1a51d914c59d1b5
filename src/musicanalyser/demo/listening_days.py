"""The sessions of each day: at home, on holiday and on the way.

The ``age`` of a day counts back from the last one, which has age 0. So the recent past of a history
does not depend on its length. Single events repeat every `CYCLE_DAYS`.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from musicanalyser.demo.random_stream import Quantiles, RandomStream
from musicanalyser.timespan import to_ms
from musicanalyser.units import HOUR_MS

HOME = ZoneInfo("Europe/Berlin")
FAR_AWAY = ZoneInfo("Asia/Tokyo")

CYCLE_DAYS = 730
TRIP = range(212, 227)
"""The ages of the days in Tokyo. There are flights on the day before and on the last day."""
UNBROKEN = range(60, 110)
"""The ages of the days of one long streak."""
_FLIGHTS = frozenset({TRIP[0], TRIP[-1] + 1})
_LULLS = frozenset({*range(330, 342), *range(560, 569)})
_SILENT = frozenset({23, 24, 131, 132, 133, 410})
_NEVER_SILENT_DAYS = 20
_WEEKEND_DAYS, _LATE_NIGHTS = frozenset({5, 6}), frozenset({4, 5})
_BEDTIME_STORIES = range(150, 176)
_NEW_PHONE_AGE = 260
"""The phone that the listener takes along is another one since that age in days."""
_PRIVATE_DAYS = (170, 9)
_TRAIN_DAYS = (120, 25)
"""An interval in days, and the age of the latest such day."""


class Mode(StrEnum):
    """The kind of content of a session."""

    SHUFFLE = "shuffle"
    ALBUM = "album"
    RADIO = "radio"
    PODCAST = "podcast"
    AUDIOBOOK = "audiobook"
    VIDEO = "video"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSlot:
    """A time of day at which a session may begin."""

    begins: float
    """The earliest start in hours of local time; 24 or more means the following day."""
    spread: float
    """The hours after ``begins`` within which it starts."""
    chance: float
    """The probability that it takes place."""
    plays: Quantiles
    modes: tuple[Mode, ...]
    platforms: tuple[str, ...]
    is_offline: bool = False
    is_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSession:
    """A session: when it is due, and how many plays it has."""

    age: int
    start_ms: int
    plays: int
    mode: Mode
    platform: str
    country: str
    is_offline: bool
    is_private: bool


_FEW: Quantiles = ((0.0, 1), (0.5, 3), (1.0, 9))
_SOME: Quantiles = ((0.0, 2), (0.25, 5), (0.5, 9), (0.75, 16), (1.0, 32))
_MANY: Quantiles = ((0.0, 2), (0.25, 9), (0.5, 18), (0.75, 32), (1.0, 80))
_FLIGHT: Quantiles = ((0.0, 40), (1.0, 70))
_SPOKEN: Quantiles = ((0.0, 1), (0.8, 1), (1.0, 4))

_MIXED = (*[Mode.SHUFFLE] * 6, *[Mode.ALBUM] * 3, *[Mode.RADIO] * 2)
_ROAD = (*_MIXED, Mode.PODCAST, Mode.PODCAST)
_SOFA = (*_MIXED * 2, Mode.VIDEO)
_POCKET = ("android",)
_DESK = ("windows", "windows", "web_player")
_LIVING_ROOM = ("windows", "android", "android", "ios")

_EVENING = TimeSlot(
    begins=19.5, spread=2, chance=0.75, plays=_MANY, modes=_SOFA, platforms=_LIVING_ROOM
)
_LATE = TimeSlot(
    begins=22.75, spread=2, chance=0.7, plays=_MANY, modes=_MIXED, platforms=_LIVING_ROOM
)
_BED = TimeSlot(begins=22, spread=1, chance=0.6, plays=_FEW, modes=_MIXED, platforms=_POCKET)
_STORY = TimeSlot(
    begins=22.5,
    spread=0.75,
    chance=0.6,
    plays=_SPOKEN,
    modes=(Mode.AUDIOBOOK,),
    platforms=_POCKET,
)
_WORKDAY = (
    TimeSlot(begins=7, spread=0.9, chance=0.88, plays=_SOME, modes=_ROAD, platforms=_POCKET),
    TimeSlot(begins=9.5, spread=1.5, chance=0.35, plays=_MANY, modes=_MIXED, platforms=_DESK),
    TimeSlot(begins=12.25, spread=0.8, chance=0.55, plays=_FEW, modes=_MIXED, platforms=_POCKET),
    TimeSlot(begins=14.5, spread=1.5, chance=0.5, plays=_FEW, modes=_MIXED, platforms=_DESK),
    TimeSlot(begins=17, spread=1.2, chance=0.82, plays=_SOME, modes=_ROAD, platforms=_POCKET),
    _EVENING,
    _BED,
)
_WEEKEND = (
    TimeSlot(begins=9.25, spread=2, chance=0.85, plays=_SOME, modes=_MIXED, platforms=_LIVING_ROOM),
    TimeSlot(begins=13.5, spread=2.5, chance=0.7, plays=_MANY, modes=_SOFA, platforms=_LIVING_ROOM),
    TimeSlot(begins=17, spread=1.5, chance=0.5, plays=_FEW, modes=_MIXED, platforms=_POCKET),
    _EVENING,
)
_ABROAD = (
    TimeSlot(begins=7.75, spread=1, chance=0.7, plays=_FEW, modes=_MIXED, platforms=_POCKET),
    TimeSlot(begins=11, spread=4, chance=0.6, plays=_SOME, modes=_MIXED, platforms=_POCKET),
    TimeSlot(begins=20.5, spread=2, chance=0.7, plays=_SOME, modes=_MIXED, platforms=_POCKET),
)
_PLANE = TimeSlot(
    begins=13, spread=1, chance=1, plays=_FLIGHT, modes=_MIXED, platforms=_POCKET, is_offline=True
)
_TRAIN = TimeSlot(
    begins=15, spread=1, chance=1, plays=_SOME, modes=_MIXED, platforms=_POCKET, is_offline=True
)
_IN_PRIVATE = TimeSlot(
    begins=21, spread=1, chance=1, plays=_MANY, modes=_MIXED, platforms=_DESK, is_private=True
)


def plan_sessions(*, until: datetime, age: int, seed: int) -> tuple[DemoSession, ...]:
    """Return the sessions of one day, sorted by start."""
    random = RandomStream(seed, "day", age)
    place = age % CYCLE_DAYS
    if _is_silent(random, age, place):
        return ()
    day = until.astimezone(HOME).date() - timedelta(days=age)
    activity = 0.25 if place in _LULLS else 1
    slots = _slots_of_day(day.weekday(), age, place)
    chosen = [slot for slot in slots if random.happens(activity * slot.chance)]
    if (age == 0 or place in UNBROKEN) and slots[0] not in chosen:
        chosen.insert(0, slots[0])
    zone, country = (FAR_AWAY, "JP") if place in TRIP else (HOME, "DE")
    midnight = datetime.combine(day, time(), tzinfo=zone)
    return tuple(
        _make_session(random, slot, midnight, age=age, country=country)
        for slot in chosen or [_EVENING]
    )


def _is_silent(random: RandomStream, age: int, place: int) -> bool:
    if age < _NEVER_SILENT_DAYS or place in UNBROKEN or place in _FLIGHTS:
        return False
    return place in _SILENT or random.happens(0.4 if place in _LULLS else 0.03)


def _slots_of_day(weekday: int, age: int, place: int) -> list[TimeSlot]:
    slots = list(_ABROAD if place in TRIP else _WEEKEND if weekday in _WEEKEND_DAYS else _WORKDAY)
    if place in _FLIGHTS:
        return [slots[0], _PLANE]
    if weekday in _LATE_NIGHTS:
        slots.append(_LATE)
    for (every, first), special in ((_PRIVATE_DAYS, _IN_PRIVATE), (_TRAIN_DAYS, _TRAIN)):
        if age % every == first:
            slots.append(special)
    if place in _BEDTIME_STORIES:
        slots.append(_STORY)
    return sorted(slots, key=lambda slot: slot.begins)


def _make_session(
    random: RandomStream, slot: TimeSlot, midnight: datetime, *, age: int, country: str
) -> DemoSession:
    hour = random.uniform(slot.begins, slot.begins + slot.spread)
    mode = random.choice(slot.modes)
    spoken = mode in {Mode.PODCAST, Mode.AUDIOBOOK, Mode.VIDEO}
    return DemoSession(
        age=age,
        start_ms=to_ms(midnight + timedelta(milliseconds=int(hour * HOUR_MS))),
        plays=int(random.sample(_SPOKEN if spoken else slot.plays)),
        mode=mode,
        platform=_phone_or(random.choice(slot.platforms), age % CYCLE_DAYS),
        country=country,
        is_offline=slot.is_offline,
        is_private=slot.is_private,
    )


def _phone_or(platform: str, place: int) -> str:
    return "ios" if platform == "android" and place < _NEW_PHONE_AGE else platform
