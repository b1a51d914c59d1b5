"""One raw row of an export, read as docs/definitions.md defines it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

Json = Mapping[str, Any]
Names = tuple[str | None, str | None, str | None]
"""Title, artist and album."""
Key = tuple[str, ...]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_YEAR_2008_MS = 1_199_145_600_000
_YEAR_2100_MS = 4_102_444_800_000
_LONGEST_PAUSE_MS = 6 * 60 * 60 * 1000
_TOO_LATE_MS = 2_000
_HALF_A_MINUTE_MS = 30_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: what, when and how long.

    ``stamp_ms`` is the end as the export gives it, ``place`` the place among all rows of a history.
    """

    source: str
    kind: str
    uri: str | None
    names: Names
    stamp_ms: int
    start_ms: int
    end_ms: int
    heard_ms: int
    device_ms: int | None
    is_late: bool
    reason_start: str
    reason_end: str
    skipped: bool
    private: bool
    place: int
    platform: str | None = None
    shuffle: bool | None = None
    country: str | None = None

    @property
    def identity(self) -> Key | None:
        """What identifies an item: its id, else its names; ``None`` if it has neither."""
        if self.uri is not None:
            return ("id", self.uri)
        return song_key(None, self.names)


@cache
def fold(name: str) -> str:
    """Return a name without differences of letter case, spacing and Unicode form (NFKC)."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def song_key(uri: str | None, names: Names) -> Key | None:
    """Return what identifies a track: artist and title, else the id."""
    title, artist, _ = names
    if title is not None:
        return ("song", fold(artist or ""), fold(title))
    return None if uri is None else ("id", uri)


def epoch_ms(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def extended_row(row: Json, *, place: int, is_video: bool) -> Row:
    """Read a row of the extended history, of one of Spotify's video files or of another."""
    kind, uri, names = _item(row, "video" if is_video else "music")
    stamp_ms = epoch_ms(datetime.fromisoformat(row["ts"]))
    device_ms = _device_ms(row.get("offline_timestamp"))
    heard_ms, reason_end = int(row["ms_played"]), row.get("reason_end") or ""
    is_late = _is_late(row, reason_end)
    start_ms, end_ms = _heard_when(stamp_ms, heard_ms, device_ms, is_late=is_late)
    return Row(
        source="spotify-extended",
        kind=kind,
        uri=uri,
        names=names,
        stamp_ms=stamp_ms,
        start_ms=start_ms,
        end_ms=end_ms,
        heard_ms=heard_ms,
        device_ms=device_ms,
        is_late=is_late,
        reason_start=row.get("reason_start") or "",
        reason_end=reason_end,
        skipped=row.get("skipped") is True,
        private=row.get("incognito_mode") is True,
        place=place,
        platform=row.get("platform"),
        shuffle=row.get("shuffle") if isinstance(row.get("shuffle"), bool) else None,
        country=row.get("conn_country"),
    )


def account_row(row: Json, *, place: int) -> Row:
    """Read a row of the account data."""
    is_podcast = "podcastName" in row
    title, artist = (
        (row["episodeName"], row["podcastName"])
        if is_podcast
        else (row["trackName"], row["artistName"])
    )
    minute_ms = epoch_ms(datetime.fromisoformat(row["endTime"]).replace(tzinfo=UTC))
    end_ms, heard_ms = minute_ms + _HALF_A_MINUTE_MS, row["msPlayed"]
    return Row(
        source="spotify-account",
        kind="podcast" if is_podcast else "music",
        uri=None,
        names=(title, artist, None),
        stamp_ms=minute_ms,
        start_ms=end_ms - heard_ms,
        end_ms=end_ms,
        heard_ms=heard_ms,
        device_ms=None,
        is_late=False,
        reason_start="",
        reason_end="",
        skipped=False,
        private=False,
        place=place,
    )


def _item(row: Json, music: str) -> tuple[str, str | None, Names]:
    """Return what a row is about: a track, else an episode, else a chapter, else unknown."""
    uri, title = row.get("spotify_track_uri"), row.get("master_metadata_track_name")
    if uri or title:
        artist = row.get("master_metadata_album_artist_name")
        album = row.get("master_metadata_album_album_name")
        return music, uri or None, (title or None, artist or None, album or None)
    uri, title = row.get("spotify_episode_uri"), row.get("episode_name")
    if uri or title:
        return "podcast", uri or None, (title or None, row.get("episode_show_name") or None, None)
    uri = row.get("audiobook_chapter_uri") or row.get("audiobook_uri")
    book, title = row.get("audiobook_title"), row.get("audiobook_chapter_title")
    if uri or book:
        return "audiobook", uri or None, (title or book or None, book or None, None)
    return "unknown", None, (None, None, None)


def _device_ms(stamp: float | None) -> int | None:
    """Return a stamp of seconds or milliseconds in ms; ``None`` before 2008 or after 2100."""
    for unit in (1000, 1):
        if stamp is not None and _YEAR_2008_MS <= stamp * unit < _YEAR_2100_MS:
            return int(stamp * unit)
    return None


def _is_late(row: Json, reason_end: str) -> bool:
    if row.get("offline") is True or reason_end in {"logout", "remote"}:
        return True
    return reason_end.startswith("unexpected-exit")


def _heard_when(
    stamp_ms: int, heard_ms: int, device_ms: int | None, *, is_late: bool
) -> tuple[int, int]:
    begins_ms = stamp_ms - heard_ms
    if device_ms is None or device_ms > stamp_ms + _TOO_LATE_MS:
        return begins_ms, stamp_ms
    if is_late:
        return device_ms, device_ms + heard_ms
    if begins_ms - _LONGEST_PAUSE_MS <= device_ms <= begins_ms + _TOO_LATE_MS:
        return min(device_ms, stamp_ms), stamp_ms
    return begins_ms, stamp_ms
