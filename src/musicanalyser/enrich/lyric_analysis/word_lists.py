"""The word lists of each language: profane words, and words of themes.

Each language has a file ``CODE.toml``. An entry is a case-folded word; ``*`` at its end stands for
any ending. A profane word in one of the innocent phrases, such as *Moby Dick*, does not count.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from msgspec import Struct, convert

from musicanalyser.enrich.lyric_analysis.tokens import MASKED

LANGUAGES = ("en", "de", "es")
THEMES = ("love", "heartbreak", "night", "party", "money", "home", "road", "faith")
THEME_PER_1000 = 10
"""The least number of words of a theme per 1,000 words of a lyric that has it."""
THEME_LEAST_WORDS = 3
"""The least number of words of a theme in a short lyric."""


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    profanity: tuple[str, ...]
    innocent: tuple[str, ...]
    themes: dict[str, tuple[str, ...]]


class WordLists(Struct, frozen=True, kw_only=True):
    """Patterns that match the whole of a profane word, or of a word of a theme.

    ``innocent`` matches phrases within a text, and ``profane`` are the entries themselves.
    """

    profanity: re.Pattern[str]
    profane: tuple[str, ...]
    innocent: re.Pattern[str]
    themes: Mapping[str, re.Pattern[str]]


def measure_profanity(words: Sequence[str], language: str | None) -> float | None:
    """Return the share of profane words, from 0 to 1; ``None`` without a list or words.

    A masked word counts if a profane one has its letters: ``f··k``.
    """
    if language not in LANGUAGES or not words:
        return None
    lists = load_word_lists(language)
    counted = lists.innocent.sub(" ", " ".join(words)).split()
    return sum(_is_profane(word, lists) for word in counted) / len(words)


def _is_profane(word: str, lists: WordLists) -> bool:
    if lists.profanity.fullmatch(word):
        return True
    return MASKED in word and any(_may_be(word, entry) for entry in lists.profane)


def _may_be(masked: str, entry: str) -> bool:
    """Return whether a masked word may be that of an entry."""
    stem = entry.removesuffix("*")
    has_length = len(masked) == len(stem) or (entry != stem and len(masked) > len(stem))
    return has_length and all(
        shown in {letter, MASKED} for shown, letter in zip(masked, stem, strict=False)
    )


def find_themes(words: Sequence[str], language: str | None) -> tuple[str, ...] | None:
    """Return the themes, the strongest first; ``None`` if the language has no list.

    A theme has at least 10 of 1,000 words, and at least 3 words.
    """
    if language not in LANGUAGES:
        return None
    lists = load_word_lists(language)
    found = Counter(
        theme
        for word, count in Counter(words).items()
        for theme, pattern in lists.themes.items()
        if pattern.fullmatch(word)
        for _ in range(count)
    )
    least = max(THEME_LEAST_WORDS, len(words) * THEME_PER_1000 / 1000)
    strong = (theme for theme in THEMES if found[theme] >= least)
    return tuple(sorted(strong, key=lambda theme: -found[theme]))


@cache
def load_word_lists(language: str) -> WordLists:
    """Return the word lists of a language, from its file."""
    text = (files(__package__) / f"{language}.toml").read_text("utf-8")
    read = convert(tomllib.loads(text), _File)
    return WordLists(
        profanity=re.compile(_any_of(read.profanity)),
        profane=read.profanity,
        innocent=re.compile(rf"(?<!\S)(?:{_any_of(read.innocent)})(?!\S)"),
        themes={theme: re.compile(_any_of(entries)) for theme, entries in read.themes.items()},
    )


def _any_of(entries: Iterable[str]) -> str:
    return "|".join(re.escape(entry).replace(r"\*", r"\S*") for entry in entries)
