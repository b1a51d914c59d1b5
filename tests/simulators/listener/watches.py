"""Who can be set to watch, by name: what the accuracy benchmark compares."""

from musicanalyser.listening.polling.policies import PollingPolicy
from tests.simulators.listener.logged import Watch
from tests.simulators.listener.naive import naive
from tests.simulators.listener.watching import watching

WATCHES: dict[str, Watch] = {
    "naive": naive(15),
    **{name.value: watching(name) for name in PollingPolicy},
    "econ, 1,200 a day": watching(PollingPolicy.ECON, calls_per_day=1_200),
}
