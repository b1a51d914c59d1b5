"""Makes untrusted text fit for a prompt and a terminal: names from the history, a model's words.

Slurs are masked, ``S****``, because nobody asked to read them in a roast. The list is kept in
rot13, so that it can be reviewed without being read by accident, and is short on purpose: words
that are also a surname, a first name or an ordinary word of another language are not on it. Words
are found whole (a plural counts), whatever their case, accents and stretched letters, and in
simple leetspeak; spaced-out letters and letters borrowed from other scripts are not seen through.
"""

import codecs
import re
import unicodedata
from itertools import groupby

LONGEST_NAME = 80
UNNAMED = "(no name)"
"""Stands where nothing of a name is left."""

_ELLIPSIS = "…"
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)
"""Seen as nothing, although Unicode files it under letters, marks and symbols."""
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


def _stretched(slur: str) -> str:
    """Return a pattern for a word with every letter written at least as often as it should be."""
    return "".join(
        f"(?:[{_LEET.get(letter, letter)}][\u0300-\u036f]*){{{len(list(run))},}}"
        for letter, run in groupby(codecs.decode(slur, "rot13"))
    )


_MASKED = re.compile(
    rf"(?<![^\W\d_])(?:{'|'.join(map(_stretched, _SLURS))})(?:e?[s5$z]|n)?(?![^\W\d_])"
)


def safe_name(text: str) -> str:
    """Return a name from the history as one short line that only ever is a name.

    It is in NFKC and without control, zero-width, bidirectional, private and unassigned characters
    and halves of surrogates; white space is one space, slurs are masked, and what exceeds
    `LONGEST_NAME` characters ends in an ellipsis. Never empty; a safe name stays as it is.
    """
    seen = _ELLIPSIS.join(  # which NFKC would turn into three dots, and so lengthen what was cut
        unicodedata.normalize("NFKC", part) for part in _seen(text).split(_ELLIPSIS)
    )
    return _cut(_masked(_one_line(seen)), LONGEST_NAME) or UNNAMED


def safe_output(text: str, most: int) -> str:
    """Return what a model wrote on one line of at most ``most`` characters, made safe like a name.

    Letters keep the form they have, and what is empty stays empty.
    """
    return _cut(_masked(_one_line(_seen(text))), most)


def _seen(text: str) -> str:
    return "".join(
        " " if character.isspace() else character
        for character in _INVISIBLE.sub("", text)
        if character.isspace() or not unicodedata.category(character).startswith("C")
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _masked(text: str) -> str:
    """Mask until nothing is left to mask: a masked word may set its neighbour free."""
    folded = "".join(map(_folded, text))
    masked = text
    for found in _MASKED.finditer(folded):
        stars = "*" * (found.end() - found.start() - 1)
        masked = f"{masked[: found.start() + 1]}{stars}{masked[found.end() :]}"
    return text if masked == text else _masked(masked)


def _folded(character: str) -> str:
    """Return the plain small letter behind a character: exactly one, so that places stay."""
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return _masked(text[: most - 1].rstrip() + _ELLIPSIS)
