"""Makes untrusted text fit to be shown: it cannot steer a terminal, hide, or turn a line around."""

import re
import unicodedata

_REPLACED = "\N{REPLACEMENT CHARACTER}"
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    "\U000e0000-\U000e0fff]"
)
"""Takes up no room, or an empty cell, although Unicode files it under letters and marks."""
_NONCHARACTER = re.compile("[\ufffe\uffff]")
"""Not allowed in XML, and so in no SVG."""


def harmless(text: str) -> str:
    """Return the text on one line and without anything that acts instead of being read.

    White space of every sort becomes a space. Control characters (C0, C1 and with them every escape
    sequence) and broken surrogates become U+FFFD. What cannot be seen goes: bidirectional
    overrides, zero-width characters, variation selectors, tags.
    """
    text = _NONCHARACTER.sub(_REPLACED, _INVISIBLE.sub("", text))
    return text if text.isprintable() else "".join(map(_tamed, text))


def _tamed(character: str) -> str:
    if character.isspace():
        return " "
    match unicodedata.category(character):
        case "Cc" | "Cs":
            return _REPLACED
        case "Cf":
            return ""
        case _:
            return character
