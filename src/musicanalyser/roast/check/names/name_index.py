"""An index of names by their words: a text is searched quickly for tens of thousands of names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MAX_WORDS = 8
"""Words of a name that are compared."""
_MIN_LENGTH = 2
"""Characters of a name; a single one could be an initial."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")  # noqa: RUF001 - an apostrophe is meant

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Consecutive words of a text, and the positions where they start and end."""

    words: Words
    start: int
    end: int


class NameIndex:
    """The words of many names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {split_words(name)[:_MAX_WORDS] for name in names if len(name) >= _MIN_LENGTH}
        self._names -= {()}
        self._casefolded = {casefold_words(name) for name in self._names}
        self._first_words = {name[0] for name in self._names}

    def contains(self, words: Words) -> bool:
        """Return whether words are a name, ignoring case."""
        return casefold_words(words) in self._casefolded

    def find(self, text: str) -> Iterator[NameMatch]:
        """Yield names in their exact spelling, at each word the longest."""
        matches = list(_WORD.finditer(text))
        position = 0
        while position < len(matches):
            ahead = tuple(match[0] for match in matches[position : position + _MAX_WORDS])
            length = self._length_of_name(ahead)
            if length:
                last = matches[position + length - 1]
                yield NameMatch(ahead[:length], matches[position].start(), last.end())
            position += length or 1

    def _length_of_name(self, ahead: Words) -> int:
        """Return how many of the next words are a name, 0 if they are none."""
        if ahead[0] not in self._first_words:
            return 0
        return next((n for n in range(len(ahead), 0, -1) if ahead[:n] in self._names), 0)


def split_words(text: str) -> Words:
    """Return the words of a text in their spelling."""
    return tuple(_WORD.findall(text))


def casefold_words(words: Words) -> Words:
    """Return words in a form that ignores case."""
    return tuple(word.casefold() for word in words)
