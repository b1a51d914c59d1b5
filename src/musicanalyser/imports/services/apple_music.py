"""Apple Music's ``Apple Music Play Activity.csv``: the plays of an account, in segments.

It comes with the data that https://privacy.apple.com hands out, and is undocumented: the columns
are as public programs describe them (https://github.com/61soldiers/elbert-apple-music-plugin).
A row ends at each pause, scrub or exit; `play_segments` joins them. Files since about 2019 name no
artist: `track_artists` finds them in another file of the delivery. Addresses, places and the ids of
devices are in the file; only the last is read, to join segments, and none is kept.
"""

import sys
from collections.abc import Iterator
from functools import partial
from typing import IO

from msgspec import Struct, field

from musicanalyser.imports.csv_rows import read_table
from musicanalyser.imports.fields import FieldError
from musicanalyser.imports.imported_file import ImportedFile
from musicanalyser.imports.services import track_artists
from musicanalyser.imports.services.play_segments import JoinedPlay, Segment, join_segments
from musicanalyser.imports.services.scrobble import (
    make_scrobble,
    make_song,
    parse_duration_ms,
    parse_iso_ms,
    parse_number,
)
from musicanalyser.model.evidence import BadRow, Sighting
from musicanalyser.model.item import ItemKind
from musicanalyser.model.origin import Origin
from musicanalyser.model.play_end import EndReason
from musicanalyser.units import DAY_MS, SECOND_MS

SERVICE = "Apple Music"
TITLE = "Apple Music play activity"

_PLAYED = {"PLAY_END", ""}
"""The events that are plays; until 2016 none was named."""
_NO_MUSIC = {"STREAM", "TIMED_METADATA_PING", "NON_SONG_CLIP", "AGGREGATE_NON_CATALOG_PLAY_TIME"}
_VIDEO = "VIDEO"
_SCRUB_END = "SCRUB_END"
"""Its duration is how far the playhead was dragged."""
_REASONS = {
    "NATURAL_END_OF_TRACK": EndReason.TRACK_DONE,
    "TRACK_SKIPPED_FORWARDS": EndReason.FORWARD_BUTTON,
    "TRACK_SKIPPED_BACKWARDS": EndReason.BACK_BUTTON,
    "MANUALLY_SELECTED_PLAYBACK_OF_A_DIFF_ITEM": EndReason.END_PLAY,
    "FAILED_TO_LOAD": EndReason.TRACK_ERROR,
}


class _Row(Struct, gc=False):
    ended: str = field(name="Event End Timestamp")
    played_ms: str = field(name="Play Duration Milliseconds")
    started: str = field(name="Event Start Timestamp", default="")
    event: str = field(name="Event Type", default="")
    reason: str = field(name="End Reason Type", default="")
    song: str = field(name="Song Name", default="")
    content: str = field(name="Content Name", default="")
    """What ``Song Name`` was called before 2019."""
    album: str = field(name="Album Name", default="")
    container_album: str = field(name="Container Album Name", default="")
    artist: str = field(name="Artist Name", default="")
    length_ms: str = field(name="Media Duration In Milliseconds", default="")
    item_type: str = field(name="Item Type", default="")
    media_type: str = field(name="Media Type", default="")
    offline: str = field(name="Offline", default="")
    device: str = field(name="Device Identifier", default="")
    offset_s: str = field(name="UTC Offset In Seconds", default="")

    @property
    def title(self) -> str:
        """The name of the song."""
        return self.song or self.content

    def is_play(self) -> bool:
        """Return whether something was played that has a name, and is no broadcast or clip."""
        return bool(self.title) and self.event in _PLAYED and self.item_type not in _NO_MUSIC


def recognises(head: bytes) -> bool:
    """Return whether a file is a play activity, by its first bytes."""
    return b"Event End Timestamp" in head and b"Play Duration Milliseconds" in head


def read(stream: IO[bytes], file: ImportedFile) -> Iterator[Sighting | BadRow]:
    """Yield the plays of a file by device and time, behind its malformed rows.

    Raises:
        MissingColumnError: If there is no column for the end or the time heard.
    """
    segments: list[Segment] = []
    for row in read_table(stream, _Row):
        if isinstance(row, BadRow):
            yield row
        elif row[1].is_play():
            try:
                segments.append(_segment(*row))
            except FieldError as error:
                yield BadRow(row=row[0], why=str(error))
    artists = _read_artists(file)
    yield from map(partial(_sighting, artists=artists), join_segments(segments))


def _segment(number: int, row: _Row) -> Segment:
    ended_ms = parse_iso_ms(row.ended)
    started_ms = parse_iso_ms(row.started) if row.started else None
    song = make_song(row.title, row.artist, row.album or row.container_album)
    return Segment(
        number=number,
        device=sys.intern(row.device),
        song=song._replace(kind=ItemKind.VIDEO) if row.media_type == _VIDEO else song,
        started_ms=started_ms if started_ms is None or started_ms <= ended_ms else None,
        ended_ms=ended_ms,
        heard_ms=0 if row.reason == _SCRUB_END else _duration_ms(row.played_ms) or 0,
        reason=row.reason,
        length_ms=_duration_ms(row.length_ms),
        offset_ms=_offset_ms(row.offset_s),
        offline={"true": True, "false": False}.get(row.offline.casefold()),
    )


def _duration_ms(text: str) -> int | None:
    return parse_duration_ms(text, unit_ms=1)


def _offset_ms(text: str) -> int:
    """Return what local time is ahead of UTC; no more than a day is possible."""
    offset_ms = (parse_number(text) or 0) * SECOND_MS
    return round(offset_ms) if abs(offset_ms) < DAY_MS else 0


def _read_artists(file: ImportedFile) -> track_artists.TrackArtists:
    daily = file.open_sibling(track_artists.recognises)
    if daily is None:
        return track_artists.TrackArtists()
    with daily:
        return track_artists.read(daily)


def _sighting(play: JoinedPlay, artists: track_artists.TrackArtists) -> Sighting:
    last = play.last
    song = last.song
    if song.artist is None and song.title is not None:
        song = song._replace(artist=artists.find(song.title, last.ended_ms + last.offset_ms))
    return make_scrobble(
        Origin.APPLE,
        last.number,
        song,
        at_ms=last.ended_ms,
        played_ms=play.heard_ms,
        length_ms=last.length_ms,
    )._replace(
        offline_ms=play.started_ms, reason_end=_REASONS.get(last.reason, ""), offline=last.offline
    )
