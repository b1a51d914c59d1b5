"""Answers of any shape end in a result or in an error for people."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from musicanalyser.llm.contract import GenerationResult, ProviderError
from tests.llm.provider_calls import ask
from tests.simulators.llm.dialects import Dialect, Json
from tests.simulators.llm.server import Server, reply, serving

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
)
JUNK = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_answer_is_too_strange_for_an_error(dialect: Dialect, data: st.DataObject) -> None:
    body = _spoilt(dialect.answered("{}"), data)
    with serving(reply(body)) as server:
        outcome = _outcome(dialect, server)
    match outcome:
        case ProviderError():
            assert outcome.message.isprintable()
        case GenerationResult():
            assert outcome.text.strip()
            assert {type(outcome.tokens_in), type(outcome.tokens_out)} <= {int, type(None)}


def _outcome(dialect: Dialect, server: Server) -> GenerationResult | ProviderError:
    try:
        return ask(dialect, server)
    except ProviderError as error:
        return error


def _spoilt(body: Json, data: st.DataObject) -> object:
    """Replace one part of a good answer, however deep, by something else."""
    paths = list(_paths(body))
    path = data.draw(st.sampled_from(paths))
    junk = data.draw(JUNK)
    return _replaced(body, path, junk)


def _paths(part: object) -> list[tuple[object, ...]]:
    items: list[tuple[object, object]] = []
    if isinstance(part, dict):
        items = list(part.items())
    elif isinstance(part, list):
        items = list(enumerate(part))
    deeper = [(key, *path) for key, inner in items for path in _paths(inner)]
    return [(), *deeper]


def _replaced(part: object, path: tuple[object, ...], junk: object) -> object:
    if not path:
        return junk
    key, *rest = path
    if isinstance(part, dict):
        return {k: _replaced(v, tuple(rest), junk) if k == key else v for k, v in part.items()}
    if isinstance(part, list):
        return [_replaced(v, tuple(rest), junk) if k == key else v for k, v in enumerate(part)]
    return junk
