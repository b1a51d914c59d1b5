"""Scrobbles of a Maloja server (https://github.com/krateng/maloja), as its JSON export.

The artists of a track come without their order. ``duration`` is the time heard, mostly unknown.
"""

from collections.abc import Iterator
from typing import IO

from msgspec import Struct, field

from musicanalyser.imports.imported_file import ImportedFile
from musicanalyser.imports.json_rows import read_named_lists
from musicanalyser.imports.services.scrobble import (
    Number,
    join_names,
    make_scrobble,
    make_sightings,
    make_song,
    parse_duration_ms,
    parse_epoch_ms,
)
from musicanalyser.model.evidence import BadRow, Sighting
from musicanalyser.model.origin import Origin
from musicanalyser.units import SECOND_MS

SERVICE = "Maloja"
TITLE = "Maloja export"

_FROM_SPOTIFY = "import:spotify"


class _Album(Struct, gc=False):
    title: str | None = field(name="albumtitle", default=None)


class _Track(Struct, gc=False):
    artists: list[str] = []
    title: str | None = None
    album: _Album | str | None = None
    length: Number = None


class _Scrobble(Struct, gc=False):
    track: _Track
    time: Number
    duration: Number = None
    origin: str | None = None


def recognises(head: bytes) -> bool:
    """Return whether a file is an export of Maloja, by its first bytes."""
    return b'"scrobbles"' in head and b'"maloja"' in head


def read(stream: IO[bytes], _: ImportedFile) -> Iterator[Sighting | BadRow]:
    """Yield the scrobbles of a file."""
    return make_sightings(read_named_lists(stream, "scrobbles", _Scrobble), _make_sighting)


def _make_sighting(number: int, row: _Scrobble) -> Sighting:
    track = row.track
    album = track.album.title if isinstance(track.album, _Album) else track.album
    return make_scrobble(
        Origin.SPOTIFY_COPY if row.origin == _FROM_SPOTIFY else Origin.MALOJA,
        number,
        make_song(track.title, join_names(track.artists), album),
        at_ms=parse_epoch_ms(row.time),
        played_ms=parse_duration_ms(row.duration, unit_ms=SECOND_MS),
        length_ms=parse_duration_ms(track.length, unit_ms=SECOND_MS),
    )
