"""The offline writer: true to the facts, the same every time, and never the same for two people."""

import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from musicanalyser.roast.answer_schema import (
    EVIDENCE_BOUNDS,
    LINE_BOUNDS,
    MAX_LENGTHS,
    TRAIT_BOUNDS,
)
from musicanalyser.roast.check.persona_check import find_faults
from musicanalyser.roast.offline.phrase_files import LANGUAGES
from musicanalyser.roast.offline.writer import NotEnoughFactsError, write_persona
from musicanalyser.roast.persona import Fact, Figure, Persona, Tone, Unit
from musicanalyser.roast.sanitize import sanitize_name
from tests.roast.listeners import find_facts_of, listeners
from tests.roast.phrase_facts import PHRASE_KEYS, make_fact
from tests.roast.test_hostile import NAMES

ROOT = Path(__file__).parents[3]
VOICES = [(tone, language) for tone in Tone for language in LANGUAGES]
LISTENERS = listeners()
VALUES: dict[Unit, st.SearchStrategy[float]] = {
    Unit.SHARE: st.just(0.0) | st.floats(1e-8, 1),
    Unit.COUNT: st.integers(0, 2_000_000).map(float) | st.floats(0.1, 900),
    Unit.DAYS: st.integers(1, 9_000).map(float),
    Unit.MS: st.integers(1, 10**11).map(float),
    Unit.RANK: st.integers(1, 9_000).map(float),
    Unit.HOUR: st.integers(0, 24).map(float),
}


def whole(persona: Persona) -> str:
    return "\n".join(
        (
            *(persona.name, persona.tagline, persona.summary, persona.redeeming),
            *(line.text for line in persona.roast),
            *persona.traits,
            *(piece.why for piece in persona.evidence),
        )
    )


def assert_true(persona: Persona, facts: Sequence[Fact], language: str) -> None:
    assert find_faults(persona, facts, language=language) == ()
    lines = [line.text for line in persona.roast]
    assert len(set(lines)) == len(lines)
    assert LINE_BOUNDS.least <= len(lines) <= LINE_BOUNDS.most
    assert TRAIT_BOUNDS.least <= len(set(persona.traits)) <= TRAIT_BOUNDS.most
    assert EVIDENCE_BOUNDS.least <= len(set(persona.evidence)) <= EVIDENCE_BOUNDS.most


@pytest.mark.parametrize(("tone", "language"), VOICES)
def test_every_listener_gets_what_is_true_of_them(tone: Tone, language: str) -> None:
    for facts in LISTENERS:
        for seed in range(3):
            persona = write_persona(facts, tone=tone, language=language, seed=seed)
            assert_true(persona, facts, language)
            assert len(persona.roast) == 5


@pytest.mark.parametrize(("tone", "language"), VOICES)
def test_a_persona_passes_a_check_that_does_not_know_its_language(
    tone: Tone, language: str
) -> None:
    for facts in LISTENERS:
        assert find_faults(write_persona(facts, tone=tone, language=language, seed=0), facts) == ()


@pytest.mark.parametrize(("tone", "language"), VOICES)
def test_no_two_listeners_are_alike(tone: Tone, language: str) -> None:
    personas = [write_persona(facts, tone=tone, language=language, seed=0) for facts in LISTENERS]
    assert len({persona.name for persona in personas}) == len(LISTENERS)
    assert len({persona.tagline for persona in personas}) == len(LISTENERS)
    assert len({persona.roast[0].text for persona in personas}) == len(LISTENERS)


def test_a_listener_who_was_just_imported_gets_what_is_true_of_them() -> None:
    facts = find_facts_of(11, window_days=60, history_days=150)
    for tone, language in VOICES:
        assert_true(write_persona(facts, tone=tone, language=language, seed=3), facts, language)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(PHRASE_KEYS), min_size=1, max_size=12, unique=True),
    st.sampled_from(VOICES),
    st.integers(-(2**70), 2**70),
    st.booleans(),
)
def test_any_facts_make_a_true_persona(
    sides: list[str], voice: tuple[Tone, str], seed: int, plain: bool
) -> None:
    facts = [make_fact(one, f"F{place}", plain=plain) for place, one in enumerate(sides, 1)]
    tone, language = voice
    assert_true(write_persona(facts, tone=tone, language=language, seed=seed), facts, language)


@pytest.mark.parametrize("top", [0.1, 1.1, 12.1])
def test_the_end_of_a_decimal_does_not_read_as_one_in_several(top: float) -> None:
    fact = make_fact("top-ten")
    values = (0.5, 0.4, top, 1_000.0)
    figures = tuple(
        replace(one, value=value) for one, value in zip(fact.figures, values, strict=True)
    )
    facts = [replace(fact, figures=figures)]
    for tone, language in VOICES:
        assert_true(write_persona(facts, tone=tone, language=language, seed=0), facts, language)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from(PHRASE_KEYS), st.sampled_from(VOICES), st.floats(0, 6))
