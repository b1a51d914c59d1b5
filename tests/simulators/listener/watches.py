"""Who can be set to watch, by name: what the accuracy benchmark compares."""

from musicanalyser.listening.tracking.polling import POLICIES
from tests.simulators.listener.logged import Watch
from tests.simulators.listener.naive import naive
from tests.simulators.listener.watching import watching

WATCHES: dict[str, Watch] = {
    "naive": naive(15),
    **{name: watching(name) for name in POLICIES},
    "econ, 1,200 a day": watching("econ", calls_per_day=1_200),
}
