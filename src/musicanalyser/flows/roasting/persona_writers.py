"""The writers of a persona: the program itself, or a model whose answer is repaired once."""

import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import sha256
from time import perf_counter

from musicanalyser.errors import UsageError
from musicanalyser.flows.roasting.roast_request import RoastRequest
from musicanalyser.llm import PROVIDERS
from musicanalyser.llm.contract import GenerationRequest, GenerationResult
from musicanalyser.roast.check.answer_parsing import FaultyAnswerError
from musicanalyser.roast.offline.phrase_files import LANGUAGES
from musicanalyser.roast.offline.writer import write_persona
from musicanalyser.roast.persona import Persona
from musicanalyser.roast.prompt import Prompt
from musicanalyser.roast.writer_contract import WriterContract
from musicanalyser.units import SECOND_MS

_WAITING = (
    "Waiting for {title} ...",
    "{title} got facts wrong. Waiting for a corrected answer ...",
)
"""Shown during the first attempt, and during the repair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPersona:
    """A persona, and how it was written; everything else is ``None`` offline."""

    persona: Persona
    model: str | None = None
    prompt_sha256: str | None = None
    tokens_in: int | None = None
    tokens_out: int | None = None
    latency_ms: int | None = None


def write_offline(contract: WriterContract, request: RoastRequest) -> WrittenPersona:
    """Return a persona written by the program itself.

    Raises:
        UsageError: If it does not know the language.
    """
    language = request.offline_language
    if language is None:
        raise UsageError(
            f"The offline writer does not know the language {request.language!r}.",
            hint=f"It knows {', '.join(LANGUAGES)}; a model, --provider, may know more.",
        )
    persona = write_persona(contract.facts, tone=request.tone, language=language, seed=request.seed)
    return WrittenPersona(persona=persona)


def write_with_model(
    contract: WriterContract,
    request: RoastRequest,
    *,
    show_waiting: Callable[[str], AbstractContextManager[None]],
) -> WrittenPersona | None:
    """Return a persona written by a model, ``None`` if it gave two faulty answers.

    Raises:
        ProviderError: If the provider did not answer.
        ConfigError: If its address cannot be used.
    """
    provider = PROVIDERS[request.provider]
    prompt = contract.prompt
    results: list[GenerationResult] = []
    started_s = perf_counter()
    for message in _WAITING:
        generation = build_generation_request(contract, request, prompt)
        with show_waiting(message.format(title=provider.SERVICE.title)):
            results.append(provider.generate(generation, request.access))
        try:
            persona = contract.read_answer(results[-1].text)
        except FaultyAnswerError as error:
            prompt = contract.build_repair_prompt(results[-1].text, error.faults)
        else:
            return WrittenPersona(
                persona=persona,
                model=results[-1].model,
                prompt_sha256=_hash_prompt(contract.prompt),
                tokens_in=_sum_known(result.tokens_in for result in results),
                tokens_out=_sum_known(result.tokens_out for result in results),
                latency_ms=round((perf_counter() - started_s) * SECOND_MS),
            )
    return None


def build_generation_request(
    contract: WriterContract, request: RoastRequest, prompt: Prompt
) -> GenerationRequest:
    """Return what is sent to a provider; a self-hosted model is small and needs length limits."""
    return GenerationRequest(
        system=prompt.system,
        user=prompt.user,
        schema=contract.build_schema(bounded=request.is_self_hosted),
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
