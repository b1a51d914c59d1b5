"""What real providers write when they refuse, and what it means."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.address import parse_address
from musicanalyser.llm.contract import FailureKind, ModelService, ProviderError
from musicanalyser.llm.http_refusal import ErrorResponse, explain_refusal
from musicanalyser.llm.provider_call import ProviderCall
from tests.llm.provider_calls import KEY
from tests.simulators.llm.real_refusals import REAL_REFUSALS

CALL = ProviderCall(
    service=ModelService(
        title="Somebody", url="https://example.com", key_variables=("SOMEBODY_KEY",)
    ),
    address=parse_address("https://example.com", title="Somebody"),
    key=KEY,
    model="a-model",
    timeout_s=60,
)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [case[1:] for case in REAL_REFUSALS],
    ids=[case[0] for case in REAL_REFUSALS],
)
def test_a_refusal_of_a_real_provider_is_understood(
    status: int, body: object, kind: FailureKind
) -> None:
    assert _refusal(status, body).kind is kind


def test_a_key_of_a_known_shape_is_hidden_even_when_it_is_not_ours() -> None:
    for text in ("sk-proj-abc***xyz", "AIzaSyD-1234567", "Bearer abc.def", "gsk_1234", "hf_1234"):
        message = _refusal(401, {"error": {"message": f"Wrong key {text} given"}}).message
        assert text.removeprefix("Bearer ") not in message
        assert "given" in message


def test_a_key_at_the_cut_is_hidden_whole() -> None:
    for length in range(150, 210):
        message = _refusal(400, {"error": {"message": "x" * length + " " + KEY}}).message
        assert KEY[:4] not in message


@pytest.mark.parametrize(("length", "is_whole"), [(200, True), (201, False)])
def test_a_message_is_shown_whole_up_to_two_hundred_characters(
    length: int, *, is_whole: bool
) -> None:
    message = _refusal(400, {"error": {"message": "x" * length}}).message
    assert ("x" * length in message) is is_whole
    assert ("x" * 199 + "…" in message) is not is_whole


def test_a_long_message_is_cut_to_one_short_line() -> None:
    message = _refusal(400, {"error": {"message": "words\n\twith \x1b[31m\u202e " * 1000}}).message
    assert len(message) < 300
    assert message.isprintable()


FIELDS = [
    *("error", "message", "code", "status", "type", "reason"),
    *("details", "violations", "quotaId", "retryDelay"),
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(FIELDS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(status=st.integers(min_value=100, max_value=999), body=JSON, key=st.booleans())
def test_no_refusal_is_too_strange_for_an_error(status: int, body: object, *, key: bool) -> None:
    error = _refusal(status, {"error": [body, KEY] if key else body})
    assert error.message.isprintable()
    assert KEY not in error.message


@given(st.binary())
def test_no_body_is_too_strange_for_an_error(body: bytes) -> None:
    assert _refusal(500, body).kind is FailureKind.SERVER


def _refusal(status: int, body: object) -> ProviderError:
    match body:
        case bytes():
            content = body
        case str():
            content = body.encode()
        case _:
            content = msgspec.json.encode(body)
    return explain_refusal(CALL, ErrorResponse(status=status, headers={}, body=content))
