"""A planted lie is caught every time, and the truth never is."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from musicanalyser.roast.check.persona_check import find_faults
from musicanalyser.roast.persona import Fact, Unit
from tests.roast.made_facts import LANGUAGES, WordedFigure, fact, named, persona, worded_figures

checked = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

LINES = {
    "en": "{number} of “{title}” by {artist}, and no end in sight.",
    "de": "Wer „{title}“ von {artist} hört, kennt kein Ende: {number}!",
    "es": "{number} de «{title}» de {artist}, y sigue sonando.",
}
languages = st.sampled_from(LANGUAGES)


def _truth(number: WordedFigure, title: str, artist: str, fact_id: str = "F1") -> Fact:
    written = "something" if number.figure.unit is Unit.MS else f"{number.figure.value:g}"
    sentence = f"“{title}” by {artist}: {written}."
    if number.figure.unit is Unit.SHARE:
        sentence = f"“{title}” by {artist}: {number.figure.value * 100:.0f} %."
    return fact(sentence, number.figure, names=(title, artist), fact_id=fact_id)


def _faults(line: str, *facts: Fact, language: str, known: Sequence[str] = ()) -> tuple[str, ...]:
    return find_faults(persona((line, ["F1"])), facts, language=language, known_names=known)


@checked
@given(st.data(), languages, named(), named())
def test_the_truth_is_never_refused(
    data: st.DataObject, language: str, title: str, artist: str
) -> None:
    number = data.draw(worded_figures(language))
    line = LINES[language].format(number=number.text, title=title, artist=artist)
    one = _truth(number, title, artist)
    assert _faults(line, one, language=language, known=[title, artist, "Night", "Liebe"]) == ()
    assert find_faults(persona((line, ["F1"])), [one]) == ()


@checked
@given(st.data(), languages, named(), named(), st.sampled_from([-1, 1]))
def test_a_number_off_by_one_is_caught(
    data: st.DataObject, language: str, title: str, artist: str, off: int
) -> None:
    number = data.draw(worded_figures(language))
    lie = number.write(number.shown + off)
    line = LINES[language].format(number=lie, title=title, artist=artist)
    found = _faults(line, _truth(number, title, artist), language=language)
    assert len(found) == 1
    assert found[0].startswith("roast 1: the number")


@checked
@given(st.data(), languages, st.sampled_from(["summary", "tagline", "redeeming", "trait", "why"]))
def test_a_number_off_by_one_is_caught_in_every_part(
    data: st.DataObject, language: str, part: str
) -> None:
    number = data.draw(worded_figures(language))
    one = _truth(number, "Vezan Morru", "Kalun Stoba")
    assert find_faults(persona(**{part: number.text}), [one], language=language) == ()
    lie = number.write(number.shown + 1)
    assert find_faults(persona(**{part: lie}), [one], language=language) != ()


@checked
@given(st.data(), languages, st.lists(named(), min_size=3, max_size=3, unique=True))
def test_a_foreign_artist_is_caught(data: st.DataObject, language: str, names: list[str]) -> None:
    title, artist, foreign = names
    number = data.draw(worded_figures(language))
    line = LINES[language].format(number=number.text, title=title, artist=foreign)
    one = _truth(number, title, artist)
    assert _faults(line, one, language=language, known=[foreign])
    if language != "de":
        assert _faults(line, one, language=language)


@checked
@given(st.data(), languages, st.lists(named(), min_size=3, max_size=3, unique=True))
def test_a_foreign_title_is_caught(data: st.DataObject, language: str, names: list[str]) -> None:
    title, artist, foreign = names
    number = data.draw(worded_figures(language))
    line = LINES[language].format(number=number.text, title=foreign, artist=artist)
    one = _truth(number, title, artist)
    assert _faults(line, one, language=language)
    assert find_faults(persona((line, ["F1"])), [one])


@checked
@given(st.data(), languages, st.lists(named(), min_size=4, max_size=4, unique=True))
def test_a_name_of_a_fact_that_is_not_cited_is_caught(
    data: st.DataObject, language: str, names: list[str]
) -> None:
    title, artist, other_title, other_artist = names
    number, other = data.draw(worded_figures(language)), data.draw(worded_figures(language))
    facts = _truth(number, title, artist), _truth(other, other_title, other_artist, "F2")
    for swapped in (
        {"title": other_title, "artist": artist},
        {"title": title, "artist": other_artist},
    ):
        line = LINES[language].format(number=number.text, **swapped)
        assert _faults(line, *facts, language=language)


@checked
@given(st.data(), languages)
def test_a_number_of_a_fact_that_is_not_cited_is_caught(data: st.DataObject, language: str) -> None:
    number, other = data.draw(worded_figures(language)), data.draw(worded_figures(language))
    facts = (
        _truth(number, "Vezan Morru", "Kalun Stoba"),
        _truth(other, "Drogu Pisve", "Felba Ruka", "F2"),
    )
    line = (other.text, ["F2"])
    assert find_faults(persona(line), facts, language=language) == ()
    assume(find_faults(persona((other.text, ["F1"])), facts[:1], language=language))
    assert find_faults(persona((other.text, ["F1"])), facts, language=language)


@pytest.mark.parametrize("cited", ["F0", "F3", "f1", "F1 ", "", "F01", "\u202eF1"])
def test_a_fact_that_does_not_exist_is_caught(cited: str) -> None:
    facts = [fact("12 plays."), fact("13 plays.", fact_id="F2")]
    found = find_faults(persona(("so it goes", ["F1", cited])), facts)
    assert found == (f'roast 1: there is no fact "{cited}"',)
