"""Finds names in a text that its facts do not contain.

Three signs make a name:

- quotation marks, which the prompt allows for names only; quoted words in small letters may
  be irony, and count only if they are a known name;
- the spelling of a known name;
- capitalised words in a row, in languages that write nouns in small letters.

These are not found: in German, or an unknown language, a known name that is one ordinary word
without quotation marks, because it may be a noun; a single word at the start of a sentence; an
unknown name of one word without quotation marks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from musicanalyser.roast.check.names.capital_letters import find_capitalised_rows, is_name
from musicanalyser.roast.check.names.known_names import (
    QUOTES,
    SINGLE_QUOTES,
    find_spans,
    remove_names,
)
from musicanalyser.roast.check.names.name_index import (
    NameIndex,
    Words,
    casefold_words,
    split_words,
)

_QUOTED = re.compile(rf"[{QUOTES}]([^{QUOTES}]+)[{QUOTES}]")
_SINGLE_QUOTED = re.compile(
    rf"(?<!\w)[{SINGLE_QUOTES}](?=\S)((?:[^{SINGLE_QUOTES}]|(?<=\w)['’](?=\w))+)(?<=\S)"  # noqa: RUF001 - an apostrophe is meant
    rf"[{SINGLE_QUOTES}](?!\w)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedNames:
    """What a text may name."""

    names: frozenset[str]
    sentences: str
    """The sentences of its facts and the name of the persona: their words are allowed in a row."""


def find_foreign_names(
    text: str,
    allowed: AllowedNames,
    index: NameIndex,
    *,
    language: str | None,
    is_prose: bool = True,
) -> Iterator[str]:
    """Yield the names in a normalised text that are not allowed there.

    ``index`` holds every known name, the allowed ones among them. A title, which is no prose, may
    have capitalised words in a row.
    """
    rest = remove_names(text, allowed.names)
    yield from _find_quoted(rest, allowed, index)
    yield from _find_known(text, allowed, index, language)
    if is_prose:
        for match in find_capitalised_rows(rest, language):
            if not _contains_words(allowed.sentences, match.words):
                yield " ".join(match.words)


def _find_quoted(rest: str, allowed: AllowedNames, index: NameIndex) -> Iterator[str]:
    allowed_texts = (*allowed.names, allowed.sentences)
    for pattern in (_QUOTED, _SINGLE_QUOTED):
        for match in pattern.finditer(rest):
            words = split_words(match[1])
            if not words or any(_contains_words(one, words) for one in allowed_texts):
                continue
            letters = [letter for word in words for letter in word if letter.isalpha()]
            if not all(map(str.islower, letters)) or index.contains(words):
                yield match[1].strip()


def _find_known(
    text: str, allowed: AllowedNames, index: NameIndex, language: str | None
) -> Iterator[str]:
    spans = find_spans(text, allowed.names)
    for match in index.find(text):
        is_allowed = any(start <= match.start and match.end <= end for start, end in spans)
        if not is_allowed and is_name(text, match, language):
            yield " ".join(match.words)


def _contains_words(text: str, words: Words) -> bool:
    """Return whether a text has words in a row, ignoring case."""
    return (
        f" {' '.join(casefold_words(words))} " in f" {' '.join(casefold_words(split_words(text)))} "
    )
