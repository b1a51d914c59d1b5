"""Whether two services name the same song, for matching alone: what is stored stays as it came.

Services rename silently: they add or drop guests and editions, join artists or keep the first, and
write quotes and letter case their own way.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from musicanalyser.model.compilations import COMPILATIONS
from musicanalyser.name_key import search_key

SEPARATOR = "\x1f"
"""Between the artist and the title of a song."""
_EDITION = (
    r"\b(?:feat|ft|featuring|with|from|remaster(?:ed)?|version|edit|mix|remix|live|mono|stereo|demo"
    r"|bonus|deluxe|explicit|clean|acoustic|anniversary|edition|single|album|original|soundtrack"
    r"|session|official|recorded|instrumental)\b"
)
_BRACKETED = re.compile(rf"\s*[(\[][^()\[\]]*{_EDITION}[^()\[\]]*[)\]]")
_AFTER_DASH = re.compile(rf"\s+[-/]\s+(?=[^-]*{_EDITION}).*")
_GUESTS = re.compile(r"\s+(?:feat\.?|ft\.?|featuring)\s.*")
_BETWEEN_ARTISTS = re.compile(
    r"\s*[,;/&+•·]\s*|\s+(?:feat\.?|ft\.?|featuring|with|and|und|et|y|x|vs\.?)\s+"
)
_NO_LETTERS = re.compile(r"[\W_]+")


class LooseName(NamedTuple):
    """A title without edition and guests, and its artists, cut wherever there may be two.

    "Tyler, The Creator" is cut too: that is harmless, as it is cut alike on both sides. Without
    artists, as on a compilation, the title alone is compared.
    """

    title: str
    artists: tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def loosen(song: str) -> LooseName:
    """Return what is compared of a song, which is an artist and a title, or else an address."""
    artist, separator, title = song.partition(SEPARATOR)
    if not separator:
        return LooseName(song, ())
    return LooseName(_loose_title(search_key(title)), _artists(artist))


def is_alike(one: LooseName, other: LooseName) -> bool:
    """Return whether two names may mean one song: one title, and the first artist of either."""
    if one.title != other.title:
        return False
    if not (one.artists and other.artists):
        return True
    return one.artists[0] in other.artists or other.artists[0] in one.artists


def _artists(artist: str) -> tuple[str, ...]:
    if not artist or artist in COMPILATIONS:
        return ()
    key = search_key(artist)
    parts = (_letters(part.removeprefix("the ")) for part in _BETWEEN_ARTISTS.split(key))
    return tuple(part for part in parts if part) or (key,)


def _loose_title(title: str) -> str:
    bare = _GUESTS.sub("", _AFTER_DASH.sub("", _BRACKETED.sub("", title)))
    return _letters(bare) or _letters(title) or title


def _letters(name: str) -> str:
    return _NO_LETTERS.sub("", name)
