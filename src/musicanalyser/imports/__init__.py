"""Files exported from elsewhere, read as sightings.

A format is a module with the functions of `ImportFormat` and a line in `FORMATS`.
"""

from collections.abc import Iterator
from typing import IO, Protocol

from musicanalyser.imports import spotify_account, spotify_extended
from musicanalyser.model.evidence import BadRow, Sighting


class ImportFormat(Protocol):
    """What a module must offer to be an import format."""

    TITLE: str
    """What the files are called, for people."""

    def recognises(self, head: bytes) -> bool:
        """Tell from its first bytes whether a file is of this format, whatever its name."""
        ...

    def read(self, stream: IO[bytes], *, name: str) -> Iterator[Sighting | BadRow]:
        """Yield the sightings of a file; a row that cannot be read comes as `BadRow`."""
        ...


FORMATS: dict[str, ImportFormat] = {
    "spotify-extended": spotify_extended,
    "spotify-account": spotify_account,
}


def recognise(head: bytes) -> str | None:
    """Return the name of the format that knows a file by its first bytes, if any does."""
    return next((name for name, known in FORMATS.items() if known.recognises(head)), None)
