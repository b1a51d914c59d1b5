"""The artists in ``Apple Music - Play History Daily Tracks.csv``, by title and day.

The file lists what was played on each local day as ``Artist - Title``. It holds no plays with a
time of their own.
"""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import IO

from msgspec import Struct, field

from musicanalyser.imports.csv_rows import read_table
from musicanalyser.imports.fields import FieldError, parse_text
from musicanalyser.model.evidence import BadRow
from musicanalyser.units import SECOND_MS

_BETWEEN_NAMES = " - "


class _Row(Struct, gc=False):
    track: str = field(name="Track Description")
    day: str = field(name="Date Played")


def recognises(head: bytes) -> bool:
    """Return whether a file lists the tracks of days, by its first bytes."""
    return b"Track Description" in head and b"Date Played" in head


class TrackArtists:
    """The artists of titles, as far as they are known."""

    def __init__(self) -> None:
        self._by_title: dict[str, set[str]] = defaultdict(set)
        self._by_day: dict[tuple[str, str], set[str]] = defaultdict(set)

    def add(self, title: str, artist: str, day: str) -> None:
        """Note that a track was played on a day, ``YYYYMMDD``."""
        self._by_title[title.casefold()].add(artist)
        self._by_day[title.casefold(), day].add(artist)

    def find(self, title: str, local_ms: int) -> str | None:
        """Return the artist of what was played at a local moment; ``None`` if it may be several.

        A play around midnight is listed on either day.
        """
        title = title.casefold()
        at = datetime.fromtimestamp(local_ms // SECOND_MS, UTC)
        days = [f"{at + timedelta(days=shift):%Y%m%d}" for shift in (-1, 0, 1)]
        near = set().union(*(self._by_day.get((title, day), ()) for day in days))
        found = near or self._by_title.get(title, set())
        return next(iter(found)) if len(found) == 1 else None


def read(stream: IO[bytes]) -> TrackArtists:
    """Return the artists of a file; malformed rows are left out.

    Raises:
        MissingColumnError: If there is no column for the track or the day.
    """
    artists = TrackArtists()
    for row in read_table(stream, _Row):
        if isinstance(row, BadRow):
            continue
        artist, dash, title = row[1].track.partition(_BETWEEN_NAMES)
        try:
            names = parse_text(title), parse_text(artist)
        except FieldError:
            continue
        if dash and names[0] and names[1]:
            artists.add(names[0], names[1], row[1].day.strip())
    return artists
