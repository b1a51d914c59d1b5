"""Scrobbles of Last.fm as the JSON of https://lastfmstats.com.

It merges the spellings of an artist, so its names may differ from those of other files.
"""

from collections.abc import Iterator
from typing import IO

from msgspec import Struct

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
TITLE = "lastfmstats.com JSON"


class _Scrobble(Struct, gc=False):
    track: str | None = None
    artist: str | None = None
    album: str | None = None
    date: Number = None


def recognises(head: bytes) -> bool:
    """Return whether a file is one of lastfmstats.com, by its first bytes."""
    return b'"scrobbles"' in head and b'"username"' in head and b'"maloja"' not in head


def read(stream: IO[bytes], _: ImportedFile) -> Iterator[Sighting | BadRow]:
    """Yield the scrobbles of a file."""
    return make_sightings(read_named_lists(stream, "scrobbles", _Scrobble), _make_sighting)


def _make_sighting(number: int, row: _Scrobble) -> Sighting:
    item = make_song(row.track, row.artist, row.album)
    return make_scrobble(Origin.LASTFM, number, item, at_ms=parse_epoch_ms(row.date, unit_ms=1))
