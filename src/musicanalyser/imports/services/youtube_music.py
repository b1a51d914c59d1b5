"""The music of the watch history that Google Takeout exports as JSON.

What is known of a play is a time, and the title and channel of a video; no length, no album. Shape:
https://github.com/seanbreckenridge/google_takeout_parser. A channel that ends in `` - Topic`` holds
the songs of one artist; other videos hold the artist in their title, if anywhere.
"""

from collections.abc import Iterator
from typing import IO

from msgspec import Struct, field

from musicanalyser.imports.imported_file import ImportedFile
from musicanalyser.imports.json_rows import read_rows
from musicanalyser.imports.services.scrobble import (
    make_scrobble,
    make_sightings,
    make_song,
    parse_iso_ms,
)
from musicanalyser.imports.services.watch_titles import TitleCleaner
from musicanalyser.model.evidence import BadRow, HeardTime, Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin

SERVICE = "YouTube Music"
TITLE = "YouTube Music watch history"

_MUSIC_HEADER = "YouTube Music"
_MUSIC_PAGE = "//music.youtube.com/"
_ADVERTISER = "Google"
"""The details of an ad name it in every language."""
_TOPIC = " - Topic"
_NO_ARTIST = "Release"
"""The channel of songs whose artist YouTube does not know."""
_BETWEEN_NAMES = " - "


class _Named(Struct, gc=False):
    name: str | None = None


class _Entry(Struct, gc=False):
    title: str
    time: str
    header: str | None = None
    url: str | None = field(name="titleUrl", default=None)
    channels: list[_Named] = field(name="subtitles", default_factory=list)
    details: list[_Named] = []

    @property
    def channel(self) -> str:
        """The name of the channel, ``""`` if the video is gone."""
        return (self.channels[0].name or "") if self.channels else ""

    def is_watched(self) -> bool:
        """Return whether it is a video that was played, and no ad, post or search."""
        is_ad = any(_ADVERTISER in (one.name or "") for one in self.details)
        return "/watch?" in (self.url or "") and not is_ad

    def is_music(self) -> bool:
        """Return whether it was played in YouTube Music, or is a song of an artist's channel."""
        return (
            self.header == _MUSIC_HEADER
            or self.channel.endswith(_TOPIC)
            or _MUSIC_PAGE in (self.url or "")
        )


def recognises(head: bytes) -> bool:
    """Return whether a file is a watch history, by its first bytes."""
    return all(name in head for name in (b'"header"', b'"titleUrl"', b'"time"', b"youtube.com"))


def read(stream: IO[bytes], _: ImportedFile) -> Iterator[Sighting | BadRow]:
    """Yield the music of a file, behind its malformed rows.

    Raises:
        NotAListError: If the file holds no list.
    """
    cleaner = TitleCleaner()
    music: list[tuple[int, _Entry]] = []
    for row in read_rows(stream, _Entry):
        if isinstance(row, BadRow):
            yield row
        elif row[1].is_watched():
            cleaner.learn(row[1].title)
            if row[1].is_music():
                music.append(row)
    yield from make_sightings(music, lambda number, entry: _sighting(number, entry, cleaner))


def _sighting(number: int, entry: _Entry, cleaner: TitleCleaner) -> Sighting:
    item = _item(cleaner.clean(entry.title), entry.channel)
    scrobble = make_scrobble(Origin.YOUTUBE, number, item, at_ms=parse_iso_ms(entry.time))
    return scrobble._replace(heard=HeardTime.UNKNOWN)


def _item(title: str, channel: str) -> Item:
    if "://" in title:  # the video is gone, and its name with it
        return Item(kind=ItemKind.UNKNOWN, uri=None, title=None, artist=None, album=None)
    if channel.endswith(_TOPIC):
        artist = channel.removesuffix(_TOPIC)
        return make_song(title, None if artist == _NO_ARTIST else artist)
    artist, dash, name = title.partition(_BETWEEN_NAMES)
    return make_song(name, artist) if dash else make_song(title, channel)
