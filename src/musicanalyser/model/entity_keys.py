"""The keys that make names equal: what one song, artist or album is, however it is spelled."""

import unicodedata
from typing import NamedTuple

from musicanalyser.model.compilations import COMPILATIONS
from musicanalyser.model.item import Item

_SEPARATOR = "\x1f"
"""Between two names of a key: the unit separator of ASCII, which is in no name."""


class EntityKeys(NamedTuple):
    """The keys of the song, the artist and the album that names mean.

    A compilation has no artist.
    """

    song: str
    artist: str | None
    album: str | None


def entity_keys(item: Item) -> EntityKeys:
    """Return the keys of the names of an item."""
    return EntityKeys(song_key(item), artist_key(item.artist), album_key(item.album, item.artist))


def fold_name(name: str | None) -> str:
    """Return a name without differences of letter case, spacing and Unicode form."""
    return " ".join(unicodedata.normalize("NFKC", name or "").casefold().split())


def song_key(item: Item) -> str:
    """Return the key that all ids of one artist's title share; without a title, the address."""
    if item.title is None:
        return item.uri or ""
    return title_key(item.title, item.artist)


def title_key(title: str, artist: str | None) -> str:
    """Return the key of an artist's title."""
    return fold_name(artist) + _SEPARATOR + fold_name(title)


def artist_key(artist: str | None) -> str | None:
    """Return the key of an artist, ``None`` where there is none, as of a compilation."""
    folded = None if artist is None else fold_name(artist)
    return None if folded in COMPILATIONS else folded


def album_key(album: str | None, artist: str | None) -> str | None:
    """Return the key of an artist's album, ``None`` without an album."""
    return None if album is None else fold_name(album) + _SEPARATOR + fold_name(artist)
