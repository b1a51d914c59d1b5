"""Who can be set to watch, by name: what the accuracy benchmark compares."""

from musicanalyser.listening.polling.policies import PollingPolicy
from tests.simulators.listener.logged import Watch
from tests.simulators.listener.naive import naive
from tests.simulators.listener.watching import watching

SHIPPED = "as shipped"
FIXED = "equal idle waits"
NAIVE = "every 15 s"
DESKTOP = "with a desktop"
WATCHES: dict[str, Watch] = {
    SHIPPED: watching(PollingPolicy.ECON, calls_per_day=None),
    **{name.value: watching(name) for name in PollingPolicy},
    FIXED: watching(PollingPolicy.ECON, calls_per_day=None, follows_habits=False),
    DESKTOP: watching(PollingPolicy.ECON, calls_per_day=None, has_desktop=True),
    NAIVE: naive(15),
}
"""The default with its limit on calls, each policy without one, and simpler designs."""
