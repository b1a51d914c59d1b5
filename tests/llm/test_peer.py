"""The compatible provider against a real server with a real, if very small, model.

Its prose is nonsense. It shows that transport, schema, limits and errors are as they are simulated
elsewhere.
"""

from collections.abc import Iterator

import msgspec
import pytest

from musicanalyser.llm import PROVIDERS
from musicanalyser.llm.contract import FailureKind, GenerationRequest, ProviderAccess, ProviderError
from musicanalyser.roast.answer_schema import build_schema
from tests.roast.made_facts import fact
from tests.simulators.llm.peer import MODEL, missing, peer

pytestmark = [
    pytest.mark.peer,
    pytest.mark.skipif(missing() is not None, reason=missing() or ""),
]
COMPATIBLE = PROVIDERS["compatible"]
IDS = ["F1", "F2", "F3"]
FACTS = [fact("It was played.", fact_id=one) for one in IDS]
SYSTEM = "You write a short, kind roast of a listener as JSON. Cite the facts by their ids."
USER = """\
F1: 38% of the plays start between midnight and 4.
F2: "Blue Lagoon" was played 41 times in March.
F3: Half of all artists were heard only once."""


@pytest.fixture(scope="module")
def access() -> Iterator[ProviderAccess]:
    with peer() as base_url:
        yield ProviderAccess(base_url=base_url)


def test_the_only_model_is_found(access: ProviderAccess) -> None:
    assert COMPATIBLE.models(access) == [MODEL]


def test_an_answer_follows_the_schema(access: ProviderAccess) -> None:
    result = COMPATIBLE.generate(_request(max_tokens=3000), access)
    answer = msgspec.json.decode(result.text)
    wanted = build_schema(FACTS, bounded=True)
    assert set(answer) == set(_list(wanted["required"]))
    assert 3 <= len(answer["roast"]) <= 6
    assert {one for line in answer["roast"] for one in line["fact_ids"]} <= set(IDS)
    assert result.model == MODEL
    assert result.tokens_in
    assert result.tokens_out


def test_an_answer_that_hits_the_limit_is_truncated(access: ProviderAccess) -> None:
    assert _failure(access, _request(max_tokens=8)).kind is FailureKind.TRUNCATED


def test_a_prompt_larger_than_the_context_is_too_long(access: ProviderAccess) -> None:
    error = _failure(access, _request(max_tokens=8, user=USER * 200))
    assert error.kind is FailureKind.TOO_LONG
    assert "context" in error.hint


def test_a_thought_that_takes_too_long_is_a_timeout(access: ProviderAccess) -> None:
    assert _failure(access, _request(max_tokens=3000, timeout_s=0.05)).kind is FailureKind.TIMEOUT


def _request(*, max_tokens: int, user: str = USER, timeout_s: float = 300) -> GenerationRequest:
    return GenerationRequest(
        system=SYSTEM,
        user=user,
        schema=build_schema(FACTS, bounded=True),
        max_tokens=max_tokens,
        timeout_s=timeout_s,
    )


def _failure(access: ProviderAccess, request: GenerationRequest) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        COMPATIBLE.generate(request, access)
    return caught.value


def _list(value: object) -> list[str]:
    return msgspec.convert(value, list[str])
