"""Rows and files as Spotify writes them; a test changes the fields it is about."""

import json
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

from musicanalyser.imports import FORMATS
from musicanalyser.imports.imported_file import ImportedFile
from musicanalyser.model.evidence import BadRow, LiveSpan, PodcastShow, Sighting

Row = dict[str, object]


def extended_row(**fields: object) -> Row:
    """Return a row of the extended history: one whole song, except the fields given."""
    return {
        "ts": "2024-01-05T14:23:10Z",
        "platform": "android",
        "ms_played": 184_000,
        "conn_country": "DE",
        "ip_addr": "203.0.113.7",
        "master_metadata_track_name": "Paper Boats",
        "master_metadata_album_artist_name": "The Lanterns",
        "master_metadata_album_album_name": "Low Tide",
        "spotify_track_uri": "spotify:track:4PaperBoats",
        "episode_name": None,
        "episode_show_name": None,
        "spotify_episode_uri": None,
        "reason_start": "clickrow",
        "reason_end": "trackdone",
        "shuffle": False,
        "skipped": False,
        "offline": False,
        "offline_timestamp": None,
        "incognito_mode": False,
        **fields,
    }


def nameless_row(**fields: object) -> Row:
    """Return a row of the extended history without names, except the fields given."""
    names = [name for name in extended_row() if name.startswith(("master_", "spotify_"))]
    return {**extended_row(), **dict.fromkeys(names), **fields}


def account_row(**fields: object) -> Row:
    """Return a row of the account data: the song of `extended_row`, except the fields given."""
    return {
        "endTime": "2024-01-05 14:23",
        "artistName": "The Lanterns",
        "trackName": "Paper Boats",
        "msPlayed": 184_000,
        **fields,
    }


def to_json(rows: object) -> bytes:
    return json.dumps(rows).encode()


def write_file(path: Path, rows: object) -> Path:
    """Write rows as JSON, or bytes as they are, with the folders around them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(rows if isinstance(rows, bytes) else to_json(rows))
    return path


def make_zip(files: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of files by their names."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", packing) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, packing)
    return target.getvalue()


def read_rows(
    format_name: str, content: bytes | Iterable[Row], *, name: str = "a.json"
) -> list[Sighting | PodcastShow | LiveSpan | BadRow]:
    """Return what a format makes of a file."""
    stream = BytesIO(content if isinstance(content, bytes) else to_json(list(content)))
    return list(FORMATS[format_name].read(stream, ImportedFile(name=name)))


def one_sighting(format_name: str, row: Row, *, name: str = "a.json") -> Sighting:
    """Return the sighting that a format makes of a row."""
    (found,) = read_rows(format_name, [row], name=name)
    assert isinstance(found, Sighting)
    return found


def bad_reason(format_name: str, row: object) -> str:
    """Return why a format cannot read a row."""
    (found,) = read_rows(format_name, to_json([row]))
    assert isinstance(found, BadRow)
    return found.why
