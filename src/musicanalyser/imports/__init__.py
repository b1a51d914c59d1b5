"""Files exported from elsewhere, read as sightings, or as names of podcast shows.

A format is a module that satisfies `ImportFormat`, and a line in `FORMATS`.
"""

import re
from collections.abc import Iterator
from typing import IO, Protocol

from musicanalyser.imports.imported_file import ImportedFile
from musicanalyser.model.evidence import BadRow, LiveSpan, PodcastShow, Sighting
from musicanalyser.registry import Registry


class ImportFormat(Protocol):
    """What a module must define to be an import format."""

    SERVICE: str
    """Whose files they are, for people."""
    TITLE: str
    """What the files are called, for people."""

    def recognises(self, head: bytes) -> bool:
        """Return whether a file has this format, by its first bytes; its name does not matter."""
        ...

    def read(
        self, stream: IO[bytes], file: ImportedFile, /
    ) -> Iterator[Sighting | PodcastShow | LiveSpan | BadRow]:
        """Yield what a file holds, in its order; a row that cannot be read is a `BadRow`.

        Raises:
            NotAListError: If the file holds no list of rows.
            MissingColumnError: If a table lacks a column.
            ZoneMissingError: If the file has times without a zone, and the user named none.
        """
        ...


FORMATS = Registry[ImportFormat](
    __name__,
    "history-export",
    "spotify-extended",
    "spotify-account",
    "spotify-library",
    "spotify-csv",
    "services.lastfm",
    "services.lastfm-csv",
    "services.lastfmstats",
    "services.lastfmstats-csv",
    "services.listenbrainz",
    "services.maloja",
    "services.koito",
    "services.apple-music",
    "services.youtube-music",
    "services.rockbox",
)
"""The first that recognises a file reads it."""


_HISTORY_NAME = re.compile(r"(?i)(streaming_?history|endsong|endvideo).*|.*\.zip")


def is_named_like_a_history(name: str) -> bool:
    """Return whether a file has a name that Spotify gives to histories, or is a zip of them."""
    return _HISTORY_NAME.fullmatch(name.rpartition("/")[2]) is not None


def recognise_format(head: bytes) -> str | None:
    """Return the name of the format that a file has by its first bytes, ``None`` if it has none."""
    return next((name for name, known in FORMATS.items() if known.recognises(head)), None)
