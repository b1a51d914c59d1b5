"""Plays as rows of Spotify's exports, with the quirks of different years."""

from datetime import UTC, datetime, timedelta

from musicanalyser.demo.catalogue import make_spotify_id
from musicanalyser.demo.invented_plays import DemoPlay
from musicanalyser.demo.listening_days import Mode
from musicanalyser.model.item import ItemKind
from musicanalyser.model.play_end import EndReason

Json = dict[str, str | int | bool | None]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_SKIPS_AGE = 600
"""Rows older than this many days have null for a skip, and for an online play."""
_FALSE_SKIPS_AGE = 450
"""Older rows have ``false`` for every skip, and their start in ms instead of seconds."""
_SHUFFLED = frozenset({Mode.SHUFFLE, Mode.RADIO})
_SKIPPING = frozenset({EndReason.FORWARD_BUTTON, EndReason.BACK_BUTTON, EndReason.END_PLAY})
_NO_STAMP_EVERY, _JUNK_STAMP_EVERY = 31, 97
"""One in as many older rows that were played online has no start, or an impossible one."""


def make_extended_row(play: DemoPlay) -> Json:
    """Return the row of a play in the extended history: all keys, in Spotify's order."""
    item, session = play.item, play.session
    music = item.kind in {ItemKind.MUSIC, ItemKind.UNKNOWN}
    podcast, book = item.kind is ItemKind.PODCAST, item.kind is ItemKind.AUDIOBOOK
    return {
        "ts": _utc(play.stamped_ms).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "platform": session.platform,
        "ms_played": play.heard_ms,
        "conn_country": session.country,
        "ip_addr": _ip_address(play),
        "master_metadata_track_name": item.title if music else None,
        "master_metadata_album_artist_name": item.artist if music else None,
        "master_metadata_album_album_name": item.album,
        "spotify_track_uri": item.uri if music else None,
        "episode_name": item.title if podcast else None,
        "episode_show_name": item.artist if podcast else None,
        "spotify_episode_uri": item.uri if podcast else None,
        "audiobook_title": item.artist if book else None,
        "audiobook_uri": f"spotify:show:{make_spotify_id('book', item.artist or '')}"
        if book
        else None,
        "audiobook_chapter_uri": item.uri if book else None,
        "audiobook_chapter_title": item.title if book else None,
        "reason_start": play.reason_start,
        "reason_end": play.reason_end,
        "shuffle": session.mode in _SHUFFLED,
        "skipped": _skipped(play),
        "offline": session.is_offline or (None if session.age > _NO_SKIPS_AGE else False),
        "offline_timestamp": _offline_timestamp(play),
        "incognito_mode": session.is_private,
    }


def make_account_row(play: DemoPlay) -> Json:
    """Return the row of a play in the account data, which has names and minutes only."""
    item = play.item
    names = ("podcastName", "episodeName") if is_podcast(play) else ("artistName", "trackName")
    return {
        "endTime": _utc(play.stamped_ms).strftime("%Y-%m-%d %H:%M"),
        names[0]: item.artist,
        names[1]: item.title,
        "msPlayed": play.heard_ms,
    }


def is_podcast(play: DemoPlay) -> bool:
    """Return whether a play belongs to the podcasts of the account data."""
    return play.item.kind is ItemKind.PODCAST


def _utc(moment_ms: int) -> datetime:
    return _EPOCH + timedelta(seconds=moment_ms // 1000)


def _ip_address(play: DemoPlay) -> str:
    """Return an IP address from the ranges for documentation (RFC 5737, RFC 3849)."""
    host = play.session.age % 250 + 1
    if play.session.country != "DE":
        return f"192.0.2.{host}"
    if play.session.platform == "android":
        return f"2001:db8::{host:x}"
    return f"203.0.113.{host}"


def _skipped(play: DemoPlay) -> bool | None:
    if play.session.age > _NO_SKIPS_AGE:
        return None
    return play.session.age <= _FALSE_SKIPS_AGE and play.reason_end in _SKIPPING


def _offline_timestamp(play: DemoPlay) -> int | None:
    if play.session.age <= _FALSE_SKIPS_AGE:
        return play.started_ms // 1000
    if play.stamped_ms == play.ended_ms:
        if play.started_ms % _NO_STAMP_EVERY == 0:
            return None
        if play.started_ms % _JUNK_STAMP_EVERY == 0:
            return 1
    return play.started_ms
