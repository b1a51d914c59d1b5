"""What the offline writer makes of facts, whoever the listener is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.roast.kinds import KINDS
from musicanalyser.roast.offline.casts import find_castings
from musicanalyser.roast.offline.localised_figures import format_figure, localise_fact
from musicanalyser.roast.offline.phrase_files import LANGUAGES, load_language
from musicanalyser.roast.offline.writer import NotEnoughFactsError, write_persona
from musicanalyser.roast.persona import Fact, Persona, Tone
from tests.roast.listeners import listeners

EVERYONE = listeners()
NAMES = st.sampled_from(sorted(EVERYONE))


def write(facts: tuple[Fact, ...], **options: object) -> Persona:
    chosen = {"tone": Tone.MEDIUM, "language": "en", "seed": 1, **options}
    return write_persona(facts, **chosen)  # type: ignore[arg-type]  # as each test says


@settings(max_examples=60, deadline=None)
@given(NAMES, st.sampled_from(Tone), st.sampled_from(LANGUAGES), st.integers(0, 10**9))
def test_every_roast_is_whole(name: str, tone: Tone, language: str, seed: int) -> None:
    facts = EVERYONE[name]
    persona = write(facts, tone=tone, language=language, seed=seed)
    ids = {fact.id for fact in facts}
    assert 3 <= len(persona.roast) <= 6
    assert all(line.fact_ids and set(line.fact_ids) <= ids for line in persona.roast)
    texts = [persona.name, persona.tagline, persona.stamp, persona.redeeming]
    texts += [line.text for line in persona.roast]
    assert all(text and "{" not in text.replace("{plays}", "") for text in texts)
    assert len({line.text for line in persona.roast}) == len(persona.roast)
    assert persona == write(facts, tone=tone, language=language, seed=seed)


@settings(max_examples=60, deadline=None)
@given(NAMES, st.integers(0, 10**6), st.sampled_from(LANGUAGES))
def test_every_figure_of_a_line_is_one_of_a_fact_that_it_cites(
    name: str, seed: int, language: str
) -> None:
    facts = {fact.id: fact for fact in EVERYONE[name]}
    numbers = load_language(language).numbers
    for line in write(EVERYONE[name], seed=seed, language=language).roast:
        known = "0 4 7 "
        for cited in line.fact_ids:
            values = localise_fact(facts[cited], numbers).values()
            known += " ".join(value.text for value in values) + " "
        digits = set(_numbers(line.text))
        assert digits <= set(_numbers(known)), line.text


def _numbers(text: str) -> list[str]:
    kept = "".join(char if char.isdigit() or char in ".,:" else " " for char in text)
    return [part.strip(".,:") for part in kept.split() if part.strip(".,:")]


def test_without_facts_there_is_nothing_to_write() -> None:
    with pytest.raises(NotEnoughFactsError):
        write(())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_one_fact_is_enough(kind: str, language: str) -> None:
    known = [fact for facts in EVERYONE.values() for fact in facts if fact.kind == kind]
    for fact in known[:1]:
        persona = write((fact,), language=language)
        assert len(persona.roast) == 3
        assert {one for line in persona.roast for one in line.fact_ids} == {fact.id}


def test_the_cast_fits_about_as_well_as_the_best_one() -> None:
    for facts in EVERYONE.values():
        castings = find_castings(facts)
        assert castings
        best = max(fact.surprise for fact in facts)
        assert all(one.lead.surprise >= 0.8 * best or len(castings) == 1 for one in castings)


def test_phrases_of_earlier_roasts_are_avoided() -> None:
    for facts in EVERYONE.values():
        first = write(facts)
        second = write(facts, avoided=first.phrases)
        assert len(set(first.phrases) & set(second.phrases)) < len(set(first.phrases)) / 2


def test_a_trait_that_is_usual_is_told_with_its_past() -> None:
    usual = [fact for fact in EVERYONE["early bird"] if fact.is_usual]
    for fact in usual:
        assert fact.surprise >= 2
    shares = [fact for fact in usual if fact.value("usual") is not None]
    for fact in shares:
        figure = next(one for one in fact.figures if one.name == "usual")
        assert format_figure(figure) in write((fact,)).roast[0].text


def test_no_opening_word_is_used_twice_while_there_is_another() -> None:
    for name, facts in EVERYONE.items():
        if len(facts) >= 8:
            words = [line.text.split()[0] for line in write(facts).roast]
            assert len(set(words)) >= len(words) - 1, name
