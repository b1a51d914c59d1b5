"""The streaming history in Spotify's account data: the last year, to the minute, only names.

Times are UTC. Equal rows are no mistake: a short track can be played twice within a minute.
Fields: *Streaming history* in https://support.spotify.com/article/understanding-my-data/.
"""

import re
from collections.abc import Iterator
from typing import IO

from msgspec import Struct, field

from musicanalyser.imports.fields import FieldError, parse_moment_ms, parse_played_ms, parse_text
from musicanalyser.imports.imported_file import ImportedFile
from musicanalyser.imports.json_rows import read_rows
from musicanalyser.model.evidence import BadRow, Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin
from musicanalyser.units import MINUTE_MS

SERVICE = "Spotify"
TITLE = "Spotify account data (one year)"

_MIXED_FILE = re.compile(r"StreamingHistory[0-9]+\.json")
"""The name of a file from before 2024, in which episodes are listed like tracks."""

_LOST = {"Unknown Track", "Unknown Artist"}
"""Spotify's names for what is no longer in its catalogue."""


class _Row(Struct, gc=False):
    ended: str = field(name="endTime")
    ms_played: int | float | str = field(name="msPlayed")
    track: str | None = field(name="trackName", default=None)
    artist: str | None = field(name="artistName", default=None)
    episode: str | None = field(name="episodeName", default=None)
    show: str | None = field(name="podcastName", default=None)
    chapter: str | None = field(name="chapterName", default=None)
    book: str | None = field(name="audiobookName", default=None)


def recognises(head: bytes) -> bool:
    """Return whether a file is a streaming history of account data, by its first bytes."""
    return b'"endTime"' in head and b'"msPlayed"' in head


def may_mix_podcasts(name: str) -> bool:
    """Return whether a file of this name may list episodes of podcasts like tracks."""
    return _MIXED_FILE.fullmatch(name.rpartition("/")[2]) is not None


def read(stream: IO[bytes], _: ImportedFile) -> Iterator[Sighting | BadRow]:
    """Yield the sightings of a file, equal ones too: `flows.importing` numbers them.

    Raises:
        NotAListError: If the file holds no list.
    """
    for row in read_rows(stream, _Row):
        if isinstance(row, BadRow):
            yield row
            continue
        try:
            yield _make_sighting(row[0], row[1])
        except FieldError as error:
            yield BadRow(row=row[0], why=str(error))


def _make_sighting(number: int, row: _Row) -> Sighting:
    ended_ms = parse_moment_ms(row.ended, "endTime")
    return Sighting(
        origin=Origin.ACCOUNT,
        item=_make_item(row),
        row=number,
        ended_ms=ended_ms - ended_ms % MINUTE_MS,
        played_ms=parse_played_ms(row.ms_played, "msPlayed"),
    )


def _make_item(row: _Row) -> Item:
    show, episode = parse_text(row.show), parse_text(row.episode)
    if show or episode:
        return Item(kind=ItemKind.PODCAST, uri=None, title=episode, artist=show, album=None)
    chapter, book = parse_text(row.chapter), parse_text(row.book)
    if chapter or book:
        title = chapter or book
        return Item(kind=ItemKind.AUDIOBOOK, uri=None, title=title, artist=book, album=None)
    title, artist = _name_or_none(parse_text(row.track)), _name_or_none(parse_text(row.artist))
    kind = ItemKind.MUSIC if title else ItemKind.UNKNOWN
    return Item(kind=kind, uri=None, title=title, artist=artist, album=None)


def _name_or_none(name: str | None) -> str | None:
    return None if name in _LOST else name
