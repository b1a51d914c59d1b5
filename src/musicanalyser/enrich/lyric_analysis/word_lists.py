"""The word lists of each language: which words are profane, and which tell of a theme.

Each language has a file ``CODE.toml``. An entry is a word without letter case; ``*`` at its
end stands for any ending.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from msgspec import Struct, convert

LANGUAGES = ("en", "de", "es")
THEMES = ("love", "heartbreak", "night", "party", "money", "home", "road", "faith")
THEME_PER_1000 = 10
"""So many of 1,000 words must tell of a theme for a lyric to have it."""
THEME_LEAST = 3
"""So many words must at the least, in a short lyric."""


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    profanity: tuple[str, ...]
    themes: dict[str, tuple[str, ...]]


class WordLists(Struct, frozen=True, kw_only=True):
    """What the words of one language are matched with."""

    profanity: re.Pattern[str]
    themes: Mapping[str, re.Pattern[str]]


def profanity_of(words: Sequence[str], language: str | None) -> float | None:
    """Return the share of profane words, ``None`` where there is no list for the language."""
    if language not in LANGUAGES or not words:
        return None
    profane = lists_of(language).profanity
    return sum(profane.fullmatch(word) is not None for word in words) / len(words)


def themes_of(words: Sequence[str], language: str | None) -> tuple[str, ...] | None:
    """Return the themes, the strongest first, ``None`` where there is no list for the language.

    A theme is told by at least 10 of 1,000 words, and by 3.
    """
    if language not in LANGUAGES:
        return None
    lists = lists_of(language)
    found = Counter(
        theme
        for word, count in Counter(words).items()
        for theme, pattern in lists.themes.items()
        if pattern.fullmatch(word)
        for _ in range(count)
    )
    least = max(THEME_LEAST, len(words) * THEME_PER_1000 / 1000)
    strong = (theme for theme in THEMES if found[theme] >= least)
    return tuple(sorted(strong, key=lambda theme: -found[theme]))


@cache
def lists_of(language: str) -> WordLists:
    """Read the file of a language."""
    text = (files(__package__) / f"{language}.toml").read_text("utf-8")
    read = convert(tomllib.loads(text), _File)
    return WordLists(
        profanity=_any_of(read.profanity),
        themes={theme: _any_of(entries) for theme, entries in read.themes.items()},
    )


def _any_of(entries: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(entry).replace(r"\*", r"\S*") for entry in entries))
