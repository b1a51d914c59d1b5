"""Compares names as people type them: letter case, accents, width and quotes do not matter."""

import unicodedata

_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "\N{LATIN SMALL LETTER DOTLESS I}": "i", "æ": "ae",
    "œ": "oe", "þ": "th", "ð": "d",
}  # fmt: skip
"""Letters that Unicode does not decompose."""
_DASHES = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}"
_QUOTES = (
    "'\"`\N{ACUTE ACCENT}\N{MODIFIER LETTER APOSTROPHE}\N{LEFT SINGLE QUOTATION MARK}"
    "\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
)
_ALIKE = str.maketrans({**_LETTERS, **dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_QUOTES)})

_CYRILLIC = (
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445"  # of Russian
    "\u0455\u0456\u0458"  # of others
)
_LOOK_ALIKES = str.maketrans(_CYRILLIC, "abekmhopctyxsij")
"""Cyrillic letters that look like Latin ones, small or as capitals."""


def search_key(name: str) -> str:
    """Return what equal names have in common, however they are typed."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(letters.translate(_ALIKE).split())


def is_same_artist(one: str, other: str) -> bool:
    """Return whether two names are those of one artist, however typed, with "The" or without.

    Cyrillic letters in a name with Latin ones are taken for the Latin ones that look like them.
    """
    return _artist_key(one) == _artist_key(other)


def _artist_key(name: str) -> str:
    key = search_key(name).removeprefix("the ")
    has_latin = any("a" <= char <= "z" for char in key)
    return key.translate(_LOOK_ALIKES) if has_latin else key
