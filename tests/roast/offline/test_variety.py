"""How much roasts have in common: between listeners, between seeds, and which facts they tell.

A skeleton is a sentence without its names and figures.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import combinations
from statistics import mean

import pytest

from musicanalyser.roast.offline.localised_figures import localise_fact
from musicanalyser.roast.offline.phrase_files import LANGUAGES, load_language
from musicanalyser.roast.offline.writer import write_persona
from musicanalyser.roast.persona import Fact, Persona, Tone
from tests.roast.characters import LEADS
from tests.roast.listeners import listeners

LEAST_FACTS = 12
"""Fewer facts leave no choice, so such listeners do not take part in the means."""
SEEDS = (1, 2, 3, 4, 5)
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”“»]?\s+")


def everyone() -> Mapping[str, tuple[Fact, ...]]:
    return {name: facts for name, facts in listeners().items() if len(facts) >= LEAST_FACTS}


def roast(facts: Sequence[Fact], seed: int, tone: Tone, language: str = "en") -> Persona:
    return write_persona(facts, tone=tone, language=language, seed=seed)


def skeletons(persona: Persona, facts: Sequence[Fact], language: str = "en") -> set[str]:
    """Return the sentences of a persona without names and figures."""
    cited = {one for line in persona.roast for one in line.fact_ids}
    numbers = load_language(language).numbers
    texts = {
        value.text
        for fact in facts
        if fact.id in cited
        for value in localise_fact(fact, numbers).values()
    }
    whole = " ".join(line.text for line in persona.roast)
    for text in sorted(texts, key=len, reverse=True):
        whole = whole.replace(text, "#")
    return {one.strip() for one in _SENTENCE_END.split(re.sub(r"[#\d]+", "#", whole)) if one}


def shared(one: set[str], other: set[str]) -> float:
    """Return the share of the sentences of the shorter roast that the other one has."""
    return len(one & other) / min(len(one), len(other))


def test_enough_listeners_take_part() -> None:
    assert len(everyone()) >= 8


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tone", Tone)
def test_listeners_share_few_sentences(tone: Tone, language: str) -> None:
    texts = {
        (name, seed): skeletons(roast(facts, seed, tone, language), facts, language)
        for name, facts in everyone().items()
        for seed in SEEDS
    }
    pairs = [
        shared(texts[one], texts[other])
        for one, other in combinations(texts, 2)
        if one[0] != other[0] and one[1] == other[1]
    ]
    assert mean(pairs) <= 0.10


@pytest.mark.parametrize("tone", Tone)
def test_seeds_share_few_sentences_and_tell_other_facts(tone: Tone) -> None:
    sentences, overlaps = [], []
    for facts in everyone().values():
        personas = [roast(facts, seed, tone) for seed in SEEDS]
        for one, other in combinations(personas, 2):
            sentences.append(shared(skeletons(one, facts), skeletons(other, facts)))
            cited = [{i for line in each.roast for i in line.fact_ids} for each in (one, other)]
            overlaps.append(len(cited[0] & cited[1]) / len(cited[0] | cited[1]))
    assert mean(sentences) <= 0.25
    assert mean(overlaps) <= 0.6


def test_seeds_give_at_least_three_names() -> None:
    for facts in everyone().values():
        assert len({roast(facts, seed, Tone.MEDIUM).name for seed in range(1, 11)}) >= 3


@pytest.mark.parametrize("name", LEADS)
def test_a_roast_leads_with_what_a_friend_would_name_first(name: str) -> None:
    facts = listeners()[name]
    kinds = {fact.id: fact.kind for fact in facts}
    for seed in SEEDS:
        first, *_ = roast(facts, seed, Tone.SAVAGE).roast
        assert kinds[first.fact_ids[0]] in LEADS[name]


@pytest.mark.parametrize("name", LEADS)
def test_the_first_fact_is_one_of_those_too(name: str) -> None:
    assert listeners()[name][0].kind in LEADS[name]
