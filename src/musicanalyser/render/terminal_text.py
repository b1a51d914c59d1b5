"""Sanitizes text for people: it cannot control a terminal, be invisible, or reverse a line."""

import re
import unicodedata

_REPLACED = "\N{REPLACEMENT CHARACTER}"
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    "\U000e0000-\U000e0fff]"
)
"""Invisible characters that Unicode classifies as letters or marks."""
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
