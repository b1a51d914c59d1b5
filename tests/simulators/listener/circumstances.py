"""What may be unlike the usual: one thing at a time, to see how much hangs on it."""

from dataclasses import dataclass, replace

from tests.simulators.listener.conditions import Conditions
from tests.simulators.listener.habits import Habits
from tests.simulators.listener.profiles import MEDIAN, PATIENT, SKIPPER

_FAIR = Conditions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """Who listens, and how well that can be seen."""

    habits: Habits = MEDIAN
    conditions: Conditions = _FAIR


USUAL = Circumstances()
KILLED = Circumstances(conditions=Conditions(kills_per_hour=1.0))
UNUSUAL = {
    "lag x3": Circumstances(conditions=Conditions(lag_factor=3.0)),
    "queue edited": Circumstances(habits=replace(MEDIAN, edit_share=0.1)),
    "crossfade 5 s": Circumstances(habits=replace(MEDIAN, crossfade_ms=5_000)),
    "10 % failing": Circumstances(conditions=Conditions(failing=0.1)),
    "repeat-one 10 %": Circumstances(habits=replace(MEDIAN, repeat_share=0.1)),
    "device gone soon": Circumstances(habits=replace(MEDIAN, device_life_ms=(60_000, 180_000))),
    "a kill per hour": KILLED,
    "first plays heard": Circumstances(habits=replace(MEDIAN, first_skipped=0.73)),
    "skipper": Circumstances(habits=SKIPPER),
    "patient": Circumstances(habits=PATIENT),
}
