"""Rows at every limit of docs/definitions.md, and just beside it, are read as it says."""

import pytest

from musicanalyser.stats import STATS
from tests.oracle.histories import Judged
from tests.oracle.judging import disagreements
from tests.oracle.kinds import EVERYTHING, days, within

EDGES = ("2019", "2019-06", "2019-03-09", "2019-03-10", "2019-11-03", "2020-11-01")
"""Plays start just before, at and after the limits of these; clocks change in four."""


@pytest.mark.parametrize("name", STATS)
def test_rough_rows_are_recomputed_by_every_definition(rough: Judged, name: str) -> None:
    assert disagreements(rough, EVERYTHING, name) == []


@pytest.mark.parametrize("name", STATS)
def test_a_month_of_rough_rows_is_recomputed(rough: Judged, name: str) -> None:
    assert disagreements(rough, days(30), name, ["full"]) == []


@pytest.mark.parametrize("name", STATS)
@pytest.mark.parametrize("text", EDGES)
def test_plays_beside_the_edges_of_a_window_are_recomputed(
    rough: Judged, text: str, name: str
) -> None:
    assert disagreements(rough, within(text), name, ["any"]) == []
