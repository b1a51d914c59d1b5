"""Spotify's extended streaming history as a CSV with fewer columns: ``spotify_history.csv``.

Public analyses pass histories on in this shape, such as
https://mavenanalytics.io/data-playground/spotify-streaming-history. Moments are UTC.
"""

from collections.abc import Iterator
from typing import IO

from msgspec import Struct, field

from musicanalyser.imports.csv_rows import read_table
from musicanalyser.imports.fields import FieldError
from musicanalyser.imports.imported_file import ImportedFile
from musicanalyser.imports.spotify_extended import ExtendedRow, make_sighting
from musicanalyser.model.evidence import BadRow, Sighting
from musicanalyser.model.item import ItemKind

SERVICE = "Spotify"
TITLE = "Spotify history as CSV"

_TRACK = "spotify:track:"


class _Row(Struct, gc=False):
    uri: str = field(name="spotify_track_uri")
    ts: str
    ms_played: str
    track: str = field(name="track_name")
    artist: str = field(name="artist_name")
    album: str = field(name="album_name", default="")
    platform: str = ""
    reason_start: str = ""
    reason_end: str = ""
    shuffle: str = ""
    skipped: str = ""


def recognises(head: bytes) -> bool:
    """Return whether a file is such a table, by its first bytes."""
    header = head.partition(b"\n")[0]
    return all(name in header for name in (b"spotify_track_uri,", b"ts,", b"ms_played,"))


def read(stream: IO[bytes], _: ImportedFile) -> Iterator[Sighting | BadRow]:
    """Yield the sightings of a file.

    Raises:
        MissingColumnError: If there is no column for the track, the end or the time heard.
    """
    for row in read_table(stream, _Row):
        if isinstance(row, BadRow):
            yield row
            continue
        try:
            yield make_sighting(row[0], _extended_row(row[1]), ItemKind.MUSIC)
        except FieldError as error:
            yield BadRow(row=row[0], why=str(error))


def _extended_row(row: _Row) -> ExtendedRow:
    return ExtendedRow(
        ts=row.ts,
        platform=row.platform,
        ms_played=row.ms_played,
        track=row.track,
        artist=row.artist,
        album=row.album,
        track_uri=row.uri if ":" in row.uri or not row.uri else _TRACK + row.uri,
        reason_start=row.reason_start,
        reason_end=row.reason_end,
        shuffle=row.shuffle,
        skipped=row.skipped,
    )
