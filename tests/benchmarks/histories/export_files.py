"""Histories as the files of an extended export, with all fields, as Spotify delivers them."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import orjson

from tests.benchmarks.histories.sessions import Played, tells_skip

FILE_ROWS = 15_500
"""Rows of a file of about 12.8 MB, the size at which Spotify begins a new one."""
AGAIN_ROWS = 15_000
"""Those of a later export: no file is the same."""
_DOUBLED_EVERY = 4_001
"""Every row at a multiple of this number occurs twice."""


def write_export(
    folder: Path, plays: Iterable[Played], *, file_rows: int = FILE_ROWS
) -> list[Path]:
    """Write the files of an export into a new folder and return their paths, by time."""
    folder.mkdir(parents=True)
    rows = _rows(plays)
    files: list[Path] = []
    while page := list(islice(rows, file_rows)):
        first, last = str(page[0]["ts"])[:4], str(page[-1]["ts"])[:4]
        years = first if first == last else f"{first}-{last}"
        path = folder / f"Streaming_History_Audio_{years}_{len(files)}.json"
        path.write_bytes(orjson.dumps(page, option=orjson.OPT_INDENT_2))
        files.append(path)
    return files


def _rows(plays: Iterable[Played]) -> Iterator[dict[str, object]]:
    for number, play in enumerate(plays, 1):
        row = make_row(play)
        yield row
        if number % _DOUBLED_EVERY == 0:
            yield row


def make_row(play: Played) -> dict[str, object]:
    """Return the row of a play: all keys, in Spotify's order."""
    track, around = play.track, play.around
    is_song = track.album is not None
    return {
        "ts": datetime.fromtimestamp(play.end_s, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "platform": around.platform,
        "ms_played": play.heard_ms,
        "conn_country": around.country,
        "ip_addr": "203.0.113.7",
        "master_metadata_track_name": track.title if is_song else None,
        "master_metadata_album_artist_name": track.artist if is_song else None,
        "master_metadata_album_album_name": track.album,
        "spotify_track_uri": track.uri if is_song else None,
        "episode_name": None if is_song else track.title,
        "episode_show_name": None if is_song else track.artist,
        "spotify_episode_uri": None if is_song else track.uri,
        "audiobook_title": None,
        "audiobook_uri": None,
        "audiobook_chapter_uri": None,
        "audiobook_chapter_title": None,
        "reason_start": play.reason_start,
        "reason_end": play.reason_end,
        "shuffle": around.shuffle,
        "skipped": tells_skip(play),
        "offline": around.offline,
        "offline_timestamp": play.start_s * around.stamp_unit or None,
        "incognito_mode": around.private,
    }
