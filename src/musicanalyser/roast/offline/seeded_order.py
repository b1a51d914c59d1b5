"""Chance that falls the same way on every Python: a digest of the seed and of what is drawn."""

from collections.abc import Iterable
from hashlib import blake2b

from musicanalyser.roast.persona import Fact


def shuffled(options: Iterable[str], *, seed: int, slot: str) -> list[str]:
    """Return the options in an order that depends on the seed, the slot and each option alone.

    An option that is added or removed leaves the order of the others as it was.
    """
    return sorted(options, key=lambda option: (_digest(f"{seed}\n{slot}\n{option}"), option))


def identity(fact: Fact) -> str:
    """Return what a fact says, whatever its rank: listeners who differ in it draw differently."""
    figures = (f"{figure.name}={figure.value:.6g}" for figure in fact.figures)
    return ascii((fact.kind, *fact.names, *figures))


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "backslashreplace"), digest_size=8).digest()
