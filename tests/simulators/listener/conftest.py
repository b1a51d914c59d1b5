"""One long life of the median listener, for every test that only looks at it."""

import pytest

from tests.simulators.listener.listener import listen
from tests.simulators.listener.profiles import MEDIAN
from tests.simulators.listener.timeline import Timeline


@pytest.fixture(scope="session")
def life() -> Timeline:
    return listen(MEDIAN, hours=600, seed=3)
