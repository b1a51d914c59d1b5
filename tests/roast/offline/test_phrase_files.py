"""The phrases of each language: complete, without a figure that could be false, each joke once."""

import re
from collections import Counter
from itertools import chain

import pytest

from musicanalyser.roast.facts.fact_kind import Relation
from musicanalyser.roast.kinds import KINDS
from musicanalyser.roast.offline.casts import CASTS
from musicanalyser.roast.offline.localised_figures import SLOT
from musicanalyser.roast.offline.phrase_files import (
    LANGUAGES,
    CastPhrases,
    KindPhrases,
    load_language,
)
from musicanalyser.roast.persona import Tone
from tests.roast.listeners import listeners

EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
LONGEST_NAME = 34


def phrases_of(kind: KindPhrases) -> list[str]:
    return [*kind.fact, *kind.setups, *kind.gems, kind.stamp, *kind.praise]


def phrases_of_cast(cast: CastPhrases) -> list[str]:
    lists = (cast.names, cast.taglines, cast.openers, cast.callbacks, *cast.punches.values())
    return list(chain.from_iterable(lists))


@EACH_LANGUAGE
def test_every_kind_and_every_cast_has_phrases(language: str) -> None:
    phrases = load_language(language)
    assert phrases.kinds.keys() == KINDS.keys()
    assert phrases.casts.keys() == CASTS.keys()
    assert phrases.frames.grades.keys() == set(Tone)
    for cast in phrases.casts.values():
        assert cast.punches.keys() == set(Relation)
        lists = (cast.names, cast.taglines, cast.openers, cast.callbacks, *cast.punches.values())
        assert {len(one) for one in lists} == {3}
    for kind in phrases.kinds.values():
        assert (len(kind.setups), len(kind.gems)) == (3, 2)


def test_every_kind_belongs_to_one_cast() -> None:
    counts = Counter(kind for kinds in CASTS.values() for kind in kinds)
    assert counts.keys() == KINDS.keys()
    assert set(counts.values()) == {1}


@EACH_LANGUAGE
def test_slots_are_the_same_figures_in_every_language(language: str) -> None:
    for name, kind in load_language(language).kinds.items():
        english = {slot["name"] for one in load_language("en").kinds[name].fact
                   for slot in SLOT.finditer(one)}  # fmt: skip
        fixed = english | {"title", "artist", "other_title", "other_artist", "since", "until"}
        for phrase in phrases_of(kind):
            assert {slot["name"] for slot in SLOT.finditer(phrase)} <= fixed, phrase
            assert not re.search(r"[{}]", SLOT.sub("", phrase)), phrase


@EACH_LANGUAGE
def test_every_fact_of_every_listener_can_fill_its_phrases(language: str) -> None:
    needed = {"usual"}
    for facts in listeners().values():
        for fact in facts:
            known = {figure.name for figure in fact.figures} | needed
            roles = {1: 1, 2: 2, 4: 4}.get(len(fact.names), 0)
            known |= set(["title", "artist", "other_title", "other_artist"][:roles])
            known |= {"artist"} if roles else set()
            for phrase in phrases_of(load_language(language).kinds[fact.kind]):
                assert {slot["name"] for slot in SLOT.finditer(phrase)} <= known, (fact, phrase)


@EACH_LANGUAGE
def test_what_a_cast_says_holds_no_figure(language: str) -> None:
    for cast in load_language(language).casts.values():
        for phrase in phrases_of_cast(cast):
            assert not re.search(r"[{}%\d]", phrase), phrase


@EACH_LANGUAGE
def test_no_joke_is_told_twice(language: str) -> None:
    phrases = load_language(language)
    every = [
        *chain.from_iterable(map(phrases_of_cast, phrases.casts.values())),
        *chain.from_iterable((*kind.setups, *kind.gems) for kind in phrases.kinds.values()),
    ]
    assert {phrase for phrase, count in Counter(every).items() if count > 1} == set()


@EACH_LANGUAGE
def test_a_name_fits_into_a_bio(language: str) -> None:
    for cast in load_language(language).casts.values():
        for name in cast.names:
            assert len(name) <= LONGEST_NAME, name
