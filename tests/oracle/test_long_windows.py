"""The answers for a year and for all time are the oracle's; apart, as they take longest."""

import pytest

from musicanalyser.stats import STATS
from tests.oracle.histories import Judged
from tests.oracle.judging import disagreements
from tests.oracle.kinds import KINDS, LONG
from tests.oracle.plays import COUNT_AS


@pytest.mark.parametrize("name", STATS)
@pytest.mark.parametrize("kind", LONG)
def test_every_answer_is_recomputed(havana: Judged, kind: str, name: str) -> None:
    """One of the four definitions judges each answer, in turn."""
    turn = [*KINDS].index(kind) + [*STATS].index(name)

    assert disagreements(havana, KINDS[kind], name, [COUNT_AS[turn % 4]]) == []
