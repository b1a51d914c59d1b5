"""Holds an answer against the schema, and a persona against the facts: what it says is theirs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from musicanalyser.roast.answer_schema import CITED, EVIDENCE, LENGTHS, LINES, TRAITS, Bounds
from musicanalyser.roast.check.limits import unmannerly
from musicanalyser.roast.check.model_answer import FaultyAnswerError, read_persona
from musicanalyser.roast.check.names.known_names import even, without
from musicanalyser.roast.check.names.mentions import Borne, foreign, said
from musicanalyser.roast.check.names.name_index import Index
from musicanalyser.roast.check.numbers.fact_figures import Truth, occurs, truth
from musicanalyser.roast.check.numbers.quantities import quantities
from musicanalyser.roast.persona import Fact, Persona

__all__ = ["FaultyAnswerError", "faults", "read_persona"]

_TITLES = frozenset({"name", "tagline", "trait"})
"""May be written with capital letters throughout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    """A text of a persona, and the facts it may draw on."""

    where: str
    text: str
    facts: Sequence[Fact]
    kind: str
    """Its key in `LENGTHS`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What all texts of a persona are held against."""

    persona: str
    """Its name, which the other texts may bear."""
    names: frozenset[str]
    """Of all facts."""
    index: Index
    language: str | None


def faults(
    persona: Persona,
    facts: Sequence[Fact],
    *,
    language: str | None = None,
    known_names: Iterable[str] = (),
) -> tuple[str, ...]:
    """Return sentences that say what a persona claims without grounds, or should not say.

    Every number and name of a line must be in a fact that the line cites; all other texts may draw
    on any fact. `roast.check.numbers.interpretations` says how far a number may be off, and
    `roast.check.names.mentions` what counts as a name. ``known_names`` are other
    artists and titles of the library; ``language`` is a tag such as ``de``, and where it is
    ``None`` the number words of all languages known are read, and fewer names are told from nouns.
    """
    names = {name for fact in facts for name in fact.names}
    ground = _Ground(
        persona=even(persona.name),
        names=frozenset(names),
        index=Index({*names, *map(even, known_names)}),
        language=None if language is None else language.partition("-")[0].lower(),
    )
    found = [*_miscounts(persona), *_miscitations(persona, facts)]
    for passage in _passages(persona, facts):
        found += (f"{passage.where}: {fault}" for fault in _faults_of(passage, ground))
    return tuple(dict.fromkeys(found))


def _passages(persona: Persona, facts: Sequence[Fact]) -> Iterator[_Passage]:
    for kind in ("name", "tagline", "summary", "redeeming"):
        yield _Passage(where=kind, text=getattr(persona, kind), facts=facts, kind=kind)
    for place, line in enumerate(persona.roast, start=1):
        cited = [fact for fact in facts if fact.id in line.fact_ids]
        yield _Passage(where=f"roast {place}", text=line.text, facts=cited, kind="line")
    for place, trait in enumerate(persona.traits, start=1):
        yield _Passage(where=f"trait {place}", text=trait, facts=facts, kind="trait")
    for place, piece in enumerate(persona.evidence, start=1):
        yield _Passage(where=f"evidence {place}", text=piece.why, facts=facts, kind="why")


def _faults_of(passage: _Passage, ground: _Ground) -> Iterator[str]:
    text = even(passage.text)
    called = {ground.persona} if ground.persona and passage.kind != "name" else set()
    nameless = without(text, ground.names | called)
    yield from unmannerly(passage.text, nameless, asked=LENGTHS[passage.kind])
    true = [_truth(fact) for fact in passage.facts]
    for quantity in quantities(nameless, ground.language):
        if not occurs(quantity, true):
            yield f'the number "{quantity.text}" is in no fact it may draw on'
    borne = Borne(
        own=frozenset(called.union(*(fact.names for fact in passage.facts))),
        said=said([*called, *(fact.text for fact in passage.facts)]),
    )
    prose = passage.kind not in _TITLES
    for name in foreign(text, borne, ground.index, language=ground.language, prose=prose):
        yield f'"{name}" is no name in a fact it may draw on'


@lru_cache(maxsize=64)
def _truth(fact: Fact) -> Truth:
    return truth(fact.figures, without(even(fact.text), fact.names))


def _miscounts(persona: Persona) -> Iterator[str]:
    counted: list[tuple[str, int, Bounds]] = [
        ("roast", len(persona.roast), LINES),
        ("traits", len(persona.traits), TRAITS),
        ("evidence", len(persona.evidence), EVIDENCE),
    ]
    counted += (
        (f"roast {place}, fact_ids", len(line.fact_ids), CITED)
        for place, line in enumerate(persona.roast, start=1)
    )
    for where, many, bounds in counted:
        if not bounds.least <= many <= bounds.most:
            yield f"{where} must hold {bounds.least} to {bounds.most} items, not {many}"


def _miscitations(persona: Persona, facts: Sequence[Fact]) -> Iterator[str]:
    ids = {fact.id for fact in facts}
    for place, line in enumerate(persona.roast, start=1):
        yield from (
            f'roast {place}: there is no fact "{cited}"'
            for cited in line.fact_ids
            if cited not in ids
        )
    for place, piece in enumerate(persona.evidence, start=1):
        if piece.fact_id not in ids:
            yield f'evidence {place}: there is no fact "{piece.fact_id}"'
