"""Checks what a sentence claims about the listener against the facts that it cites.

A sentence without a number, a noun that is counted, or *you* with a verb of listening is
figurative: only manners bind it. The rules of the others:

R2 a number is no figure · R3 a figure with another unit · R4 a share of something else · R5 other
hours · R6 another direction · R7 another span · R8 *never, always, only, most* without licence ·
R9 another polarity, or more than all others
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from musicanalyser.roast.check.claim_words import DAY_PART_PATTERNS, Word, find_words
from musicanalyser.roast.check.figure_matching import (
    COUNTED,
    SaidNumber,
    find_figures,
    has_value,
    is_supported,
    nouns_after,
)
from musicanalyser.roast.check.names.known_names import (
    NAME_PLACEHOLDER,
    normalise,
    remove_names,
)
from musicanalyser.roast.check.numbers.digits import fold_text
from musicanalyser.roast.check.numbers.number_search import find_numbers
from musicanalyser.roast.check.numbers.numerals import write_numerals_as_digits
from musicanalyser.roast.check.numbers.readings import Measure
from musicanalyser.roast.persona import Fact, Unit

_OF = re.compile(
    r"^[\s%]*(?:per ?cent|prozent|por ciento)?\s*(?:of|von|der|des|de|del|deiner|aller)\b(.{0,32})"
)
_FROM_TO = re.compile(
    r"\b(?:from|von|vom|del?)\s(?:\w+\s)?(\d[\d.,]*)(?:\s?\S+){0,3}?\s(?:to|auf|bis|al?)\s(?:\w+\s)?(\d[\d.,]*)"
)
_ONLY_A_FEW = re.compile(r"\b(?:only|nur|solo) (?:\d|once|einmal|una vez)")
_TIMES = {r"doubl\w*|verdoppel\w*|duplic\w*": 1.0, r"tripl\w*|verdreifach\w*": 2.0}
_HALVES = r"halv\w*|halbier\w*|a la mitad"
_MAGNITUDE_ROOM = 0.15
_HALF = 0.5
_LICENCES = {
    Word.NEVER: r"never|none|not one|exactly once",
    Word.ALWAYS: r"always",
    Word.ONLY: r"only",
    Word.MOST: r"is the most|more than any other|alone takes|longest|busiest|fastest|peak",
    Word.ONGOING: r"goes on",
}
"""What the English sentence of a fact must say before a line may say so."""
_SPANS = {
    Word.IN_A_DAY: r"single day|busiest day|days? (?:running|in a row)",
    Word.IN_A_WEEK: r"within 7 days",
    Word.IN_A_SESSION: r"session|in a row|streak",
}
_PAST = frozenset({"before", "usual"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """A rule that a sentence breaks, and the words that break it."""

    rule: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A folded sentence without names and rhetoric, and what its words say."""

    text: str
    words: frozenset[Word]
    numbers: tuple[SaidNumber, ...]
    language: str | None

    @property
    def is_claim(self) -> bool:
        """Whether it says something about the listener's music."""
        addressed = {Word.YOU, Word.LISTEN} <= self.words
        return bool(self.numbers and not self._is_comic) or addressed or bool(self.words & COUNTED)

    @property
    def _is_comic(self) -> bool:
        """Whether its numbers count something that has nothing to do with music."""
        about = COUNTED | {Word.YOU, Word.LISTEN, Word.RISE, Word.FALL}
        return (
            all(
                reading.measure is Measure.PLAIN
                for one in self.numbers
                for reading in one.number.readings
            )
            and not self.words & about
            and NAME_PLACEHOLDER not in self.text
        )


def read_sentence(text: str, language: str | None) -> Sentence:
    """Return a sentence, whose names were removed before, as the rules need it."""
    folded = write_numerals_as_digits(fold_text(text), language)
    words = find_words(folded, language)
    numbers = tuple(
        SaidNumber(
            number=number,
            nouns=nouns_after(folded.partition(number.text)[2], language),
            is_hedged=Word.HEDGE in words,
            is_rest=Word.REST in words,
        )
        for number in find_numbers(text, language)
    )
    return Sentence(text=folded, words=words, numbers=numbers, language=language)


def find_refusals(sentence: Sentence, facts: tuple[Fact, ...]) -> Iterator[Refusal]:
    """Yield the rules that a claim breaks; a figurative sentence breaks none."""
    if not sentence.is_claim:
        return
    for rule in (_numbers, _bases, _hours, _direction, _spans, _licences, _polarity):
        yield from rule(sentence, facts)


def _numbers(sentence: Sentence, facts: tuple[Fact, ...]) -> Iterator[Refusal]:
    for said in sentence.numbers:
        if not is_supported(said, facts):
            yield Refusal("R3" if has_value(said, facts) else "R2", said.number.text)


def _bases(sentence: Sentence, facts: tuple[Fact, ...]) -> Iterator[Refusal]:
    """Compare what a share is said to be a share of."""
    for said in sentence.numbers:
        after = _OF.match(sentence.text.partition(said.number.text)[2])
        measures = {reading.measure for reading in said.number.readings}
        if after is None or not measures & {Measure.PERCENT, Measure.FRACTION}:
            continue
        words = find_words(" ".join(after[1].split()[:4]), sentence.language)
        owners = [fact for fact in facts if _has(fact, said)]
        if owners and not any(_agrees(words, fact) for fact in owners):
            yield Refusal("R4", f"{said.number.text} of{after[1]}")


def _has(fact: Fact, said: SaidNumber) -> bool:
    return any(figure.unit is Unit.SHARE for figure in find_figures(said, (fact,)))


