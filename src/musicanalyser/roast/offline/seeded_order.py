"""A random order that is the same on every Python: it is taken from a hash of seed and option."""

from collections.abc import Callable, Iterable
from hashlib import blake2b
from math import log
from typing import TypeVar

from musicanalyser.roast.persona import Fact

T = TypeVar("T")
_HASHES = 2**64


def shuffle_by_seed(
    options: Iterable[T],
    *,
    seed: int,
    slot: str,
    name: Callable[[T], str] = str,
    weight: Callable[[T], float] = lambda _: 1.0,
) -> list[T]:
    """Return the options in an order that depends on the seed, the slot and each option alone.

    An option that is added or removed does not change the order of the others. One with a greater
    weight tends to come earlier (Efraimidis and Spirakis 2006,
    https://doi.org/10.1016/j.ipl.2005.11.003).
    """

    def key(option: T) -> tuple[float, str]:
        drawn = (_hash(f"{seed}\n{slot}\n{name(option)}") + 1) / (_HASHES + 1)
        return -log(drawn) / max(weight(option), 1e-9), name(option)

    return sorted(options, key=key)


def describe_fact(fact: Fact) -> str:
    """Return what a fact says without its rank; listeners with other figures get other phrases."""
    figures = (f"{figure.name}={figure.value:.6g}" for figure in fact.figures)
    return ascii((fact.kind, *fact.names, *figures))


def _hash(text: str) -> int:
    digest = blake2b(text.encode("utf-8", "backslashreplace"), digest_size=8).digest()
    return int.from_bytes(digest, "big")
