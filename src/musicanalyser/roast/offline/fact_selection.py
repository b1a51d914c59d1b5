"""Which facts take part: those that lead, those that get a line, and those that go together."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from musicanalyser.roast.answer_schema import LINES
from musicanalyser.roast.offline.phrase_choice import Voice
from musicanalyser.roast.offline.themes import theme
from musicanalyser.roast.persona import Fact

_MOST_OF_A_THEME = 2
_CLOSE = 8
"""Facts further down are too dull to be told for the sake of what they go with."""


def usable(voice: Voice, facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts that there are words for, or all of them if these are too few."""
    known = [fact for fact in facts if voice.knows(fact)]
    return known if len(known) >= LINES.least else list(facts)


def leads(facts: Sequence[Fact]) -> tuple[Fact, Fact]:
    """Return the fact that says most, and the next about something else; a lone one is both."""
    first, *rest = facts
    others = [fact for fact in rest if _is_apart(first, fact)] or rest or [first]
    return first, others[0]


def varied(facts: Sequence[Fact], most: int) -> list[Fact]:
    """Return facts that say different things if there are enough, in the order given."""
    chosen: list[Fact] = []
    themes: Counter[str] = Counter()
    names: set[str] = set()
    for fact in facts:
        if themes[theme(fact)] < _MOST_OF_A_THEME and names.isdisjoint(fact.names):
            chosen.append(fact)
            themes[theme(fact)] += 1
            names.update(fact.names)
    chosen += [fact for fact in facts if fact not in chosen]
    return sorted(chosen[:most], key=facts.index)


def pairs(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Return pairs of the facts that say most, none of which share a name."""
    for one, other in combinations(facts[:_CLOSE], 2):
        if set(one.names).isdisjoint(other.names):
            yield one, other


def _is_apart(one: Fact, other: Fact) -> bool:
    return theme(one) != theme(other) and set(one.names).isdisjoint(other.names)
