"""Known spans merge to the same result in any order, and only grow."""

from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.listening.span_merging import KnownSpan, merge_spans

_SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 10)).map(
        lambda pair: KnownSpan(pair[0], pair[0] + pair[1])
    ),
    max_size=8,
)
_GAPS = st.sampled_from([0, 3, None])


@given(_SPANS, _SPANS, _SPANS, _GAPS)
def test_merging_is_associative_and_the_order_does_not_matter(
    one: list[KnownSpan], two: list[KnownSpan], three: list[KnownSpan], gap: int | None
) -> None:
    whole = merge_spans([*one, *two, *three], longest_gap_ms=gap)
    left = merge_spans([*merge_spans([*one, *two], longest_gap_ms=gap), *three], longest_gap_ms=gap)
    right = merge_spans(
        [*merge_spans([*three, *two], longest_gap_ms=gap), *one], longest_gap_ms=gap
    )
    assert whole == left == right


@given(_SPANS, _SPANS, _GAPS)
def test_known_spans_only_grow(
    before: list[KnownSpan], more: list[KnownSpan], gap: int | None
) -> None:
    after = merge_spans([*before, *more], longest_gap_ms=gap)
    assert all(
        any(big.since_ms <= one.since_ms and one.until_ms <= big.until_ms for big in after)
        for one in merge_spans(before, longest_gap_ms=gap)
    )


def test_spans_further_apart_than_the_gap_stay_apart() -> None:
    apart = [KnownSpan(0, 10), KnownSpan(14, 20)]
    assert merge_spans(apart, longest_gap_ms=3) == apart
    assert merge_spans(apart, longest_gap_ms=4) == [KnownSpan(0, 20)]
    assert merge_spans(apart, longest_gap_ms=None) == [KnownSpan(0, 20)]
