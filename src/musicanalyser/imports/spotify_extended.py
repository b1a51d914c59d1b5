"""Spotify's extended streaming history: every play of an account, with the reasons for its end.

Fields: ``ReadMeFirst_ExtendedStreamingHistory.pdf``, which comes with the files, and
https://support.spotify.com/article/understanding-my-data/.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import IO

from msgspec import Struct, field

from musicanalyser.imports.fields import (
    FieldError,
    parse_flag,
    parse_moment_ms,
    parse_played_ms,
    parse_private,
    parse_stamp_ms,
    parse_text,
    parse_word,
)
from musicanalyser.imports.imported_file import ImportedFile
from musicanalyser.imports.json_rows import read_rows
from musicanalyser.listening.definitions import EARLIEST_MS
from musicanalyser.model.evidence import BadRow, Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin

SERVICE = "Spotify"
TITLE = "Spotify extended streaming history"

_VIDEO_FILE = re.compile(r"(?i)(Streaming_History_Video|endvideo)")
"""How Spotify names files of music videos."""
_Flag = bool | int | float | str | None
"""True, false or null. Files that were saved by other programs also hold 1, 0.0 and ''."""


class ExtendedRow(Struct, kw_only=True, gc=False):
    """The fields that are decoded. IP address, user agent and user name never are."""

    ts: str
    platform: str | None = None
    ms_played: int | float | str
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
    """Return whether a file is an extended streaming history, by its first bytes."""
    return b'"ts"' in head and b'"ms_played"' in head


def read(stream: IO[bytes], file: ImportedFile) -> Iterator[Sighting | BadRow]:
    """Yield the sightings of a file.

    A music video is recognised by the name of its file: its row is like any other.

    Raises:
        NotAListError: If the file holds no list.
    """
    music = ItemKind.VIDEO if _VIDEO_FILE.match(file.name.rpartition("/")[2]) else ItemKind.MUSIC
    for row in read_rows(stream, ExtendedRow):
        if isinstance(row, BadRow):
            yield row
            continue
        try:
            yield make_sighting(row[0], row[1], music)
        except FieldError as error:
            yield BadRow(row=row[0], why=str(error))


def make_sighting(
    number: int, row: ExtendedRow, music: ItemKind, *, earliest_ms: int = EARLIEST_MS
) -> Sighting:
    """Return the sighting of a row; ``music`` is the kind of what has a track's names.

    Raises:
        FieldError: If a field cannot be used.
    """
    return Sighting(  # by place, which is faster than by name: this runs for every row
        Origin.EXTENDED,
        make_item(row, music),
        number,
        parse_moment_ms(row.ts, "ts", earliest_ms=earliest_ms),
        parse_played_ms(row.ms_played, "ms_played"),
        parse_stamp_ms(row.offline_timestamp),
        *_parse_circumstances(
            row.reason_start, row.reason_end, row.skipped, row.shuffle, row.offline,
            row.incognito_mode, row.platform, row.country
        ),
    )  # fmt: skip


@lru_cache(maxsize=4096)  # millions of rows hold only some hundreds
def _parse_circumstances(  # noqa: PLR0913, PLR0917 - the fields of a row that many share
    reason_start: str | None,
    reason_end: str | None,
    skipped: _Flag,
    shuffle: _Flag,
    offline: _Flag,
    incognito_mode: _Flag,
    platform: str | None,
    country: str | None,
) -> tuple[
    str, str, bool | None, bool | None, bool | None, bool | None, str | None, str | None
]:  # fmt: skip
    """Return the fields of a sighting from ``reason_start`` to ``country``."""
    return (
        parse_word(reason_start),
        parse_word(reason_end),
        parse_flag(skipped),
        parse_flag(shuffle),
        parse_flag(offline),
        parse_private(incognito_mode),
        parse_word(platform) or None,
        parse_word(country) or None,
    )


def make_item(row: ExtendedRow, music: ItemKind) -> Item:
    """Return what a row is about; ``music`` is the kind of what has a track's names.

    Raises:
        FieldError: If a name is not valid.
    """
    track = _make_track(music, row.track_uri, row.track, row.artist, row.album)
    return _make_spoken_item(row) if track is None else track


@lru_cache(maxsize=2**14)  # as many take about 10 MB
def _make_track(
    kind: ItemKind, uri: str | None, title: str | None, artist: str | None, album: str | None
) -> Item | None:
    uri, title = parse_text(uri), parse_text(title)
    if not (uri or title):
        return None
    artist, album = parse_text(artist), parse_text(album)
    return Item(kind=kind, uri=uri, title=title, artist=artist, album=album)


def _make_spoken_item(row: ExtendedRow) -> Item:
    uri, episode = parse_text(row.episode_uri), parse_text(row.episode)
    if uri or episode:
        show = parse_text(row.show)
        return Item(kind=ItemKind.PODCAST, uri=uri, title=episode, artist=show, album=None)
    chapter, book = parse_text(row.chapter), parse_text(row.book)
    uri = parse_text(row.chapter_uri) or (None if chapter else parse_text(row.book_uri))
    if uri or chapter or book:
        title = chapter or book
        return Item(kind=ItemKind.AUDIOBOOK, uri=uri, title=title, artist=book, album=None)
    return Item(kind=ItemKind.UNKNOWN, uri=None, title=None, artist=None, album=None)
