"""Sanitizes untrusted text: names from the history, and what a model writes.

Slurs are masked, ``S****``, because nobody asked to read them in a roast. The list is stored in
rot13, so that nobody reads it by accident. It is short on purpose: a word that is also a surname,
a first name or an ordinary word of another language is not on it. A slur is recognised as a whole
word or its plural, in any case, with accents, stretched letters or simple leetspeak. Spaced-out
letters and letters of other scripts are not recognised.
"""

import codecs
import re
import unicodedata
from itertools import groupby

from musicanalyser.invisible_characters import INVISIBLE_CHARACTERS

MAX_NAME_LENGTH = 80
UNNAMED = "(no name)"
"""Replaces a name of which nothing is left."""

_ELLIPSIS = "…"
_UNSEEN = re.compile(f"[{INVISIBLE_CHARACTERS}\u2800]")
"""With the empty braille pattern, which looks like a space."""
_SLURS = (
    "artre",
    "avttn",
    "avttre",
    "cnxv",
    "enturnq",
    "erqfxva",
    "ergneqrq",
    "fcvp",
    "fhqnpn",
    "fnaqavttre",
    "fpujhpugry",
    "furznyr",
    "genaal",
    "gbjryurnq",
    "jrgonpx",
    "obhtabhyr",
    "ornare",
    "puvax",
    "qnexvr",
    "sebpvb",
    "snt",
    "snttbg",
    "tbbx",
    "wvtnobb",
    "xnanxr",
    "znevpba",
)
_LEET = {"a": "a4@", "e": "e3", "i": "i1", "l": "l1", "o": "o0", "s": "s5$", "t": "t7"}


def _make_slur_pattern(slur: str) -> str:
    """Return a pattern for a word in which each letter may be repeated."""
    return "".join(
        f"(?:[{_LEET.get(letter, letter)}][\u0300-\u036f]*){{{len(list(run))},}}"
        for letter, run in groupby(codecs.decode(slur, "rot13"))
    )


_SLUR = re.compile(
    rf"(?<![^\W\d_])(?:{'|'.join(map(_make_slur_pattern, _SLURS))})(?:e?[s5$z]|n)?(?![^\W\d_])"
)


def sanitize_name(text: str) -> str:
    """Return a name from the history as one short line; never empty, and the same if repeated.

    The name is in NFKC. Control, zero-width, bidirectional, private and unassigned characters and
    lone surrogates are removed. White space becomes one space and slurs are masked. A name longer
    than `MAX_NAME_LENGTH` characters is cut and ends in an ellipsis.
    """
    # NFKC would turn an ellipsis into three dots, and so lengthen a name that was cut.
    parts = _remove_unseen(text).split(_ELLIPSIS)
    normal = _ELLIPSIS.join(unicodedata.normalize("NFKC", part) for part in parts)
    return _cut(_mask_slurs(_join_lines(normal)), MAX_NAME_LENGTH) or UNNAMED


def sanitize_output(text: str, max_length: int) -> str:
    """Return what a model wrote as one line of at most ``max_length`` characters.

    It is sanitized like a name, but letters stay in their form, and an empty text stays empty.
    """
    return _cut(_mask_slurs(_join_lines(_remove_unseen(text))), max_length)


def _remove_unseen(text: str) -> str:
    return "".join(
        " " if character.isspace() else character
        for character in _UNSEEN.sub("", text)
        if character.isspace() or not unicodedata.category(character).startswith("C")
    )


def _join_lines(text: str) -> str:
    return " ".join(text.split())


def _mask_slurs(text: str) -> str:
    """Mask until no slur is left: a masked word may complete the pattern of its neighbour."""
    folded = "".join(map(_fold, text))
    masked = text
    for match in _SLUR.finditer(folded):
        stars = "*" * (match.end() - match.start() - 1)
        masked = f"{masked[: match.start() + 1]}{stars}{masked[match.end() :]}"
    return text if masked == text else _mask_slurs(masked)


def _fold(character: str) -> str:
    """Return the plain small letter of a character; always one, so that positions stay the same."""
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def _cut(text: str, max_length: int) -> str:
    if len(text) <= max_length:
        return text
    return _mask_slurs(text[: max_length - 1].rstrip() + _ELLIPSIS)
