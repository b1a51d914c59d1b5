"""Finds names in a text that its facts do not bear out.

What tells a name: quotation marks, which a writer is to use for nothing else (words in small
letters may be irony, and pass unless they are a known name); being spelt like a known name; and, in
languages that write nouns small, capital letters in a row. So these pass: in German, and where the
language is not known, a known name of one ordinary word without quotation marks, for it may be a
noun; a single word at the start of a sentence; and a name of one word, without quotation marks,
that nobody knows.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from musicanalyser.roast.check.names.capitals import rows, tell_name
from musicanalyser.roast.check.names.known_names import QUOTES, SINGLE_QUOTES, spans, without
from musicanalyser.roast.check.names.name_index import Index, Words, folded, words

_QUOTED = re.compile(rf"[{QUOTES}]([^{QUOTES}]+)[{QUOTES}]")
_SINGLE_QUOTED = re.compile(
    rf"(?<!\w)[{SINGLE_QUOTES}](?=\S)((?:[^{SINGLE_QUOTES}]|(?<=\w)['’](?=\w))+)(?<=\S)"  # noqa: RUF001 - an apostrophe is meant
    rf"[{SINGLE_QUOTES}](?!\w)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Borne:
    """What a text may name: its ``own`` names, and words ``said`` in capitals elsewhere."""

    own: frozenset[str]
    said: str


def foreign(
    text: str, borne: Borne, index: Index, *, language: str | None, prose: bool = True
) -> Iterator[str]:
    """Find the names in an evened text that it may not bear.

    ``index`` holds every known name, own ones among them. Titles, which are no ``prose``, may have
    capital letters in a row.
    """
    rest = without(text, borne.own)
    yield from _quoted(rest, borne, index)
    yield from _known(text, borne, index, language)
    if prose:
        for found in rows(rest, language):
            if not _within(found.words, borne.said):
                yield " ".join(found.words)


def _quoted(rest: str, borne: Borne, index: Index) -> Iterator[str]:
    for pattern in (_QUOTED, _SINGLE_QUOTED):
        for found in pattern.finditer(rest):
            inner = words(found[1])
            if not inner or any(_within(inner, name) for name in (*borne.own, borne.said)):
                continue
            letters = [letter for word in inner for letter in word if letter.isalpha()]
            if not all(map(str.islower, letters)) or index.has(inner):
                yield found[1].strip()


def _known(text: str, borne: Borne, index: Index, language: str | None) -> Iterator[str]:
    own = spans(text, borne.own)
    for found in index.find(text):
        is_own = any(start <= found.start and found.end <= end for start, end in own)
        if not is_own and tell_name(text, found, language):
            yield " ".join(found.words)


def _within(inner: Words, text: str) -> bool:
    """Tell whether words occur in a text in a row, whatever their case."""
    return f" {' '.join(folded(inner))} " in f" {' '.join(folded(words(text)))} "


def said(texts: Iterable[str]) -> str:
    """Return texts as one, apart from each other."""
    return " | ".join(texts)
