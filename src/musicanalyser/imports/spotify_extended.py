"""Spotify's extended streaming history: every play of an account's life, with its reasons.

Fields as in the ``ReadMeFirst_ExtendedStreamingHistory.pdf`` that comes with it and
https://support.spotify.com/article/understanding-my-data/.
"""

import re
from collections.abc import Iterator
from typing import IO

from msgspec import Struct, field

from musicanalyser.imports.fields import (
    FieldError,
    flag,
    moment_ms,
    played_ms,
    stamp_ms,
    text,
    word,
)
from musicanalyser.imports.json_rows import json_rows
from musicanalyser.model.evidence import BadRow, Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin

TITLE = "Spotify extended streaming history"

_VIDEO_FILE = re.compile(r"(?i)video")
_Flag = bool | int | float | str | None
"""True, false or null; exports that went through other programs also have 1, 0.0 and ''."""


class _Row(Struct, gc=False):
    """What is read of a row. IP address, user agent and user name are not, on purpose."""

    ts: str
    ms_played: int | float
    platform: str | None = None
    country: str | None = field(name="conn_country", default=None)
    track: str | None = field(name="master_metadata_track_name", default=None)
    artist: str | None = field(name="master_metadata_album_artist_name", default=None)
    album: str | None = field(name="master_metadata_album_album_name", default=None)
    track_uri: str | None = field(name="spotify_track_uri", default=None)
    episode: str | None = field(name="episode_name", default=None)
    show: str | None = field(name="episode_show_name", default=None)
    episode_uri: str | None = field(name="spotify_episode_uri", default=None)
    book: str | None = field(name="audiobook_title", default=None)
    book_uri: str | None = field(name="audiobook_uri", default=None)
    chapter: str | None = field(name="audiobook_chapter_title", default=None)
    chapter_uri: str | None = field(name="audiobook_chapter_uri", default=None)
    reason_start: str | None = None
    reason_end: str | None = None
    shuffle: _Flag = None
    skipped: _Flag = None
    offline: _Flag = None
    incognito_mode: _Flag = None
    offline_timestamp: _Flag = None


def recognises(head: bytes) -> bool:
    """Tell from its first bytes whether a file is an extended streaming history."""
    return b'"ts"' in head and b'"ms_played"' in head


def read(stream: IO[bytes], *, name: str) -> Iterator[Sighting | BadRow]:
    """Yield the sightings of a file.

    The rows of Spotify's video files are like all others, so ``name`` alone tells a music video.

    Raises:
        NotAListError: If the file holds no list.
    """
    music = ItemKind.VIDEO if _VIDEO_FILE.search(name.rpartition("/")[2]) else ItemKind.MUSIC
    items: dict[tuple[str | None, ...], Item] = {}
    for row in json_rows(stream, _Row):
        if isinstance(row, BadRow):
            yield row
            continue
        try:
            yield _sighting(row[0], row[1], music, items)
        except FieldError as error:
            yield BadRow(row=row[0], why=str(error))


def _sighting(
    number: int, row: _Row, music: ItemKind, items: dict[tuple[str | None, ...], Item]
) -> Sighting:
    names = (
        row.track_uri, row.track, row.artist, row.album, row.episode_uri, row.episode, row.show,
        row.chapter_uri, row.book_uri, row.chapter, row.book,
    )  # fmt: skip
    item = items.get(names)
    if item is None:
        item = items[names] = _item(row, music)
    return Sighting(
        origin=Origin.EXTENDED,
        item=item,
        row=number,
        ended_ms=moment_ms(row.ts, "ts"),
        played_ms=played_ms(row.ms_played, "ms_played"),
        reason_start=word(row.reason_start),
        reason_end=word(row.reason_end),
        skipped=flag(row.skipped),
        shuffle=flag(row.shuffle),
        offline=flag(row.offline),
        private=flag(row.incognito_mode),
        offline_ms=stamp_ms(row.offline_timestamp),
        platform=word(row.platform) or None,
        country=word(row.country) or None,
    )


def _item(row: _Row, music: ItemKind) -> Item:
    uri, track = text(row.track_uri), text(row.track)
    if uri or track:
        artist, album = text(row.artist), text(row.album)
        return Item(kind=music, uri=uri, title=track, artist=artist, album=album)
    uri, episode = text(row.episode_uri), text(row.episode)
    if uri or episode:
        show = text(row.show)
        return Item(kind=ItemKind.PODCAST, uri=uri, title=episode, artist=show, album=None)
    chapter, book = text(row.chapter), text(row.book)
    uri = text(row.chapter_uri) or (None if chapter else text(row.book_uri))
    if uri or chapter or book:
        title = chapter or book
        return Item(kind=ItemKind.AUDIOBOOK, uri=uri, title=title, artist=book, album=None)
    return Item(kind=ItemKind.UNKNOWN, uri=None, title=None, artist=None, album=None)
