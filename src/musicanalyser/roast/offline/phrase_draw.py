"""Draws phrases: those that were not used yet, by seed, tone and the facts alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from musicanalyser.roast.facts.fact_kind import Relation
from musicanalyser.roast.kinds import KINDS
from musicanalyser.roast.offline.localised_figures import fill_phrase, localise_fact
from musicanalyser.roast.offline.phrase_files import CastPhrases, LanguagePhrases, Phrases
from musicanalyser.roast.offline.seeded_order import shuffle_by_seed
from musicanalyser.roast.persona import Fact, Tone

_HEAT = {Tone.GENTLE: slice(0, 2), Tone.MEDIUM: slice(0, None), Tone.SAVAGE: slice(1, None)}
"""The phrases of each tone, in a list that begins with the mildest."""


@dataclass(kw_only=True)
class PhraseDraw:
    """Draws phrases for one roast, and remembers them."""

    language: LanguagePhrases
    cast: CastPhrases
    tone: Tone
    seed: int
    listener: str
    """Says who is roasted: two listeners with one seed get other phrases."""
    avoided: frozenset[str] = frozenset()
    """Phrases of earlier roasts, which are drawn only if nothing else is left."""
    drawn: list[str] = field(default_factory=list)
    openings: set[str] = field(default_factory=set)

    def setup(self, fact: Fact) -> str:
        """Return a fact as told to the listener."""
        return self._draw(self.language.kinds[fact.kind].setups, fact, by_opening=True)

    def gem(self, fact: Fact) -> str:
        """Return a whole line about a fact, acted out."""
        return self._draw(self.language.kinds[fact.kind].gems, fact, by_opening=True)

    def praise(self, fact: Fact) -> str:
        """Return a sincere sentence about a fact that can be praised."""
        return self._draw(self.language.kinds[fact.kind].praise, fact)

    def punch(self, relation: Relation) -> str:
        """Return a joke of the cast about what the listener does."""
        return self._draw(self.heated(self.cast.punches[relation]))

    def stamp(self, fact: Fact) -> str:
        """Return the fragment of the verdict for a fact."""
        return self._draw((self.language.kinds[fact.kind].stamp,), fact)

    def word(self, phrases: Phrases, fact: Fact | None = None) -> str:
        """Return one of some phrases."""
        return self._draw(phrases, fact)

    def heated(self, phrases: Phrases) -> Phrases:
        """Return the phrases that fit the tone."""
        return phrases[_HEAT[self.tone]]

    def _draw(self, phrases: Phrases, fact: Fact | None = None, *, by_opening: bool = False) -> str:
        values = {} if fact is None else localise_fact(fact, self.language.numbers)
        fitting = [one for one in phrases if fill_phrase(one, values) is not None]
        options = self._in_order(fitting)
        if by_opening:
            options.sort(key=lambda one: _first_word(one) in self.openings)
        options.sort(key=lambda one: (one in self.drawn, one in self.avoided))
        chosen = options[0]
        self.drawn.append(chosen)
        self.openings.add(_first_word(chosen))
        return fill_phrase(chosen, values) or ""

    def _in_order(self, phrases: Sequence[str]) -> list[str]:
        return shuffle_by_seed(phrases, seed=self.seed, slot=f"{self.tone}\n{self.listener}")


def relation_of(fact: Fact) -> Relation:
    """Return what the listener does with the music, by the kind of a fact."""
    return KINDS[fact.kind].relation


def _first_word(phrase: str) -> str:
    return phrase.split(maxsplit=1)[0].rstrip(".,:")
