"""Who writes a roast: a model whose answer is checked and repaired once, or the program itself."""

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import sha256
from time import perf_counter

from musicanalyser.errors import UsageError
from musicanalyser.flows.roasting.material import Material
from musicanalyser.flows.roasting.serialize import facts_as_text
from musicanalyser.llm import (
    OFFLINE,
    PROVIDERS,
    GenerationRequest,
    GenerationResult,
    ProviderAccess,
)
from musicanalyser.roast import offline
from musicanalyser.roast.answer_schema import schema
from musicanalyser.roast.check.persona_check import FaultyAnswerError, faults, read_persona
from musicanalyser.roast.persona import Fact, Persona, Tone
from musicanalyser.roast.prompt import Prompt, prompt, repair

_BOUNDARY_LETTERS = 16
_TRIES = (
    "Waiting for {title} ...",
    "{title} got facts wrong; waiting for it to put them right ...",
)
"""What is said while a first answer is waited for, and while its repair is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Who is to write, and how; ``access`` matters to models only, ``seed`` offline only."""

    tone: Tone
    language: str
    provider: str
    access: ProviderAccess
    seed: int
    again: bool = False
    """Whether to write anew what has been written before."""

    @property
    def model(self) -> str | None:
        """The model to be asked, ``None`` offline and where the server is to choose."""
        if self.provider == OFFLINE:
            return None
        return self.access.model or PROVIDERS[self.provider].SERVICE.default_model

    @property
    def is_self_hosted(self) -> bool:
        """Whether the user runs the server that writes."""
        return self.provider != OFFLINE and PROVIDERS[self.provider].SERVICE.is_self_hosted


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A persona, and how it came to be; what was not measured is ``None``."""

    persona: Persona
    model: str | None = None
    prompt_sha256: str | None = None
    tokens_in: int | None = None
    tokens_out: int | None = None
    latency_ms: int | None = None


def sent(facts: Sequence[Fact], order: Order) -> GenerationRequest:
    """Return exactly what a model would be asked.

    The boundary around the data follows from all of the facts: nobody who names a song can know
    it, and what is shown before it is sent is what is sent.
    """
    boundary = sha256(facts_as_text(facts).encode()).hexdigest()[:_BOUNDARY_LETTERS]
    asked = prompt(facts, tone=order.tone, language=order.language, boundary=boundary)
    return _request(asked, facts, order)


def language_offline(order: Order) -> str | None:
    """Return in which of its languages the offline writer would write, ``None`` if in none."""
    language = order.language.partition("-")[0].lower()
    return language if language in offline.LANGUAGES else None


def write_offline(facts: Sequence[Fact], order: Order) -> Written:
    """Write without anyone's help.

    Raises:
        UsageError: If the language is not one of the program's own.
    """
    language = language_offline(order)
    if language is None:
        raise UsageError(
            f"The offline writer does not know the language {order.language!r}.",
            hint=f"It knows {', '.join(offline.LANGUAGES)}; a model, --provider, may know more.",
        )
    persona = offline.write(facts, tone=order.tone, language=language, seed=order.seed)
    return Written(persona=persona)


def write_by_model(
    material: Material,
    order: Order,
    *,
    waiting: Callable[[str], AbstractContextManager[None]],
) -> Written | None:
    """Let a model write; ``None`` if its answer did not pass the check, nor the repaired one.

    Raises:
        ProviderError: If the provider did not answer.
        ConfigError: If its address cannot be used.
    """
    provider = PROVIDERS[order.provider]
    request = first = sent(material.facts, order)
    results: list[GenerationResult] = []
    started = perf_counter()
    for saying in _TRIES:
        with waiting(saying.format(title=provider.SERVICE.title)):
            results.append(provider.generate(request, order.access))
        persona, wrong = _judged(results[-1].text, material, order)
        if persona is not None:
            return Written(
                persona=persona,
                model=results[-1].model,
                prompt_sha256=sha256(f"{first.system}\0{first.user}".encode()).hexdigest(),
                tokens_in=_sum(result.tokens_in for result in results),
                tokens_out=_sum(result.tokens_out for result in results),
                latency_ms=round((perf_counter() - started) * 1000),
            )
        asked = Prompt(system=first.system, user=first.user)
        request = _request(repair(asked, results[-1].text, wrong), material.facts, order)
    return None


def shown(request: GenerationRequest) -> str:
    """Return everything a model would be sent, for its owner to read."""
    return f"{request.system}\n{request.user}\n{json.dumps(request.schema)}"


def _request(asked: Prompt, facts: Sequence[Fact], order: Order) -> GenerationRequest:
    ids = [fact.id for fact in facts]
    return GenerationRequest(
        system=asked.system,
        user=asked.user,
        schema=schema(ids, bounded=order.is_self_hosted),  # unbounded, small models never end
    )


def _judged(text: str, material: Material, order: Order) -> tuple[Persona | None, Sequence[str]]:
    """Return a persona if nothing is wrong with it, else what is."""
    try:
        persona = read_persona(text)
    except FaultyAnswerError as faulty:
        return None, faulty.faults
    wrong = faults(persona, material.facts, language=order.language, known_names=material.names)
    return (None if wrong else persona), wrong


def _sum(tokens: Iterable[int | None]) -> int | None:
    known = [count for count in tokens if count is not None]
    return sum(known) if known else None
