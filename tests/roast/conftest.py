"""What tests of facts are given."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.stats.history import History


@pytest.fixture
def history() -> Iterator[History]:
    """An empty history in the time zone of Berlin."""
    with closing(History()) as one:
        yield one
