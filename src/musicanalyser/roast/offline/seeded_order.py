"""A random order that is the same on every Python: it is taken from a hash of seed and option."""

from collections.abc import Iterable
from hashlib import blake2b

from musicanalyser.roast.persona import Fact


def shuffle_by_seed(options: Iterable[str], *, seed: int, slot: str) -> list[str]:
    """Return the options in an order that depends on the seed, the slot and each option alone.

    An option that is added or removed does not change the order of the others.
    """
    return sorted(options, key=lambda option: (_hash(f"{seed}\n{slot}\n{option}"), option))


def describe_fact(fact: Fact) -> str:
    """Return what a fact says without its rank; listeners with other figures get other phrases."""
    figures = (f"{figure.name}={figure.value:.6g}" for figure in fact.figures)
    return ascii((fact.kind, *fact.names, *figures))


def _hash(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "backslashreplace"), digest_size=8).digest()
