"""Names by their words, so that it costs little to look a text through for tens of thousands."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LONGEST = 8
"""Words of a name that are compared."""
_LEAST = 2
"""Characters of a name that can be told from an initial."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")  # noqa: RUF001 - an apostrophe is meant

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Words of a text in a row, and where they stand."""

    words: Words
    start: int
    end: int


class Index:
    """The words of many names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {words(name)[:_LONGEST] for name in names if len(name) >= _LEAST} - {()}
        self._folded = {folded(name) for name in self._names}
        self._firsts = {name[0] for name in self._names}

    def has(self, name: Words) -> bool:
        """Tell whether words are a name, whatever their case."""
        return folded(name) in self._folded

    def find(self, text: str) -> Iterator[NameMatch]:
        """Find names as they are spelt, at each word the longest."""
        found = list(_WORD.finditer(text))
        at = 0
        while at < len(found):
            ahead = tuple(one[0] for one in found[at : at + _LONGEST])
            length = self._length(ahead)
            if length:
                yield NameMatch(ahead[:length], found[at].start(), found[at + length - 1].end())
            at += length or 1

    def _length(self, ahead: Words) -> int:
        if ahead[0] not in self._firsts:
            return 0
        return next((n for n in range(len(ahead), 0, -1) if ahead[:n] in self._names), 0)


def words(text: str) -> Words:
    """Return the words of a text as they are spelt."""
    return tuple(_WORD.findall(text))


def folded(words: Words) -> Words:
    """Return words with their case evened out."""
    return tuple(word.casefold() for word in words)
