"""Listens of ListenBrainz: the lines of an export, or one list, as exports were before 2025.

Fields: https://listenbrainz.readthedocs.io/en/latest/users/json.html. ``additional_info`` is filled
by whatever program sent a listen, in any type.
"""

from collections.abc import Iterator, Mapping
from typing import IO

from msgspec import Struct, field

from musicanalyser.imports.imported_file import ImportedFile
from musicanalyser.imports.json_rows import read_list_or_lines
from musicanalyser.imports.services.scrobble import (
    Number,
    make_scrobble,
    make_sightings,
    make_song,
    parse_duration_ms,
    parse_epoch_ms,
)
from musicanalyser.model.evidence import BadRow, Sighting
from musicanalyser.model.origin import Origin
from musicanalyser.model.spotify_uris import parse_page_url
from musicanalyser.model.subject import SubjectKind
from musicanalyser.units import SECOND_MS

SERVICE = "ListenBrainz"
TITLE = "ListenBrainz export"

_SERVICE_FIELDS = ("music_service", "music_service_name", "listening_from", "source")
"""Where programs write which service the music came from, the present name first."""


class _Metadata(Struct, gc=False):
    track: str | None = field(name="track_name", default=None)
    artist: str | None = field(name="artist_name", default=None)
    album: str | None = field(name="release_name", default=None)
    info: dict[str, object] | None = field(name="additional_info", default=None)


class _Listen(Struct, gc=False):
    listened_at: Number
    metadata: _Metadata = field(name="track_metadata")


def recognises(head: bytes) -> bool:
    """Return whether a file is an export of ListenBrainz, by its first bytes."""
    return b'"listened_at"' in head and b'"track_metadata"' in head


def read(stream: IO[bytes], _: ImportedFile) -> Iterator[Sighting | BadRow]:
    """Yield the listens of a file."""
    return make_sightings(read_list_or_lines(stream, _Listen), _make_sighting)


def _make_sighting(number: int, listen: _Listen) -> Sighting:
    metadata = listen.metadata
    info = metadata.info or {}
    is_copy = _is_from_spotify(info)
    uri = parse_page_url(_text(info, "spotify_id"), SubjectKind.TRACK) if is_copy else None
    return make_scrobble(
        Origin.SPOTIFY_COPY if is_copy else Origin.LISTENBRAINZ,
        number,
        make_song(metadata.track, metadata.artist, metadata.album, uri=uri),
        at_ms=parse_epoch_ms(listen.listened_at),
        played_ms=_first_duration_ms(info, ms="ms_played", seconds="duration_played"),
        length_ms=_first_duration_ms(info, ms="duration_ms", seconds="duration"),
    )


def _is_from_spotify(info: Mapping[str, object]) -> bool:
    """Return whether Spotify played a listen; only a page of Spotify also says so."""
    named = [text for name in _SERVICE_FIELDS if (text := _text(info, name))]
    if named:
        return "spotify" in named[0].casefold()
    return "spotify.com/" in (_text(info, "origin_url") or _text(info, "spotify_id") or "")


def _first_duration_ms(info: Mapping[str, object], *, ms: str, seconds: str) -> int | None:
    in_ms = parse_duration_ms(info.get(ms), unit_ms=1)
    return parse_duration_ms(info.get(seconds), unit_ms=SECOND_MS) if in_ms is None else in_ms


def _text(info: Mapping[str, object], name: str) -> str | None:
    value = info.get(name)
    return value if isinstance(value, str) else None
