"""Checks a persona against the facts: every number and name must come from them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from musicanalyser.roast.answer_schema import (
    CITATION_BOUNDS,
    EVIDENCE_BOUNDS,
    LINE_BOUNDS,
    MAX_LENGTHS,
    TRAIT_BOUNDS,
    ItemBounds,
)
from musicanalyser.roast.check.names.foreign_names import AllowedNames, find_foreign_names
from musicanalyser.roast.check.names.known_names import normalise, remove_names
from musicanalyser.roast.check.names.name_index import NameIndex
from musicanalyser.roast.check.numbers.allowed_numbers import (
    AllowedNumbers,
    allow_numbers,
    is_allowed,
)
from musicanalyser.roast.check.numbers.number_search import find_numbers
from musicanalyser.roast.check.text_rules import find_text_faults
from musicanalyser.roast.persona import Fact, Persona

_TITLE_KINDS = frozenset({"name", "tagline", "trait"})
"""Texts in which every word may begin with a capital letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    """A text of a persona, and the facts whose numbers and names it may use."""

    where: str
    text: str
    facts: Sequence[Fact]
    kind: str
    """Its key in `MAX_LENGTHS`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What every text of one persona is checked with."""

    persona_name: str
    """The other texts may use it."""
    names: frozenset[str]
    """The names in all facts."""
    index: NameIndex
    """Every known name."""
    language: str | None


def find_faults(
    persona: Persona,
    facts: Sequence[Fact],
    *,
    language: str | None = None,
    known_names: Iterable[str] = (),
) -> tuple[str, ...]:
    """Return sentences that say which claims the facts do not support, and what is off limits.

    A line may use the numbers and names of the facts that it cites; all other texts those of any
    fact. `roast.check.numbers.readings` defines how precise a number must be, and
    `roast.check.names.foreign_names` what counts as a name.

    Args:
        persona: The persona to check.
        facts: The facts that it was written from.
        language: A tag such as ``de``. With ``None``, number words of all languages count, and
            fewer words are recognised as names.
        known_names: Other artists and titles in the history.
    """
    names = {name for fact in facts for name in fact.names}
    context = _Context(
        persona_name=normalise(persona.name),
        names=frozenset(names),
        index=NameIndex({*names, *map(normalise, known_names)}),
        language=None if language is None else language.partition("-")[0].lower(),
    )
    faults = [*_find_count_faults(persona), *_find_citation_faults(persona, facts)]
    for passage in _split_passages(persona, facts):
        faults += (f"{passage.where}: {fault}" for fault in _find_claim_faults(passage, context))
    return tuple(dict.fromkeys(faults))


def _split_passages(persona: Persona, facts: Sequence[Fact]) -> Iterator[_Passage]:
    for kind in ("name", "tagline", "summary", "redeeming"):
        yield _Passage(where=kind, text=getattr(persona, kind), facts=facts, kind=kind)
    for number, line in enumerate(persona.roast, start=1):
        cited = [fact for fact in facts if fact.id in line.fact_ids]
        yield _Passage(where=f"roast {number}", text=line.text, facts=cited, kind="line")
    for number, trait in enumerate(persona.traits, start=1):
        yield _Passage(where=f"trait {number}", text=trait, facts=facts, kind="trait")
    for number, piece in enumerate(persona.evidence, start=1):
        yield _Passage(where=f"evidence {number}", text=piece.why, facts=facts, kind="why")


def _find_claim_faults(passage: _Passage, context: _Context) -> Iterator[str]:
    text = normalise(passage.text)
    has_persona_name = context.persona_name and passage.kind != "name"
    persona_names = frozenset({context.persona_name} if has_persona_name else ())
    nameless = remove_names(text, context.names | persona_names)
    yield from find_text_faults(passage.text, nameless, requested_length=MAX_LENGTHS[passage.kind])
    allowed_numbers = [_allow_numbers_of(fact) for fact in passage.facts]
    for number in find_numbers(nameless, context.language):
        if not is_allowed(number, allowed_numbers):
            yield f'the number "{number.text}" is in no fact it may draw on'
    for name in find_foreign_names(
        text,
        _allow_names_of(passage.facts, persona_names),
        context.index,
        language=context.language,
        is_prose=passage.kind not in _TITLE_KINDS,
    ):
        yield f'"{name}" is no name in a fact it may draw on'


def _allow_names_of(facts: Sequence[Fact], persona_names: frozenset[str]) -> AllowedNames:
    return AllowedNames(
        names=persona_names.union(*(fact.names for fact in facts)),
        sentences=" | ".join([*persona_names, *(fact.text for fact in facts)]),
    )


@lru_cache(maxsize=64)
def _allow_numbers_of(fact: Fact) -> AllowedNumbers:
    return allow_numbers(fact.figures, remove_names(normalise(fact.text), fact.names))


def _find_count_faults(persona: Persona) -> Iterator[str]:
    counts: list[tuple[str, int, ItemBounds]] = [
        ("roast", len(persona.roast), LINE_BOUNDS),
        ("traits", len(persona.traits), TRAIT_BOUNDS),
        ("evidence", len(persona.evidence), EVIDENCE_BOUNDS),
    ]
    counts += (
        (f"roast {number}, fact_ids", len(line.fact_ids), CITATION_BOUNDS)
        for number, line in enumerate(persona.roast, start=1)
    )
    for where, count, bounds in counts:
        if not bounds.least <= count <= bounds.most:
            yield f"{where} must hold {bounds} items, not {count}"


def _find_citation_faults(persona: Persona, facts: Sequence[Fact]) -> Iterator[str]:
    ids = {fact.id for fact in facts}
    for number, line in enumerate(persona.roast, start=1):
        yield from (
            f'roast {number}: there is no fact "{cited}"'
            for cited in line.fact_ids
            if cited not in ids
        )
    for number, piece in enumerate(persona.evidence, start=1):
        if piece.fact_id not in ids:
            yield f'evidence {number}: there is no fact "{piece.fact_id}"'
