"""Ranks as a ladder."""

from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.render.marks.ladder import LABEL, draw_ladder


def rungs(*ranks: int | None) -> dict[str, str]:
    """Return what stands on each rung, by its name, the best first."""
    lines = (line.plain.split() for line in draw_ladder(ranks, cells=1, gap=0))
    return {name.replace("\N{EN DASH}", "-"): marks for name, marks in lines}


def test_each_rank_stands_in_its_band_and_a_month_without_one_in_none() -> None:
    assert rungs(1, 3, None, 5) == {"#1": "█───", "#2-3": "─█──", "#4-6": "───█"}


def test_bands_between_the_best_and_the_worst_are_kept() -> None:
    assert [*rungs(2, 40)] == ["#2-3", "#4-6", "#7-10", "#11-20", "#21-50"]


def test_the_last_band_has_no_end() -> None:
    assert rungs(5000) == {"#1001+": "█"}


def test_all_rungs_begin_in_one_column() -> None:
    lines = [line.plain for line in draw_ladder([1, 600], cells=2, gap=1)]
    assert {line.find(next(mark for mark in line if mark in "█─")) for line in lines} == {11}


def test_without_any_rank_there_is_no_ladder() -> None:
    assert rungs(None, None) == {}


@given(
    st.lists(st.none() | st.integers(1, 5_000), min_size=1, max_size=30),
    st.integers(1, 3),
    st.integers(0, 1),
)
def test_every_column_stands_below_the_other_and_has_one_mark(
    found: list[int | None], cells: int, gap: int
) -> None:
    lines = [line.plain for line in draw_ladder(found, cells=cells, gap=gap)]
    step = cells + gap
    assert {len(line) for line in lines} <= {LABEL + step * len(found)}
    for place, rank in enumerate(found):
        marks = [line[LABEL + place * step] for line in lines]
        assert marks.count("\N{FULL BLOCK}") == (rank is not None)
