"""Sanitizes text for people: it cannot control a terminal, be invisible, or reverse a line."""

import re
import unicodedata

from musicanalyser.invisible_characters import INVISIBLE_CHARACTERS

_REPLACED = "\N{REPLACEMENT CHARACTER}"
_INVISIBLE = re.compile(f"[{INVISIBLE_CHARACTERS}]")
_NONCHARACTER = re.compile("[\ufffe\uffff]")
"""Characters that XML, and therefore SVG, does not allow."""


def sanitize(text: str) -> str:
    """Return the text on one line, without control characters and invisible characters.

    White space of any kind becomes a space. Control characters (C0 and C1, so every escape
    sequence) and lone surrogates become U+FFFD. Bidirectional overrides, zero-width characters,
    variation selectors and tags are removed.
    """
    text = _NONCHARACTER.sub(_REPLACED, _INVISIBLE.sub("", text))
    return text if text.isprintable() else "".join(map(_replacement, text))


def _replacement(character: str) -> str:
    if character.isspace():
        return " "
    match unicodedata.category(character):
        case "Cc" | "Cs":
            return _REPLACED
        case "Cf":
            return ""
        case _:
            return character
