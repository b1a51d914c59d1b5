"""Who can be set to watch, by name: what the accuracy benchmark compares."""

from tests.simulators.listener.logged import Watch
from tests.simulators.listener.naive import naive
from tests.simulators.listener.oracle import oracle

WATCHES: dict[str, Watch] = {"oracle": oracle, "naive": naive(15)}
