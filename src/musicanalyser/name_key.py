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


def search_key(name: str) -> str:
    """Return what equal names have in common, however they are typed."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(letters.translate(_ALIKE).split())


def is_same_artist(one: str, other: str) -> bool:
    """Return whether two names are those of one artist, however typed, with "The" or without."""
    first, second = (search_key(name).removeprefix("the ") for name in (one, other))
    return first == second
