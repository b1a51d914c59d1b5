"""Which facts a roast uses: the two that lead, those with a line each, and those in a pair."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from musicanalyser.roast.answer_schema import LINE_BOUNDS
from musicanalyser.roast.kinds import KINDS
from musicanalyser.roast.offline.phrase_choice import PhraseChooser
from musicanalyser.roast.persona import Fact

_MAX_FACTS_OF_A_THEME = 2
_MAX_PAIRED_RANK = 8
"""A fact of a lower rank is too dull to be in a line about two facts."""


def select_usable(chooser: PhraseChooser, facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts that have phrases, or all facts if these are too few for a roast."""
    usable = [fact for fact in facts if chooser.has_phrases(fact)]
    return usable if len(usable) >= LINE_BOUNDS.least else list(facts)


def select_leads(facts: Sequence[Fact]) -> tuple[Fact, Fact]:
    """Return the first fact, and the next about something else; twice the first if it is alone."""
    first, *rest = facts
    others = [fact for fact in rest if _differ(first, fact)] or rest or [first]
    return first, others[0]


def select_varied(facts: Sequence[Fact], limit: int) -> list[Fact]:
    """Return facts in their order, of different themes and names as far as there are enough."""
    chosen: list[Fact] = []
    themes: Counter[str] = Counter()
    names: set[str] = set()
    for fact in facts:
        theme = _find_theme(fact)
        if themes[theme] < _MAX_FACTS_OF_A_THEME and names.isdisjoint(fact.names):
            chosen.append(fact)
            themes[theme] += 1
            names.update(fact.names)
    chosen += [fact for fact in facts if fact not in chosen]
    return sorted(chosen[:limit], key=facts.index)


def pair_facts(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield pairs of the first facts whose names differ."""
    for one, other in combinations(facts[:_MAX_PAIRED_RANK], 2):
        if set(one.names).isdisjoint(other.names):
            yield one, other


def _differ(one: Fact, other: Fact) -> bool:
    return _find_theme(one) != _find_theme(other) and set(one.names).isdisjoint(other.names)


def _find_theme(fact: Fact) -> str:
    return KINDS[fact.kind].theme if fact.kind in KINDS else fact.kind