def test_any_figures_are_written_truly(
    data: st.DataObject, one: str, voice: tuple[Tone, str], surprise: float
) -> None:
    fact = make_fact(one)
    figures = tuple(replace(each, value=data.draw(VALUES[each.unit])) for each in fact.figures)
    facts = [replace(fact, figures=figures, surprise=surprise)]
    tone, language = voice
    assert_true(write_persona(facts, tone=tone, language=language, seed=0), facts, language)


@pytest.mark.parametrize(("tone", "language"), VOICES)
@pytest.mark.parametrize("one", PHRASE_KEYS)
def test_all_lines_are_about_a_single_fact(one: str, tone: Tone, language: str) -> None:
    facts = [make_fact(one, plain=True)]
    persona = write_persona(facts, tone=tone, language=language, seed=0)
    assert_true(persona, facts, language)
    assert {line.fact_ids for line in persona.roast} == {("F1",)}


def test_two_facts_get_a_line_each_and_one_together() -> None:
    facts = [make_fact("night"), make_fact("streak", "F2")]
    persona = write_persona(facts, tone=Tone.MEDIUM, language="en", seed=0)
    assert [line.fact_ids for line in persona.roast] == [("F1",), ("F2",), ("F1", "F2")]


def test_without_facts_nothing_is_written() -> None:
    with pytest.raises(NotEnoughFactsError, match="at least one fact"):
        write_persona([], tone=Tone.GENTLE, language="en", seed=0)
    assert issubclass(NotEnoughFactsError, ValueError)


def test_every_process_writes_the_same() -> None:
    random.seed(1)
    here = whole(write_persona(LISTENERS[0], tone=Tone.MEDIUM, language="en", seed=7))
    script = (
        "from musicanalyser.roast.offline.writer import write_persona\n"
        "from musicanalyser.roast.persona import Tone\n"
        "from tests.roast.listeners import listeners\n"
        "from tests.roast.offline.test_writer import whole\n"
        "persona = write_persona(listeners()[0], tone=Tone.MEDIUM, language='en', seed=7)\n"
        "print(ascii(whole(persona)))\n"
    )
    there = subprocess.run(  # noqa: S603 - the script stands above
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert there.stdout.strip() == ascii(here)


def test_every_seed_and_tone_writes_another_persona() -> None:
    written = {
        whole(write_persona(LISTENERS[0], tone=tone, language="en", seed=seed))
        for tone in Tone
        for seed in range(20)
    }
    assert len(written) == 20 * len(Tone)


@pytest.mark.parametrize(("tone", "language"), VOICES)
def test_an_unknown_kind_still_gets_a_true_line(tone: Tone, language: str) -> None:
    for unit in Unit:
        unknown = replace(
            make_fact("repeat"),
            kind="planets",
            figures=(Figure(name="moons", value=0.5 if unit is Unit.SHARE else 17, unit=unit),),
        )
        persona = write_persona([unknown], tone=tone, language=language, seed=0)
        assert_true(persona, [unknown], language)


def test_a_fact_without_the_figures_of_its_kind_does_no_harm() -> None:
    for one in PHRASE_KEYS:
        bare = replace(make_fact(one), figures=(), names=())
        assert_true(write_persona([bare], tone=Tone.SAVAGE, language="en", seed=0), [bare], "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_stay_names(language: str) -> None:
    names = [sanitize_name(name) for name in NAMES]
    for place, name in enumerate(names):
        facts = [
            replace(
                make_fact(one, f"F{at}"), names=_renamed(make_fact(one), name, names[place - 1])
            )
            for at, one in enumerate(("obsession", "top-artist", "forgotten", "climber", "repeat"))
        ]
        for tone in Tone:
            persona = write_persona(facts, tone=tone, language=language, seed=place)
            assert_true(persona, facts, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_keep_to_their_length_unless_names_are_endless(language: str) -> None:
    for facts in LISTENERS:
        for tone in Tone:
            persona = write_persona(facts, tone=tone, language=language, seed=0)
            assert len(persona.name) <= MAX_LENGTHS["name"]
            assert len(persona.tagline) <= MAX_LENGTHS["tagline"]
            assert len(persona.summary) <= MAX_LENGTHS["summary"]
            assert all(len(line.text) <= MAX_LENGTHS["line"] for line in persona.roast)
            assert all(len(trait) <= MAX_LENGTHS["trait"] for trait in persona.traits)
            assert all(len(piece.why) <= MAX_LENGTHS["why"] for piece in persona.evidence)
            assert len(persona.redeeming) <= MAX_LENGTHS["redeeming"]


def _renamed(fact: Fact, name: str, other: str) -> tuple[str, ...]:
    return (name, other)[: len(fact.names)]
