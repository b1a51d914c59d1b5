"""Scrobbles of Last.fm: pages of its API, and lists of such pages.

The shape is that of ``user.getRecentTracks`` (https://www.last.fm/api/show/user.getRecentTracks);
https://lastfm.ghan.nl/export/ writes a list of pages. What plays now has no date, and is no play
yet. A page with one scrobble holds it without a list.
"""

from collections.abc import Iterator
from typing import IO

from msgspec import Struct, field

from musicanalyser.imports.imported_file import ImportedFile
from musicanalyser.imports.json_rows import read_named_lists
from musicanalyser.imports.services.scrobble import (
    Number,
    make_scrobble,
    make_sightings,
    make_song,
    parse_epoch_ms,
)
from musicanalyser.model.evidence import BadRow, Sighting
from musicanalyser.model.origin import Origin

SERVICE = "Last.fm"
TITLE = "Last.fm pages"


class _Name(Struct, gc=False):
    text: str | None = field(name="#text", default=None)
    name: str | None = None
    """Instead of ``#text``, where the page was asked for with ``extended=1``."""


class _Date(Struct, gc=False):
    uts: Number = None


class _Track(Struct, gc=False):
    title: str | None = field(name="name", default=None)
    artist: _Name | str | None = None
    album: _Name | str | None = None
    date: _Date | None = None


def recognises(head: bytes) -> bool:
    """Return whether a file holds pages of scrobbles, by its first bytes."""
    return b'"track"' in head and b'"#text"' in head and (b'"uts"' in head or b"nowplaying" in head)


def read(stream: IO[bytes], _: ImportedFile) -> Iterator[Sighting | BadRow]:
    """Yield the scrobbles of a file."""
    return make_sightings(read_named_lists(stream, "track", _Track), _make_sighting)


def _make_sighting(number: int, track: _Track) -> Sighting | None:
    if track.date is None:
        return None
    item = make_song(track.title, _name(track.artist), _name(track.album))
    return make_scrobble(Origin.LASTFM, number, item, at_ms=parse_epoch_ms(track.date.uts))


def _name(named: _Name | str | None) -> str | None:
    return named.text or named.name if isinstance(named, _Name) else named
