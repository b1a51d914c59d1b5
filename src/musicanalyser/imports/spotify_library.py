"""The library in Spotify's account data: of it, the names of the podcast shows.

Account data from before 2024 lists episodes like tracks, with the show as the artist. The shows of
the library tell them apart (https://support.spotify.com/article/understanding-my-data/).
"""

import re
from collections.abc import Iterator
from typing import IO

import msgspec
from msgspec import Struct

from musicanalyser.imports.fields import FieldError, parse_text
from musicanalyser.imports.imported_file import ImportedFile
from musicanalyser.imports.json_rows import AT_ONCE_BYTES
from musicanalyser.model.evidence import BadRow, PodcastShow

SERVICE = "Spotify"
TITLE = "Spotify library (names of podcast shows)"

_START = re.compile(rb'\s*\{\s*"(tracks|albums|shows)"\s*:\s*\[')


class _Show(Struct, gc=False):
    name: str | None = None


class _Library(Struct, gc=False):
    shows: list[_Show] = []


def recognises(head: bytes) -> bool:
    """Return whether a file is ``YourLibrary.json``, by its first bytes."""
    return bool(_START.match(head.removeprefix(b"\xef\xbb\xbf"))) and (
        b'"bannedTracks"' in head or b'"spotify:' in head
    )


def read(stream: IO[bytes], _: ImportedFile) -> Iterator[PodcastShow | BadRow]:
    """Yield the podcast shows; a library that cannot be decoded is one `BadRow`."""
    try:
        library = msgspec.json.decode(stream.read(AT_ONCE_BYTES), type=_Library)
        for show in library.shows:
            if title := parse_text(show.name):
                yield PodcastShow(name=title)
    except (ValueError, RecursionError, FieldError):
        yield BadRow(row=1, why="not a library of Spotify")
