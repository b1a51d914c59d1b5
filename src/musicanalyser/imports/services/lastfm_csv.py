"""Scrobbles of Last.fm as the CSV of https://lastfm.ghan.nl/export/."""

from collections.abc import Iterator
from typing import IO

from msgspec import Struct

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
TITLE = "Last.fm CSV"


class _Row(Struct, gc=False):
    uts: str
    artist: str
    track: str
    album: str = ""


def recognises(head: bytes) -> bool:
    """Return whether a file is a table of scrobbles, by its first bytes."""
    header = head.partition(b"\n")[0].replace(b'"', b"")
    return b"uts,utc_time," in header and b",track" in header


def read(stream: IO[bytes], _: ImportedFile) -> Iterator[Sighting | BadRow]:
    """Yield the scrobbles of a file.

    Raises:
        MissingColumnError: If there is no column for the time, the artist or the track.
    """
    return make_sightings(read_table(stream, _Row), _make_sighting)


def _make_sighting(number: int, row: _Row) -> Sighting:
    item = make_song(row.track, row.artist, row.album)
    return make_scrobble(Origin.LASTFM, number, item, at_ms=parse_epoch_ms(row.uts))
