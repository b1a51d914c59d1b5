"""The characters that nobody sees, although Unicode files them under letters, marks and symbols."""

import re
import unicodedata

INVISIBLE_CHARACTERS = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    "\U000e0000-\U000e0fff"
)
"""The inside of a character class of `re`.

Unicode's *default ignorable* code points that its categories do not give away: joiners, fillers,
inherent vowels, variation selectors, tags, and what is reserved for more of them.
"""
_INVISIBLE = re.compile(f"[{INVISIBLE_CHARACTERS}]")


def is_visible(text: str) -> bool:
    """Return whether a text has a character that is more than space, control or format."""
    seen = _INVISIBLE.sub("", text)
    return any(unicodedata.category(char)[0] not in "ZC" for char in seen)
