"""How figures and names read in each language: in one way, in facts and in jokes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.roast.kinds import KINDS
from musicanalyser.roast.offline.localised_figures import (
    fill_phrase,
    format_figure,
    localise_fact,
    localise_figure,
    write_fact,
)
from musicanalyser.roast.offline.phrase_files import LANGUAGES, load_language
from musicanalyser.roast.persona import Fact, Figure, Unit
from tests.roast.listeners import listeners

SHARES = st.floats(0, 1)
EVERY_FACT = [fact for facts in listeners().values() for fact in facts]


def make_figure(value: float, unit: Unit) -> Figure:
    return Figure(name="one", value=value, unit=unit)


@pytest.mark.parametrize(
    ("value", "unit", "english", "german"),
    [
        (0.3649, Unit.SHARE, "36%", "36 %"),
        (0.0, Unit.SHARE, "0%", "0 %"),
        (0.0044, Unit.SHARE, "0.4%", "0,4 %"),
        (0.9971, Unit.SHARE, ">99%", ">99 %"),
        (1.0, Unit.SHARE, "100%", "100 %"),
        (1234567, Unit.COUNT, "1,234,567", "1.234.567"),
        (6.4, Unit.COUNT, "6.4", "6,4"),
        (90, Unit.DAYS, "90", "90"),
        (2026, Unit.YEAR, "2026", "2026"),
        (7, Unit.HOUR, "7:00", "7 Uhr"),
        (1, Unit.RANK, "1", "1"),
        (41_400, Unit.MS, "41 s", "41 s"),
        (60_000, Unit.MS, "1 min", "1 min"),
        (59 * 60_000 + 59_000, Unit.MS, "59 min", "59 min"),
        (3 * 3_600_000 + 24 * 60_000 + 5_000, Unit.MS, "3 h 24 min", "3 h 24 min"),
        (1_234.4 * 3_600_000, Unit.MS, "1,234 h 24 min", "1.234 h 24 min"),
    ],
)
def test_a_figure_is_written_in_one_way(
    value: float, unit: Unit, english: str, german: str
) -> None:
    figure = make_figure(value, unit)
    assert format_figure(figure) == english
    assert localise_figure(figure, load_language("de").numbers).text == german


def test_a_decade_is_no_year() -> None:
    figure = Figure(name="decade", value=1970, unit=Unit.YEAR)
    texts = [localise_figure(figure, load_language(one).numbers).text for one in LANGUAGES]
    assert texts == ["1970s", "1970er", "años 1970"]


@given(SHARES)
def test_only_all_is_written_as_all_and_only_nothing_as_nothing(value: float) -> None:
    text = format_figure(make_figure(value, Unit.SHARE))
    assert (text == "100%") == (value == 1)
    assert (text == "0%") <= (value < 0.0005)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_has_a_sentence_with_all_its_figures_and_names(language: str) -> None:
    for fact in EVERY_FACT:
        text = write_fact(fact, language)
        values = localise_fact(fact, load_language(language).numbers)
        fixed = {"since", "until", "most", "rank"} if fact.kind in {"night", "early"} else set()
        missing = [
            name for name, value in values.items() if name not in fixed and value.text not in text
        ]
        assert missing == [], (fact.kind, text)


def test_the_english_sentence_is_that_of_the_fact() -> None:
    assert all(write_fact(fact, "en") == fact.text for fact in EVERY_FACT)
    assert {fact.kind for fact in EVERY_FACT} <= KINDS.keys()


def test_one_is_singular() -> None:
    fact = _newcomer(plays=1)
    said = localise_fact(fact, load_language("en").numbers)
    assert fill_phrase("{plays:visit|visits}", said) == "1 visit"
    assert fill_phrase("{tracks:visit|visits}", said) == "2 visits"
    assert fill_phrase("{absent}", said) is None


def test_an_artist_whose_name_begins_with_a_digit_is_quoted() -> None:
    fact = replace(_newcomer(plays=1), names=("311",))
    assert localise_fact(fact, load_language("de").numbers)["artist"].text == "„311“"


def _newcomer(*, plays: int) -> Fact:
    figures = (("plays", plays, Unit.COUNT), ("tracks", 2, Unit.COUNT), ("heard", 9e5, Unit.MS))
    return Fact(
        id="F1",
        kind="newcomer",
        text="",
        figures=tuple(Figure(name=name, value=value, unit=unit) for name, value, unit in figures),
        names=(),
        statistic="totals",
        surprise=1.0,
        coverage=None,
    )
