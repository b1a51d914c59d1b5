"""Phrases for a fact in one language and tone, filled in and in the order of chance."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from musicanalyser.roast.answer_schema import LENGTHS
from musicanalyser.roast.offline.localised_figures import Said, fill, sayings
from musicanalyser.roast.offline.phrase_files import Language, Pair, Phrases, Words
from musicanalyser.roast.offline.seeded_order import identity, shuffled
from musicanalyser.roast.offline.themes import side
from musicanalyser.roast.persona import Fact, Tone


class Way(NamedTuple):
    """A way to put something: the phrase, and what became of it."""

    phrase: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks: everything that a choice depends on, save the facts."""

    language: Language
    tone: Tone
    seed: int

    def knows(self, fact: Fact) -> bool:
        """Tell whether there are words for what a fact says."""
        return side(fact) in self.language.kinds

    def words(self, fact: Fact) -> Words:
        """Return the words for a fact, or those for facts of which only figures are known."""
        return self.language.kinds.get(side(fact), self.language.spare)

    def shuffled(self, phrases: Iterable[str], slot: str, *facts: Fact) -> list[str]:
        """Return phrases in an order of their own for this slot, tone and facts."""
        drawn_for = "\n".join((slot, self.tone, *map(identity, facts)))
        return shuffled(phrases, seed=self.seed, slot=drawn_for)

    def ways(self, phrases: Phrases, slot: str, fact: Fact) -> list[Way]:
        """Return what can be said of a fact with these phrases."""
        said = sayings(fact, self.language.numbers)
        return _filled(self.shuffled(phrases, slot, fact), said)

    def lines(self, fact: Fact, tone: Tone) -> list[Way]:
        """Return the lines about a fact in a tone."""
        spare = self.language.spare.lines[tone]
        own = self.ways(self.words(fact).lines[tone], "line", fact)
        return own or self.ways(spare, "line", fact)

    def clauses(self, fact: Fact) -> list[str]:
        """Return what the listener did, as the middle of a sentence."""
        spare = self.language.spare.clauses
        own = self.ways(self.words(fact).clauses, "clause", fact)
        return [way.text for way in own or self.ways(spare, "clause", fact)]

    def tags(self, fact: Fact) -> list[str]:
        """Return what the listener stands for, as noun phrases: at least two."""
        return self._and_spare(self.words(fact).tags, self.language.spare.tags, "tag", fact)

    def whys(self, fact: Fact) -> list[str]:
        """Return why a fact stands behind the persona: at least two reasons."""
        return self._and_spare(self.words(fact).whys, self.language.spare.whys, "why", fact)

    def dots(self, one: Fact, other: Fact) -> list[str]:
        """Return the lines that were written for two kinds of facts, in either order."""
        found: list[Way] = []
        for pair in self.language.pairs:
            found += self._connected(pair, one, other) or self._connected(pair, other, one)
        return [way.text for way in found]

    def _and_spare(self, own: Phrases, spare: Phrases, slot: str, fact: Fact) -> list[str]:
        """Return what can be said of this kind of fact, and behind it what can of any."""
        ways = (*self.ways(own, slot, fact), *self.ways(spare, slot, fact))
        return list(dict.fromkeys(way.text for way in ways))

    def _connected(self, pair: Pair, a: Fact, b: Fact) -> list[Way]:
        if pair.kinds != (side(a), side(b)):
            return []
        said = {
            f"{letter}.{name}": how
            for letter, fact in (("a", a), ("b", b))
            for name, how in sayings(fact, self.language.numbers).items()
        }
        return _filled(self.shuffled(pair.lines[self.tone], "pair", a, b), said)


def framed(frames: Iterable[str], kind: str, **parts: Sequence[str]) -> str:
    """Return the first frame, with the first parts, that is no longer than texts of its kind are.

    A part ``a`` fills ``{a}``, and ``{A}`` with a capital letter; no part is the same as another.
    Where names are too long for any frame, it is the shortest text.
    """
    texts: list[str] = []
    for frame, *chosen in product(frames, *parts.values()):
        if len(set(chosen)) < len(chosen):
            continue
        said = dict(zip(parts, map(Said, chosen), strict=True))
        said |= {name.upper(): Said(capital(how.text)) for name, how in said.items()}
        text = fill(frame, said)
        if text is not None:
            texts.append(text)
    return fitting(texts, kind)


def fitting(texts: Sequence[str], kind: str) -> str:
    """Return the first text that is no longer than texts of its kind are, else the shortest."""
    return min(texts, key=lambda text: excess(text, kind))


def excess(text: str, kind: str) -> int:
    """Return by how many characters a text is longer than texts of its kind are."""
    return max(0, len(text) - LENGTHS[kind])


def capital(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _filled(phrases: Iterable[str], said: Mapping[str, Said]) -> list[Way]:
    filled = ((phrase, fill(phrase, said)) for phrase in phrases)
    return [Way(phrase, text) for phrase, text in filled if text is not None]
