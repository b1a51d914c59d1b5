"""Listens of a Koito server (https://github.com/gabehf/Koito), as its JSON export.

Each name is a list of aliases, of which one is primary. The length of a track that came from
Spotify may be the time it was first heard for, so it is not taken for one.
"""

from collections.abc import Iterator, Sequence
from typing import IO

from msgspec import Struct

from musicanalyser.imports.imported_file import ImportedFile
from musicanalyser.imports.json_rows import read_named_lists
from musicanalyser.imports.services.scrobble import (
    Number,
    join_names,
    make_scrobble,
    make_sightings,
    make_song,
    parse_duration_ms,
    parse_iso_ms,
)
from musicanalyser.model.evidence import BadRow, Sighting
from musicanalyser.model.origin import Origin
from musicanalyser.units import SECOND_MS

SERVICE = "Koito"
TITLE = "Koito export"

_FROM_SPOTIFY = "spotify"


class _Alias(Struct, gc=False):
    alias: str
    is_primary: bool = False


class _Named(Struct, gc=False):
    aliases: list[_Alias] = []
    is_primary: bool = False
    duration: Number = None


class _Listen(Struct, gc=False):
    listened_at: str
    track: _Named
    client: str | None = None
    album: _Named | None = None
    artists: list[_Named] | None = None


def recognises(head: bytes) -> bool:
    """Return whether a file is an export of Koito, by its first bytes."""
    return b'"listens"' in head and b'"exported_at"' in head and b'"version"' in head


def read(stream: IO[bytes], _: ImportedFile) -> Iterator[Sighting | BadRow]:
    """Yield the listens of a file."""
    return make_sightings(read_named_lists(stream, "listens", _Listen), _make_sighting)


def _make_sighting(number: int, listen: _Listen) -> Sighting:
    is_copy = listen.client == _FROM_SPOTIFY
    length_ms = parse_duration_ms(listen.track.duration, unit_ms=SECOND_MS)
    artists = sorted(listen.artists or (), key=lambda artist: not artist.is_primary)
    return make_scrobble(
        Origin.SPOTIFY_COPY if is_copy else Origin.KOITO,
        number,
        make_song(
            _name(listen.track.aliases),
            join_names(_name(artist.aliases) for artist in artists),
            _name(listen.album.aliases) if listen.album else None,
        ),
        at_ms=parse_iso_ms(listen.listened_at),
        length_ms=None if is_copy else length_ms,
    )


def _name(aliases: Sequence[_Alias]) -> str:
    """Return the primary alias, else the first, else nothing."""
    names = [one.alias for one in sorted(aliases, key=lambda one: not one.is_primary)]
    return names[0] if names else ""
