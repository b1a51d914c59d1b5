"""Scrobbles of Last.fm as the CSV of https://lastfmstats.com, whose last title names the user."""

import re
from collections.abc import Iterator
from typing import IO

from msgspec import Struct, field

from musicanalyser.imports.csv_rows import read_table
from musicanalyser.imports.imported_file import ImportedFile
from musicanalyser.imports.services.scrobble import (
    make_scrobble,
    make_sightings,
    make_song,
    parse_epoch_ms,
)
from musicanalyser.model.evidence import BadRow, Sighting
from musicanalyser.model.origin import Origin

SERVICE = "Last.fm"
TITLE = "lastfmstats.com CSV"

_HEADER = re.compile(rb'(\xef\xbb\xbf)?"?Artist"?;"?Album"?;("?AlbumId"?;)?"?Track"?;"?Date#')


class _Row(Struct, gc=False):
    track: str = field(name="Track")
    artist: str = field(name="Artist")
    date: str = field(name="Date")
    album: str = field(name="Album", default="")


def recognises(head: bytes) -> bool:
    """Return whether a file is a table of lastfmstats.com, by its first bytes."""
    return _HEADER.match(head) is not None


def read(stream: IO[bytes], _: ImportedFile) -> Iterator[Sighting | BadRow]:
    """Yield the scrobbles of a file.

    Raises:
        MissingColumnError: If there is no column for the time, the artist or the track.
    """
    return make_sightings(read_table(stream, _Row, delimiter=";"), _make_sighting)


def _make_sighting(number: int, row: _Row) -> Sighting:
    item = make_song(row.track, row.artist, row.album)
    return make_scrobble(Origin.LASTFM, number, item, at_ms=parse_epoch_ms(row.date, unit_ms=1))
