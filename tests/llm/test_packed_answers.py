"""Answers that are packed are unpacked within the limit of size."""

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import msgspec
import pytest

from musicanalyser.llm.contract import ProviderError
from tests.llm.provider_calls import ask
from tests.simulators.llm.dialects import Dialect
from tests.simulators.llm.server import reply, serving

MEGABYTE = 1_000_000


PACKINGS: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "deflate": zlib.compress}


@pytest.mark.parametrize("encoding", PACKINGS)
def test_a_packed_answer_is_read(dialect: Dialect, encoding: str) -> None:
    body = PACKINGS[encoding](msgspec.json.encode(dialect.answered("A line.")))
    with serving(reply(body, headers={"Content-Encoding": encoding})) as server:
        assert ask(dialect, server).text == "A line."


def test_a_small_answer_that_unpacks_to_a_large_one_is_refused(dialect: Dialect) -> None:
    bomb = gzip.compress(b" " * 100 * MEGABYTE)
    with serving(reply(bomb, headers={"Content-Encoding": "gzip"})) as server:
        tracemalloc.start()
        with pytest.raises(ProviderError) as caught:
            ask(dialect, server)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert "does not end" in caught.value.message
    assert peak < 60 * MEGABYTE


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip"])
def test_an_encoding_that_nobody_asked_for_is_refused(dialect: Dialect, encoding: str) -> None:
    with (
        serving(reply(b"x", headers={"Content-Encoding": encoding})) as server,
        pytest.raises(ProviderError),
    ):
        ask(dialect, server)


def test_a_packed_answer_that_is_damaged_is_an_error_for_people(dialect: Dialect) -> None:
    with (
        serving(reply(b"no gzip", headers={"Content-Encoding": "gzip"})) as server,
        pytest.raises(ProviderError),
    ):
        ask(dialect, server)