def _agrees(words: frozenset[Word], fact: Fact) -> bool:
    base, is_named = _base_of(fact)
    if Word.EVERYTHING in words:
        return not is_named
    counted = words & {Word.PLAYS, Word.TRACKS, Word.ARTISTS, Word.ALBUMS}
    return not counted or base in counted


@lru_cache(maxsize=256)
def _base_of(fact: Fact) -> tuple[Word | None, bool]:
    """Return what the share of a fact is a share of, and whether that is some music alone."""
    text = remove_names(normalise(fact.text), fact.names)
    after = re.search(r"% of (?:all |the )?(?:[\d,]+ )?(\w+(?: \w+)?)", text)
    if after is None:
        return None, False
    words = find_words(after[1].lower(), "en")
    order = (Word.TIME, Word.TRACKS, Word.ARTISTS, Word.PLAYS)
    base = next((word for word in order if word in words), None)
    return base, re.search(r"% of [\d,]+ plays of", text) is not None


def _hours(sentence: Sentence, facts: tuple[Fact, ...]) -> Iterator[Refusal]:
    known = [hours for fact in facts for hours in _hours_of(fact)]
    for pattern, hours in DAY_PART_PATTERNS:
        said = pattern.search(sentence.text)
        if said and not any({hour % 24 for hour in hours} & one for one in known):
            yield Refusal("R5", said[0])


def _hours_of(fact: Fact) -> Iterator[set[int]]:
    since, until = fact.value("since"), fact.value("until")
    if since is not None and until is not None:
        end = until if until > since else until + 24
        yield {hour % 24 for hour in range(int(since), int(end))}
    for name in ("fast_since", "slow_since"):
        if (first := fact.value(name)) is not None:
            yield {hour % 24 for hour in range(int(first), int(first) + 6)}
    if "weekdays" in fact.text:
        yield set(range(9, 17))


def _direction(sentence: Sentence, facts: tuple[Fact, ...]) -> Iterator[Refusal]:
    directions = {_direction_of(fact) for fact in facts}
    for word, sign in ((Word.RISE, 1), (Word.FALL, -1)):
        if word in sentence.words and sign not in directions:
            yield Refusal("R6", word)
    for pattern, least in (*_TIMES.items(), (_HALVES, _HALF)):
        said = re.search(rf"\b(?:{pattern})\b", sentence.text)
        changes = [fact.value("change") for fact in facts]
        if said and not any(
            change is not None and abs(change - least) <= _MAGNITUDE_ROOM for change in changes
        ):
            yield Refusal("R6", said[0])
    for both in _FROM_TO.finditer(sentence.text):
        if _is_reversed(both, facts):
            yield Refusal("R6", both[0])


def _direction_of(fact: Fact) -> int:
    now, usual = fact.value("share"), fact.value("usual")
    if re.search(r"\brose\b", fact.text):
        return 1
    if re.search(r"\bfell (?:by|from)\b", fact.text):
        return -1
    if now is None or usual is None or "against" not in fact.text:
        return 0
    return (now > usual) - (now < usual)


def _is_reversed(both: re.Match[str], facts: tuple[Fact, ...]) -> bool:
    """Return whether a line tells a change backwards: from now to before."""
    names = []
    for text in both.groups():
        value = float(text.rstrip(".,").replace(",", "."))
        names.append(
            {
                figure.name
                for fact in facts
                for figure in fact.figures
                if round(figure.value * (100 if figure.unit is Unit.SHARE else 1)) == round(value)
            }
        )
    first, second = names
    return bool(second & _PAST) and not first & _PAST


def _spans(sentence: Sentence, facts: tuple[Fact, ...]) -> Iterator[Refusal]:
    if not sentence.numbers:
        return
    for word, pattern in _SPANS.items():
        if word in sentence.words and not any(re.search(pattern, fact.text) for fact in facts):
            yield Refusal("R7", word)


def _licences(sentence: Sentence, facts: tuple[Fact, ...]) -> Iterator[Refusal]:
    for word, pattern in _LICENCES.items():
        if word not in sentence.words or any(
            re.search(rf"\b(?:{pattern})\b", fact.text, re.IGNORECASE) for fact in facts
        ):
            continue
        if word is not Word.ONLY or not _ONLY_A_FEW.search(sentence.text):
            yield Refusal("R8", word)


def _polarity(sentence: Sentence, facts: tuple[Fact, ...]) -> Iterator[Refusal]:
    shares = [fact.value("share") or 0.0 for fact in facts]
    if Word.ALL_OTHERS in sentence.words and max(shares, default=0.0) <= _HALF:
        yield Refusal("R9", Word.ALL_OTHERS)
    quiet = any("without music" in fact.text for fact in facts)
    if quiet and Word.DAYS in sentence.words and Word.SILENCE not in sentence.words:
        yield Refusal("R9", Word.DAYS)
    yield from _skips(sentence, facts)


def _skips(sentence: Sentence, facts: tuple[Fact, ...]) -> Iterator[Refusal]:
    skipped = ["never skipped" in fact.text for fact in facts if "skipped" in fact.text]
    words = sentence.words
    is_finished = Word.FINISH in words and not words & {Word.SKIP, Word.REST}
    if is_finished and sentence.numbers and skipped and not any(skipped):
        yield Refusal("R9", Word.FINISH)
    if skipped and all(skipped) and Word.SKIP in words and not words & {Word.NEVER, Word.SILENCE}:
        yield Refusal("R9", Word.SKIP)
