"""Sanitizes text for people: it cannot control a terminal, be invisible, or reverse a line."""

import re
import unicodedata

from musicanalyser.invisible_characters import INVISIBLE_CHARACTERS

_REPLACED = "\N{REPLACEMENT CHARACTER}"
_INVISIBLE = re.compile(f"[{INVISIBLE_CHARACTERS}]")
_JOINERS = "\u200c\u200d"
_JOINER = re.compile(rf"(?<![\x00-\x7f\s{_JOINERS}])[{_JOINERS}](?![\x00-\x7f\s{_JOINERS}]|$)")
"""Zero-width joiner and non-joiner within text that is not ASCII: spelling, as in Persian, Hindi
and emoji of families (https://www.unicode.org/reports/tr31/#Layout_and_Format_Control_Characters)."""
_NONCHARACTER = re.compile("[\ufffe\uffff]")
"""Characters that XML, and therefore SVG, does not allow."""


def sanitize(text: str) -> str:
    """Return the text on one line, without control characters and invisible characters.

    White space of any kind becomes a space. Control characters (C0 and C1, so every escape
    sequence) and lone surrogates become U+FFFD. Bidirectional overrides, zero-width characters,
    variation selectors and tags are removed, except for joiners between letters or emoji.
    """
    text = _NONCHARACTER.sub(_REPLACED, _INVISIBLE.sub("", text))
    if text.isprintable():
        return text
    spelling = {match.start() for match in _JOINER.finditer(text)}
    return "".join(
        character if place in spelling else _replacement(character)
        for place, character in enumerate(text)
    )


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
