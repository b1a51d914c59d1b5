"""When the listener listens: the sessions of each day, at home, on holiday and on the way.

Days are told by their age, counted back from the last one, whose age is 0; so the recent past of a
history is the same however long ago it begins. What happens once repeats every `CYCLE_DAYS`.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from musicanalyser.demo.random_draws import Chance, Quantiles
from musicanalyser.timespan import to_ms
from musicanalyser.units import HOUR_MS

HOME = ZoneInfo("Europe/Berlin")
FAR_AWAY = ZoneInfo("Asia/Tokyo")

CYCLE_DAYS = 730
TRIP = range(212, 227)
"""The ages of the days in Tokyo; the flights leave on the day before and on the last of them."""
UNBROKEN = range(60, 110)
"""The ages of the days of a streak that nothing breaks."""
_FLIGHTS = frozenset({TRIP[0], TRIP[-1] + 1})
_LULLS = frozenset({*range(330, 342), *range(560, 569)})
_SILENT = frozenset({23, 24, 131, 132, 133, 410})
_ALWAYS_LIVELY_DAYS = 20
_WEEKEND_DAYS, _LATE_NIGHTS = frozenset({5, 6}), frozenset({4, 5})
_BEDTIME_STORIES = range(150, 176)
_PRIVATE_DAYS = (170, 9)
_TRAIN_DAYS = (120, 25)
"""Every so many days, from this age on."""


class Mode(StrEnum):
    """What a session is made of."""

    SHUFFLE = "shuffle"
    ALBUM = "album"
    RADIO = "radio"
    PODCAST = "podcast"
    AUDIOBOOK = "audiobook"
    VIDEO = "video"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A time of day at which a session may begin."""

    begins: float
    """The earliest hour, in local time; from 24 on it is that of the following day."""
    spread: float
    share: float
    plays: Quantiles
    modes: tuple[Mode, ...]
    platforms: tuple[str, ...]
    offline: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSession:
    """A sitting: when it is due, and how many plays it holds."""

    age: int
    start_ms: int
    plays: int
    mode: Mode
    platform: str
    country: str
    offline: bool
    private: bool


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

_EVENING = Slot(begins=19.5, spread=2, share=0.75, plays=_MANY, modes=_SOFA, platforms=_LIVING_ROOM)
_LATE = Slot(begins=22.75, spread=2, share=0.7, plays=_MANY, modes=_MIXED, platforms=_LIVING_ROOM)
_BED = Slot(begins=22, spread=1, share=0.6, plays=_FEW, modes=_MIXED, platforms=_POCKET)
_STORY = Slot(
    begins=22.5, spread=0.75, share=0.6, plays=_SPOKEN, modes=(Mode.AUDIOBOOK,), platforms=_POCKET
)
_WORKDAY = (
    Slot(begins=7, spread=0.9, share=0.88, plays=_SOME, modes=_ROAD, platforms=_POCKET),
    Slot(begins=9.5, spread=1.5, share=0.35, plays=_MANY, modes=_MIXED, platforms=_DESK),
    Slot(begins=12.25, spread=0.8, share=0.55, plays=_FEW, modes=_MIXED, platforms=_POCKET),
    Slot(begins=14.5, spread=1.5, share=0.5, plays=_FEW, modes=_MIXED, platforms=_DESK),
    Slot(begins=17, spread=1.2, share=0.82, plays=_SOME, modes=_ROAD, platforms=_POCKET),
    _EVENING,
    _BED,
)
_WEEKEND = (
    Slot(begins=9.25, spread=2, share=0.85, plays=_SOME, modes=_MIXED, platforms=_LIVING_ROOM),
    Slot(begins=13.5, spread=2.5, share=0.7, plays=_MANY, modes=_SOFA, platforms=_LIVING_ROOM),
    Slot(begins=17, spread=1.5, share=0.5, plays=_FEW, modes=_MIXED, platforms=_POCKET),
    _EVENING,
)
_ABROAD = (
    Slot(begins=7.75, spread=1, share=0.7, plays=_FEW, modes=_MIXED, platforms=_POCKET),
    Slot(begins=11, spread=4, share=0.6, plays=_SOME, modes=_MIXED, platforms=_POCKET),
    Slot(begins=20.5, spread=2, share=0.7, plays=_SOME, modes=_MIXED, platforms=_POCKET),
)
_PLANE = Slot(
    begins=13, spread=1, share=1, plays=_FLIGHT, modes=_MIXED, platforms=_POCKET, offline=True
)
_TRAIN = Slot(
    begins=15, spread=1, share=1, plays=_SOME, modes=_MIXED, platforms=_POCKET, offline=True
)
_IN_PRIVATE = Slot(
    begins=21, spread=1, share=1, plays=_MANY, modes=_MIXED, platforms=_DESK, private=True
)


def sessions(*, until: datetime, age: int, seed: int) -> tuple[DemoSession, ...]:
    """Return the sessions of one day in the order in which they are due."""
    chance = Chance(seed, "day", age)
    place = age % CYCLE_DAYS
    if _is_silent(chance, age, place):
        return ()
    day = until.astimezone(HOME).date() - timedelta(days=age)
    eagerness = 0.25 if place in _LULLS else 1
    slots = _slots(day.weekday(), age, place)
    held = [slot for slot in slots if chance.share(eagerness * slot.share)]
    if (age == 0 or place in UNBROKEN) and slots[0] not in held:
        held.insert(0, slots[0])
    zone, country = (FAR_AWAY, "JP") if place in TRIP else (HOME, "DE")
    midnight = datetime.combine(day, time(), tzinfo=zone)
    return tuple(
        _session(chance, slot, midnight, age=age, country=country) for slot in held or [_EVENING]
    )


def _is_silent(chance: Chance, age: int, place: int) -> bool:
    if age < _ALWAYS_LIVELY_DAYS or place in UNBROKEN or place in _FLIGHTS:
        return False
    return place in _SILENT or chance.share(0.4 if place in _LULLS else 0.03)


def _slots(weekday: int, age: int, place: int) -> list[Slot]:
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


def _session(
    chance: Chance, slot: Slot, midnight: datetime, *, age: int, country: str
) -> DemoSession:
    hour = chance.between(slot.begins, slot.begins + slot.spread)
    mode = chance.pick(slot.modes)
    spoken = mode in {Mode.PODCAST, Mode.AUDIOBOOK, Mode.VIDEO}
    return DemoSession(
        age=age,
        start_ms=to_ms(midnight + timedelta(milliseconds=int(hour * HOUR_MS))),
        plays=int(chance.along(_SPOKEN if spoken else slot.plays)),
        mode=mode,
        platform=chance.pick(slot.platforms),
        country=country,
        offline=slot.offline,
        private=slot.private,
    )
