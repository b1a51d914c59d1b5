"""The writers of a persona: the program itself, or a model whose answer is repaired once."""

import json
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from hashlib import sha256
from time import perf_counter

from musicanalyser.errors import UsageError
from musicanalyser.flows.roasting.roast_request import RoastRequest
from musicanalyser.llm import PROVIDERS
from musicanalyser.llm.contract import GenerationRequest, GenerationResult
from musicanalyser.roast.check.answer_parsing import FaultyAnswerError
from musicanalyser.roast.check.review import RefusedText, Review
from musicanalyser.roast.offline.phrase_files import LANGUAGES
from musicanalyser.roast.offline.questions import mark_stamp
from musicanalyser.roast.offline.writer import write_persona
from musicanalyser.roast.persona import Persona
from musicanalyser.roast.prompt import Prompt
from musicanalyser.roast.writer_contract import WriterContract, complete, is_enough
from musicanalyser.units import SECOND_MS

_WAITING = (
    "Waiting for {title} ...",
    "{title} got something wrong. Waiting for a corrected answer ...",
)
"""Shown during the first attempt, and during the repair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPersona:
    """A persona, and how it was written; everything else is empty offline."""

    persona: Persona
    model: str | None = None
    prompt_sha256: str | None = None
    tokens_in: int | None = None
    tokens_out: int | None = None
    latency_ms: int | None = None
    filled: tuple[str, ...] = ()
    """The parts that the program wrote in place of refused ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAnswers:
    """What a model answered, once or twice, and what was wrong with it."""

    results: tuple[GenerationResult, ...]
    reviews: tuple[Review, ...]
    unreadable: tuple[str, ...]
    """Why an answer could not be read at all."""

    @property
    def refused(self) -> tuple[RefusedText, ...]:
        """All texts that were refused."""
        return tuple(text for review in self.reviews for text in review.refused)

    @property
    def has_lines(self) -> bool:
        """Whether at least one line is left."""
        return any(review.lines for review in self.reviews)


def write_offline(
    contract: WriterContract, request: RoastRequest, avoided: Collection[str]
) -> WrittenPersona:
    """Return a persona written by the program itself, without the phrases to avoid.

    Raises:
        UsageError: If it does not know the language.
    """
    language = request.offline_language
    if language is None:
        raise UsageError(
            f"The offline writer does not know the language {request.language!r}.",
            hint=f"It knows {', '.join(LANGUAGES)}; a model, --provider, may know more.",
        )
    persona = write_persona(
        contract.facts, tone=request.tone, language=language, seed=request.seed, avoided=avoided
    )
    stamp = mark_stamp(persona.stamp, request.answers, language)
    return WrittenPersona(persona=replace(persona, stamp=stamp))


def ask_model(
    contract: WriterContract,
    request: RoastRequest,
    *,
    show_waiting: Callable[[str], AbstractContextManager[None]],
) -> tuple[ModelAnswers, WrittenPersona | None]:
    """Return what a model answered, and the persona in it if a line of it is true.

    Refused texts are asked for once more, unless what is left is a roast by itself. The program
    writes what is still missing.

    Raises:
        ProviderError: If the provider did not answer.
        ConfigError: If its address cannot be used.
    """
    started_s = perf_counter()
    answers = _ask(contract, request, show_waiting)
    if not answers.has_lines:
        return answers, None
    spare = write_offline(contract, request.for_offline_writer(), ())
    persona, filled = complete(answers.reviews, spare.persona)
    return answers, WrittenPersona(
        persona=persona,
        model=answers.results[-1].model,
        prompt_sha256=_hash_prompt(contract.prompt),
        tokens_in=_sum_known(result.tokens_in for result in answers.results),
        tokens_out=_sum_known(result.tokens_out for result in answers.results),
        latency_ms=round((perf_counter() - started_s) * SECOND_MS),
        filled=filled,
    )


def _ask(
    contract: WriterContract,
    request: RoastRequest,
    show_waiting: Callable[[str], AbstractContextManager[None]],
) -> ModelAnswers:
    provider = PROVIDERS[request.provider]
    prompt = contract.prompt
    results: list[GenerationResult] = []
    reviews: list[Review] = []
    unreadable: list[str] = []
    for message in _WAITING:
        generation = build_generation_request(contract, request, prompt)
        with show_waiting(message.format(title=provider.SERVICE.title)):
            results.append(provider.generate(generation, request.access))
        try:
            reviews.append(contract.read_answer(results[-1].text))
        except FaultyAnswerError as error:
            unreadable += error.faults
            prompt = contract.build_repair_prompt(error.faults)
            continue
        if is_enough(reviews[-1]):
            break
        prompt = contract.build_repair_prompt(tuple(map(str, reviews[-1].refused)))
    return ModelAnswers(
        results=tuple(results), reviews=tuple(reviews), unreadable=tuple(unreadable)
    )


def build_generation_request(
    contract: WriterContract, request: RoastRequest, prompt: Prompt
) -> GenerationRequest:
    """Return what is sent to a provider."""
    return GenerationRequest(
        system=prompt.system,
        user=prompt.user,
        schema=contract.schema,
        timeout_s=request.timeout_s,
    )


def preview_request(contract: WriterContract, request: RoastRequest) -> str:
    """Return everything that would be sent to a model, as text."""
    generation = build_generation_request(contract, request, contract.prompt)
    return f"{generation.system}\n{generation.user}\n{json.dumps(generation.schema)}"


def _hash_prompt(prompt: Prompt) -> str:
    return sha256(f"{prompt.system}\0{prompt.user}".encode()).hexdigest()


def _sum_known(tokens: Iterable[int | None]) -> int | None:
    known = [count for count in tokens if count is not None]
    return sum(known) if known else None
