"""The log of scrobbles of a player with Rockbox, ``.scrobbler.log``.

Each line has tabs between artist, album, title, track number, length in s, rating, stamp and
MusicBrainz id (https://github.com/Rockbox/rockbox/blob/master/apps/plugins/lastfm_scrobbler.c).
Rating ``L`` means that half of the track was heard, unless the player is set otherwise, and ``S``
that it was left before. The clock of such a player has no zone: its stamps are local times that
pretend to be UTC.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import IO, NamedTuple
from zoneinfo import ZoneInfo

from musicanalyser.imports.csv_rows import read_text_lines
from musicanalyser.imports.fields import FieldError
from musicanalyser.imports.imported_file import ImportedFile, ZoneMissingError
from musicanalyser.imports.services.scrobble import (
    make_scrobble,
    make_sightings,
    make_song,
    parse_duration_ms,
    parse_epoch_ms,
)
from musicanalyser.model.evidence import BadRow, HeardTime, Sighting
from musicanalyser.model.origin import Origin
from musicanalyser.units import SECOND_MS

SERVICE = "Rockbox"
TITLE = "Rockbox scrobbler log"

_MAGIC = b"#AUDIOSCROBBLER/"
_IN_UTC = "#TZ/UTC"
_FAILED = "# FAILED"
"""How Rockbox begins an entry that was damaged in memory."""
_UNTAGGED = "<untagged>"
_FEWEST_FIELDS = 7
"""The eighth, the MusicBrainz id, may be missing."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _Entry(NamedTuple):
    artist: str
    album: str
    title: str
    length: str
    rating: str
    stamp: str
    zone: ZoneInfo | None
    """The zone of the stamp, ``None`` for UTC."""


def recognises(head: bytes) -> bool:
    """Return whether a file is a log of scrobbles, by its first bytes."""
    return head.removeprefix(b"\xef\xbb\xbf").startswith(_MAGIC)


def read(stream: IO[bytes], file: ImportedFile) -> Iterator[Sighting | BadRow]:
    """Yield the entries of a log.

    Raises:
        ZoneMissingError: If the log does not say that its times are UTC, and no zone is given.
    """
    return make_sightings(_entries(read_text_lines(stream), file.zone), _make_sighting)


def _entries(lines: Iterator[str], zone: ZoneInfo | None) -> Iterator[tuple[int, _Entry] | BadRow]:
    is_utc = False
    number = 0
    for line in lines:
        if line.startswith("#") and not line.startswith(_FAILED):
            is_utc = is_utc or line == _IN_UTC
        elif line.strip():
            if not is_utc and zone is None:
                raise ZoneMissingError
            number += 1
            yield _entry(number, line, None if is_utc else zone)


def _entry(number: int, line: str, zone: ZoneInfo | None) -> tuple[int, _Entry] | BadRow:
    fields = line.split("\t")
    if line.startswith(_FAILED) or len(fields) < _FEWEST_FIELDS:
        return BadRow(row=number, why="not an entry of a scrobbler log")
    artist, album, title, _, length, rating, stamp, *_ = fields
    return number, _Entry(artist, album, title, length, rating, stamp, zone)


def _make_sighting(number: int, entry: _Entry) -> Sighting:
    artist = "" if entry.artist.strip().casefold() == _UNTAGGED else entry.artist
    scrobble = make_scrobble(
        Origin.ROCKBOX,
        number,
        make_song(entry.title, artist, entry.album),
        at_ms=_moment_ms(entry),
        length_ms=parse_duration_ms(entry.length, unit_ms=SECOND_MS),
    )
    match entry.rating.strip():
        case "L":
            return scrobble
        case "S":
            return scrobble._replace(heard=HeardTime.UNKNOWN, skipped=True)
    raise FieldError("the rating is neither L nor S")


def _moment_ms(entry: _Entry) -> int:
    """Return the moment of a stamp; of an hour that a zone repeats, that of its first time."""
    stamp_ms = parse_epoch_ms(entry.stamp)
    if entry.zone is None:
        return stamp_ms
    wall = datetime.fromtimestamp(stamp_ms // SECOND_MS, UTC).replace(tzinfo=entry.zone)
    return int((wall - _EPOCH) / timedelta(milliseconds=1))
