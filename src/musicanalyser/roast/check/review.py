"""Reviews a draft: fills its slots, checks each text, and keeps what is true."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from musicanalyser.roast.answer_schema import MAX_LENGTHS
from musicanalyser.roast.check.answer_parsing import Draft, DraftClaim, DraftLine
from musicanalyser.roast.check.claim_check import Refusal, find_refusals, read_sentence
from musicanalyser.roast.check.declared import check_claims, check_rhetoric
from musicanalyser.roast.check.names.known_names import normalise, remove_names
from musicanalyser.roast.check.names.name_index import NameIndex
from musicanalyser.roast.check.text_rules import find_text_faults
from musicanalyser.roast.offline.localised_figures import localise_fact
from musicanalyser.roast.offline.phrase_files import LANGUAGES, load_language
from musicanalyser.roast.persona import Fact, RoastLine

_SLOT = re.compile(r"\{(F\d+)\.(\w+)\}")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”»’]?\s+|\s[–—]\s")  # noqa: RUF001 - marks are meant
_PARTS = ("name", "tagline", "stamp", "redeeming")
_MIN_NAME_WORDS = 2
"""A name of one word is often a word of the language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedText:
    """A text of a draft that is not printed, and why."""

    where: str
    """``name``, ``roast 2`` and so on."""
    text: str
    rule: str
    words: str

    def __str__(self) -> str:
        return f"{self.where}: {self.rule}, “{self.words}” in “{self.text}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What is left of a draft: texts by part, lines, and what was refused."""

    parts: dict[str, str]
    lines: tuple[RoastLine, ...]
    refused: tuple[RefusedText, ...]


class Reviewer:
    """Reviews drafts about the same facts."""

    def __init__(
        self, facts: Sequence[Fact], *, language: str, known_names: Iterable[str] = ()
    ) -> None:
        """Prepare a review in a language such as ``de``; ``known_names`` are in the history."""
        self._facts = {fact.id: fact for fact in facts}
        self._language = language.partition("-")[0].lower()
        self._known = self._language if self._language in LANGUAGES else None
        self._index = NameIndex(map(normalise, known_names))

    def review(self, draft: Draft) -> Review:
        """Return what of a draft the facts support.

        A line may use the figures and names of the facts that it cites, all other texts those of
        any fact.
        """
        refused: list[RefusedText] = []
        everything = tuple(self._facts.values())
        parts = {}
        for part in _PARTS:
            line = DraftLine(text=getattr(draft, part).replace("-", " "), fact_ids=())
            found = next(self._check(line, everything, part, draft.name), None)
            if found is None:
                parts[part] = self._fill(getattr(draft, part)) or ""
            else:
                refused.append(_refuse(part, line.text, found))
        lines = []
        for number, line in enumerate(draft.roast, start=1):
            cited = tuple(self._facts[one] for one in line.fact_ids if one in self._facts)
            found = next(self._check(line, cited, "line", draft.name), None)
            if found is None:
                ids = tuple(fact.id for fact in cited)
                lines.append(RoastLine(text=self._fill(line.text) or "", fact_ids=ids))
            else:
                refused.append(_refuse(f"roast {number}", line.text, found))
        return Review(parts=parts, lines=tuple(lines), refused=tuple(refused))

    def _fill(self, text: str) -> str | None:
        """Return a text with its slots filled; ``None`` if one names no figure."""
        numbers = load_language(self._known or "en").numbers
        filled = text
        for slot in _SLOT.finditer(text):
            fact = self._facts.get(slot[1])
            values = localise_fact(fact, numbers) if fact else {}
            if slot[2] not in values:
                return None
            filled = filled.replace(slot[0], values[slot[2]].text)
        return None if "{F" in filled else filled

    def _check(
        self, line: DraftLine, cited: tuple[Fact, ...], kind: str, persona_name: str
    ) -> Iterator[Refusal]:
        if not cited:
            yield Refusal("R1", "no fact is cited")
            return
        slots = {slot[1] for slot in _SLOT.finditer(line.text)}
        if not slots <= {fact.id for fact in cited}:
            yield Refusal("R1", "a slot of a fact that is not cited")
        filled = self._fill(line.text)
        if filled is None:
            yield Refusal("R1", "a slot without a figure")
            return
        names = {name for fact in cited for name in fact.names}
        text = remove_names(
            normalise(filled), names | ({persona_name} if kind != "name" else set())
        )
        for fault in find_text_faults(filled, text, requested_length=MAX_LENGTHS[kind]):
            yield Refusal("manners", fault)
        yield from self._foreign_names(text)
        yield from check_rhetoric(line, self._known)
        yield from check_claims(line, cited, filled, self._known)
        for aside in (*line.rhetoric, *map(_said, line.claims)):
            text = text.replace(remove_names(normalise(aside), names), " ") if aside else text
        for sentence in _SENTENCE_END.split(text):
            yield from find_refusals(read_sentence(sentence, self._known), cited)

    def _foreign_names(self, text: str) -> Iterator[Refusal]:
        """Yield names of the history that no cited fact has."""
        for name in self._index.find(text):
            quoted = text[: name.start][-1:] in {"“", "„", "«", '"'}
            if quoted or len(name.words) >= _MIN_NAME_WORDS:
                yield Refusal("names", " ".join(name.words))


def _said(claim: DraftClaim) -> str:
    return claim.said


def _refuse(where: str, text: str, found: Refusal) -> RefusedText:
    return RefusedText(where=where, text=text, rule=found.rule, words=found.words)
