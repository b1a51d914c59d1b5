"""Titles of tracks without the suffixes that shops add."""

import re

_YEAR = r"(?:19|20)\d\d"
_REMASTER = (
    rf"(?:{_YEAR}\W*)?(?:digital(?:ly)?\s)?remaster(?:ed)?(?:\s(?:version|edition|{_YEAR}))*"
)
_CUT = (
    r"(?:radio|single|album|original|extended|full[ -]length|long|short|video|lp|7\"|12\")"
    r"\s(?:edit|version|mix)"
)

SUFFIXES: dict[str, str] = {
    "remaster": _REMASTER,
    "live": r"(?:recorded\s)?live(?:\W.*)?",
    "cut": rf"(?:{_YEAR}\s)?{_CUT}(?:\s{_YEAR})?",
    "edit": r"edit",
    "channels": rf"(?:mono|stereo)(?:\s(?:version|mix))?(?:\s{_YEAR})?",
    "acoustic": r"acoustic(?:\sversion)?",
    "edition": r"(?:bonus\strack|(?:\w+\s)?deluxe(?:\sedition|\sversion)?|explicit|clean)",
    "film": r"from\s.+",
    "guest": r"(?:feat|ft|featuring|with)\.?\s.+",
}
"""Suffixes after a dash or in brackets that leave the lyric as it is, as regular expressions.

Remixes, demos, covers, karaoke and instrumental versions are not among them: their lyrics may
differ.
"""

_ANY_SUFFIX = "|".join(SUFFIXES.values())
_END = re.compile(
    rf"\s[-\u2013\u2014]\s+(?:{_ANY_SUFFIX})$"
    rf"|\((?:{_ANY_SUFFIX})\)$"
    rf"|\[(?:{_ANY_SUFFIX})\]$"
    r"|\s(?:feat|ft)\.\s.+$"
    r"|\sfeaturing\s.+$",
    re.IGNORECASE,
)


def strip_suffixes(title: str) -> str:
    """Return a title without all suffixes at its end, but never an empty one.

    A guest after ``feat.``, ``ft.`` or ``featuring`` is removed without brackets, too.
    """
    before, plain = "", title.strip()
    while plain != before:
        before, plain = plain, _END.sub("", plain).strip() or plain
    return plain or title
