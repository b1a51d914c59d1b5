from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.render.marks.ladder import LABEL, draw_ladder

ranks = st.lists(st.none() | st.integers(1, 5_000), min_size=1, max_size=30)


@given(ranks, st.integers(1, 3), st.integers(0, 1))
def test_every_column_stands_below_the_other_and_has_one_mark(
    found: list[int | None], cells: int, gap: int
) -> None:
    lines = [line.plain for line in draw_ladder(found, cells=cells, gap=gap)]
    step = cells + gap
    assert {len(line) for line in lines} <= {LABEL + step * len(found)}
    for place, rank in enumerate(found):
        marks = [line[LABEL + place * step] for line in lines]
        assert marks.count("█") == (rank is not None)


def test_bands_are_named_from_the_best_to_the_worst() -> None:
    names = [line.plain[:LABEL].strip() for line in draw_ladder([700, 1, 3], cells=1, gap=0)]
    assert names[:3] == ["#1", "#2–3", "#4–6"]  # noqa: RUF001 - an en dash
    assert names[-1] == "#501–1000"  # noqa: RUF001 - an en dash


def test_without_a_rank_there_is_no_ladder() -> None:
    assert draw_ladder([None, None], cells=1, gap=1) == []
