"""What may be unlike the usual: one thing at a time, to see how much hangs on it."""

from dataclasses import dataclass, replace

from musicanalyser.units import HOUR_MS
from tests.simulators.listener.conditions import Conditions
from tests.simulators.listener.habits import CLICK_SHARE, Habits
from tests.simulators.listener.profiles import MEDIAN, PATIENT, SKIPPER
from tests.simulators.listener.runs import HOURS_PER_DAY

_FAIR = Conditions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """Who listens, how much a day, and how well that can be seen."""

    habits: Habits = MEDIAN
    conditions: Conditions = _FAIR
    hours_per_day: float = HOURS_PER_DAY


USUAL = Circumstances()
HABITUAL = Circumstances(habits=replace(MEDIAN, starts_by_habit=True, break_ms=int(6.6 * HOUR_MS)))
FIVE_HOURS = Circumstances(habits=replace(MEDIAN, break_ms=int(1.55 * HOUR_MS)), hours_per_day=5.0)
HEAVY = Circumstances(habits=SKIPPER)
KILLED = Circumstances(conditions=Conditions(kills_per_hour=1.0))
ON_THIS_MACHINE = Circumstances(habits=replace(MEDIAN, devices=("Computer",) * 3))
HALF_ON_IT = Circumstances(habits=replace(MEDIAN, devices=("Computer", "Smartphone")))
UNUSUAL = {
    "lag x2": Circumstances(conditions=Conditions(lag_factor=2.0)),
    "lag x3": Circumstances(conditions=Conditions(lag_factor=3.0)),
    "crossfade 5 s": Circumstances(habits=replace(MEDIAN, crossfade_ms=5_000)),
    "10% of calls fail": Circumstances(conditions=Conditions(failing=0.1)),
    "a kill per hour": KILLED,
    "queue edited": Circumstances(habits=replace(MEDIAN, edit_share=0.1)),
    "3 x the clicks": Circumstances(habits=replace(MEDIAN, click_share=3 * CLICK_SHARE)),
    "repeat-one 10%": Circumstances(habits=replace(MEDIAN, repeat_share=0.1)),
    "device gone soon": Circumstances(habits=replace(MEDIAN, device_life_ms=(60_000, 180_000))),
    "heavy skipper": HEAVY,
    "light skipper": Circumstances(habits=PATIENT),
    "5 h a day": FIVE_HOURS,
}
