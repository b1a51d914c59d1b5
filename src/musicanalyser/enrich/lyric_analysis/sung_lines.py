"""The sung lines of a lyric, without time stamps, section marks and notes.

Stamps and tags are those of the LRC format, https://en.wikipedia.org/wiki/LRC_(file_format).
"""

import re
import unicodedata

_TAG = re.compile(r"\[[^\[\]\n]*\]|<\d+:\d+(?:[.:]\d+)?>")
"""``[01:02.34]``, ``[ar:…]``, ``[Chorus]`` and the ``<01:02.34>`` before a word."""
_TIMES = re.compile(r"\(\s*(?:x\s*\d+|\d+\s*x)\s*\)|(?<!\w)(?:x\d+|\d+x)\s*$", re.IGNORECASE)
"""``(x2)``: the number of times a line is sung."""
_SECTION = re.compile(
    r"[({]?\s*(?:intro|verse|(?:pre|post)?[- ]?chorus|bridge|interlude|hook|refrain|outro|coda"
    r"|instrumental|strophe|vers|brücke|zwischenspiel|estrofa|verso|(?:pre[- ]?)?coro|estribillo"
    r"|puente|couplet|pont)\s*\d*\s*[)}:]?\s*",
    re.IGNORECASE,
)
"""A line that only names a part of the song."""


def extract_sung_lines(text: str) -> tuple[str, ...]:
    """Return the lines of a lyric that are sung; each holds at least one letter or digit."""
    whole = unicodedata.normalize("NFC", text.encode(errors="replace").decode())
    bare = (_TIMES.sub(" ", _TAG.sub(" ", line)) for line in whole.splitlines())
    spaced = (" ".join(line.split()) for line in bare)
    return tuple(line for line in spaced if _is_sung(line))


def _is_sung(line: str) -> bool:
    return any(map(str.isalnum, line)) and _SECTION.fullmatch(line) is None
