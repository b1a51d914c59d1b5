"""Titles of tracks without what a shop adds to them."""

import re

_YEAR = r"(?:19|20)\d\d"
_REMASTER = (
    rf"(?:{_YEAR}\W*)?(?:digital(?:ly)?\s)?remaster(?:ed)?(?:\s(?:version|edition|{_YEAR}))*"
)
_LIVE = r"(?:recorded\s)?live(?:\s(?:at|from|in|on|version|session|acoustic|recording)\b.*|\W+.*)?"
_CUT = (
    r"(?:radio|single|album|original|extended|full[ -]length|long|short|video|lp|7\"|12\")"
    r"\s(?:edit|version|mix)"
)
_GUEST = r"(?:feat|ft|featuring|with)\b\.?\s.+"

FORMS: dict[str, str] = {
    "remaster": _REMASTER,
    "live": _LIVE,
    "cut": rf"(?:{_YEAR}\s)?{_CUT}(?:\s{_YEAR})?",
    "edit": r"edit",
    "channels": rf"(?:mono|stereo)(?:\s(?:version|mix))?(?:\s{_YEAR})?",
    "acoustic": r"acoustic(?:\sversion)?",
    "edition": r"(?:bonus\strack|(?:\w+\s)?deluxe(?:\sedition|\sversion)?|explicit|clean)",
    "film": r"from\s.+",
    "guest": _GUEST,
}
"""What may be added after a dash or in brackets: words stay the same, so a lyric does too.

Remixes, demos, covers, karaoke and instrumental versions are left as they are: their words, if they
have any, may be others.
"""

_ADDED = "|".join(FORMS.values())
_END = re.compile(
    rf"\s+[-\u2013\u2014]\s+(?:{_ADDED})\s*$"
    rf"|\s*\((?:{_ADDED})\)\s*$"
    rf"|\s*\[(?:{_ADDED})\]\s*$"
    r"|\s+(?:feat|ft)\.\s.+$"
    r"|\s+featuring\s.+$",
    re.IGNORECASE,
)


def plain_title(title: str) -> str:
    """Return a title without the added forms at its end; one made of nothing else is kept."""
    before, bare = "", title.strip()
    while bare != before:
        before, bare = bare, _END.sub("", bare).strip() or bare
    return bare or title
