"""Which phrases a fact gets by its figures."""

from dataclasses import replace

import pytest

from musicanalyser.roast.offline.phrase_keys import find_phrase_key, may_show_usual
from musicanalyser.roast.persona import Fact, Figure, Unit
from tests.roast.phrase_facts import make_fact


def _night(share: float, usual: float | None = None, *, surprise: float = 0.0) -> Fact:
    shares = {"share": share} | ({} if usual is None else {"usual": usual})
    figures = (Figure(name=name, value=value, unit=Unit.SHARE) for name, value in shares.items())
    return replace(make_fact("night"), figures=tuple(figures), surprise=surprise)


@pytest.mark.parametrize(
    ("share", "key"), [(0.05, "night"), (0.049, ""), (0.031, ""), (0.03, "night-less")]
)
def test_a_threshold_itself_is_high_or_low(share: float, key: str) -> None:
    assert find_phrase_key(_night(share)) == key


@pytest.mark.parametrize(
    ("usual", "surprise", "key"),
    [
        (0.01, 2.0, "night"),
        (0.2, 2.0, "night-less"),
        (0.01, 1.99, ""),
        (0.04, 6.0, ""),
        (None, 6.0, ""),
    ],
)
def test_between_the_thresholds_only_a_surprising_change_has_phrases(
    usual: float | None, surprise: float, key: str
) -> None:
    assert find_phrase_key(_night(0.04, usual, surprise=surprise)) == key


def test_a_low_figure_of_a_kind_without_phrases_for_it_has_none() -> None:
    assert find_phrase_key(replace(_night(0.01), kind="early")) == ""
    assert find_phrase_key(replace(_night(0.2), kind="early")) == "early"


@pytest.mark.parametrize(
    ("share", "usual", "may_show"),
    [
        (0.2, 0.1, True),
        (0.2, 0.3, False),
        (0.01, 0.02, True),
        (0.02, 0.01, False),
        (0.2, 0.2, True),
        (0.2, None, True),
    ],
)
def test_a_usual_figure_is_shown_if_the_change_agrees_with_the_phrases(
    share: float, usual: float | None, *, may_show: bool
) -> None:
    assert may_show_usual(_night(share, usual)) is may_show
