"""The contract with a model that writes a roast: the prompt, the schema, and the check."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from musicanalyser.roast.answer_schema import Schema, build_schema
from musicanalyser.roast.check.answer_parsing import FaultyAnswerError, parse_persona
from musicanalyser.roast.check.persona_check import find_faults
from musicanalyser.roast.persona import Fact, Persona, Tone
from musicanalyser.roast.persona_json import facts_to_json
from musicanalyser.roast.prompt import Prompt, build_prompt, build_repair_prompt

_BOUNDARY_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class WriterContract:
    """What a model must write, and how its answer is checked."""

    facts: tuple[Fact, ...]
    known_names: frozenset[str]
    """Artists and titles in the history: a roast may name only those of its facts."""
    tone: Tone
    language: str
    """A tag such as ``de``."""

    @property
    def prompt(self) -> Prompt:
        """The first prompt; the boundary around the facts is a hash of all of them.

        The author of a title does not know the other facts, and so cannot predict the boundary.
        """
        boundary = sha256(facts_to_json(self.facts).encode()).hexdigest()[:_BOUNDARY_DIGITS]
        return build_prompt(self.facts, tone=self.tone, language=self.language, boundary=boundary)

    def build_schema(self, *, bounded: bool) -> Schema:
        """Return the JSON schema of the answer; see `answer_schema`."""
        return build_schema([fact.id for fact in self.facts], bounded=bounded)

    def read_answer(self, answer: str) -> Persona:
        """Return the persona in an answer.

        Raises:
            FaultyAnswerError: If it does not follow the schema, or claims what the facts do not.
        """
        persona = parse_persona(answer)
        faults = find_faults(
            persona, self.facts, language=self.language, known_names=self.known_names
        )
        if faults:
            raise FaultyAnswerError(faults)
        return persona

    def build_repair_prompt(self, answer: str, faults: Sequence[str]) -> Prompt:
        """Return the prompt that shows a refused answer and its faults."""
        return build_repair_prompt(self.prompt, answer, faults)
