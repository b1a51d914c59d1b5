"""The contract with a model that writes a roast: the prompt, the schema, and the check."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from musicanalyser.roast.answer_schema import LINE_BOUNDS, Schema, build_schema
from musicanalyser.roast.check.answer_parsing import parse_draft
from musicanalyser.roast.check.review import Review, Reviewer
from musicanalyser.roast.persona import Fact, Persona, Tone
from musicanalyser.roast.persona_json import facts_to_json
from musicanalyser.roast.prompt import Context, Prompt, build_prompt, build_repair_prompt

_BOUNDARY_DIGITS = 16
_FACTS_SENT, _FACTS_OF_SMALL_MODELS = 12, 8
_PARTS = ("name", "tagline", "stamp", "redeeming")


@dataclass(frozen=True, slots=True, kw_only=True)
class WriterContract:
    """What a model must write, and how its answer is checked."""

    facts: tuple[Fact, ...]
    known_names: frozenset[str]
    """Artists and titles in the history: a roast may name only those of its facts."""
    tone: Tone
    language: str
    """A tag such as ``de``."""
    is_small: bool = False
    """Whether the model is a small one: it gets fewer facts and an easier format."""
    context: Context = field(default_factory=Context)

    @property
    def sent(self) -> tuple[Fact, ...]:
        """The facts that a model is told."""
        return self.facts[: _FACTS_OF_SMALL_MODELS if self.is_small else _FACTS_SENT]

    @property
    def prompt(self) -> Prompt:
        """The first prompt; the boundary around the facts is a hash of all of them.

        The author of a title does not know the other facts, and so cannot predict the boundary.
        """
        boundary = sha256(facts_to_json(self.facts).encode()).hexdigest()[:_BOUNDARY_DIGITS]
        return build_prompt(
            self.sent,
            tone=self.tone,
            language=self.language,
            boundary=boundary,
            context=self.context,
        )

    @property
    def schema(self) -> Schema:
        """The JSON schema of the answer; see `answer_schema`."""
        return build_schema(self.sent, bounded=self.is_small)

    def read_answer(self, answer: str) -> Review:
        """Return what of an answer is true.

        Raises:
            FaultyAnswerError: If it does not follow the schema.
        """
        reviewer = Reviewer(self.sent, language=self.language, known_names=self.known_names)
        return reviewer.review(parse_draft(answer))

    def build_repair_prompt(self, faults: Sequence[str]) -> Prompt:
        """Return the prompt that shows what was refused."""
        return build_repair_prompt(self.prompt, faults)


def is_enough(review: Review) -> bool:
    """Return whether what is left of an answer is a roast by itself."""
    return len(review.lines) >= LINE_BOUNDS.least and "name" in review.parts


def complete(reviews: Sequence[Review], offline: Persona) -> tuple[Persona, tuple[str, ...]]:
    """Return a persona of what one or two reviews kept, and which parts the program wrote.

    The later answer wins; lines of the earlier one, and then of the offline persona, follow until
    there are enough.
    """
    parts = {part: text for review in reviews for part, text in review.parts.items() if text}
    kept = {line.text: line for review in reversed(reviews) for line in review.lines}
    lines = list(kept.values())[: LINE_BOUNDS.most]
    filled = [part for part in _PARTS if part not in parts]
    missing = max(0, LINE_BOUNDS.least - len(lines))
    filled += ["a line"] * missing
    values = {part: parts.get(part, getattr(offline, part)) for part in _PARTS}
    roast = (*lines, *offline.roast[:missing])
    return replace(offline, roast=roast, phrases=(), **values), tuple(filled)
