"""The phrases for a fact in one language and tone, filled in, in a seeded order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from musicanalyser.roast.answer_schema import MAX_LENGTHS
from musicanalyser.roast.offline.localised_figures import SlotText, fill_phrase, localise_fact
from musicanalyser.roast.offline.phrase_files import (
    KindPhrases,
    LanguagePhrases,
    PairPhrases,
    Phrases,
)
from musicanalyser.roast.offline.phrase_keys import find_phrase_key
from musicanalyser.roast.offline.seeded_order import describe_fact, shuffle_by_seed
from musicanalyser.roast.persona import Fact, Tone


class FilledPhrase(NamedTuple):
    """A phrase of a file, and the text it becomes for a fact."""

    phrase: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseChooser:
    """Chooses phrases: everything that a choice depends on, except the facts."""

    language: LanguagePhrases
    tone: Tone
    seed: int

    def has_phrases(self, fact: Fact) -> bool:
        """Return whether the language has phrases for what a fact says."""
        return find_phrase_key(fact) in self.language.kinds

    def find_phrases(self, fact: Fact) -> KindPhrases:
        """Return the phrases for a fact, or those that fit every fact."""
        return self.language.kinds.get(find_phrase_key(fact), self.language.spare)

    def shuffle(self, phrases: Iterable[str], slot: str, *facts: Fact) -> list[str]:
        """Return phrases in the order of this seed for a slot, the tone and some facts."""
        full_slot = "\n".join((slot, self.tone, *map(describe_fact, facts)))
        return shuffle_by_seed(phrases, seed=self.seed, slot=full_slot)

    def fill(self, phrases: Phrases, slot: str, fact: Fact) -> list[FilledPhrase]:
        """Return the phrases that a fact can fill, shuffled."""
        values = localise_fact(fact, self.language.numbers)
        return _fill_all(self.shuffle(phrases, slot, fact), values)

    def fill_lines(self, fact: Fact, tone: Tone) -> list[FilledPhrase]:
        """Return the lines about a fact in a tone."""
        own = self.fill(self.find_phrases(fact).lines[tone], "line", fact)
        return own or self.fill(self.language.spare.lines[tone], "line", fact)

    def fill_clauses(self, fact: Fact) -> list[str]:
        """Return what the listener did, as the middle of a sentence."""
        own = self.fill(self.find_phrases(fact).clauses, "clause", fact)
        spare = self.language.spare.clauses
        return [filled.text for filled in own or self.fill(spare, "clause", fact)]

    def fill_tags(self, fact: Fact) -> list[str]:
        """Return at least two noun phrases for what is typical of the listener."""
        return self._fill_with_spare(
            self.find_phrases(fact).tags, self.language.spare.tags, "tag", fact
        )

    def fill_whys(self, fact: Fact) -> list[str]:
        """Return at least two reasons why a fact supports the persona."""
        return self._fill_with_spare(
            self.find_phrases(fact).whys, self.language.spare.whys, "why", fact
        )

    def fill_pair_lines(self, one: Fact, other: Fact) -> list[str]:
        """Return the lines that were written for two kinds of facts, in either order."""
        found: list[FilledPhrase] = []
        for pair in self.language.pairs:
            found += self._fill_pair(pair, one, other) or self._fill_pair(pair, other, one)
        return [filled.text for filled in found]

    def _fill_with_spare(self, own: Phrases, spare: Phrases, slot: str, fact: Fact) -> list[str]:
        """Return the texts for this kind of fact, followed by those that fit every fact."""
        found = (*self.fill(own, slot, fact), *self.fill(spare, slot, fact))
        return list(dict.fromkeys(filled.text for filled in found))

    def _fill_pair(self, pair: PairPhrases, a: Fact, b: Fact) -> list[FilledPhrase]:
        if pair.kinds != (find_phrase_key(a), find_phrase_key(b)):
            return []
        values = {
            f"{letter}.{name}": text
            for letter, fact in (("a", a), ("b", b))
            for name, text in localise_fact(fact, self.language.numbers).items()
        }
        return _fill_all(self.shuffle(pair.lines[self.tone], "pair", a, b), values)


def fill_frame(frames: Iterable[str], kind: str, **parts: Sequence[str]) -> str:
    """Return the first frame and parts whose text is short enough, otherwise the shortest text.

    A part ``a`` fills ``{a}``, and ``{A}`` with a capital letter. No two parts are the same.
    ``kind`` is a key of `MAX_LENGTHS`.
    """
    texts: list[str] = []
    for frame, *chosen in product(frames, *parts.values()):
        if len(set(chosen)) < len(chosen):
            continue
        values = dict(zip(parts, map(SlotText, chosen), strict=True))
        values |= {name.upper(): SlotText(capitalise(value.text)) for name, value in values.items()}
        text = fill_phrase(frame, values)
        if text is not None:
            texts.append(text)
    return choose_fitting(texts, kind)


def choose_fitting(texts: Sequence[str], kind: str) -> str:
    """Return the first text that is short enough for its kind, otherwise the shortest."""
    return min(texts, key=lambda text: count_excess(text, kind))


def count_excess(text: str, kind: str) -> int:
    """Return the number of characters beyond the maximum length of a kind of text."""
    return max(0, len(text) - MAX_LENGTHS[kind])


def capitalise(text: str) -> str:
    """Return a text with a capital first letter; `str.capitalize` would change the rest."""
    return text[:1].upper() + text[1:]


def _fill_all(phrases: Iterable[str], values: Mapping[str, SlotText]) -> list[FilledPhrase]:
    filled = ((phrase, fill_phrase(phrase, values)) for phrase in phrases)
    return [FilledPhrase(phrase, text) for phrase, text in filled if text is not None]
