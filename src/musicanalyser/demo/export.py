"""The files that Spotify sends: the extended history, and the account data of one year."""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import msgspec.json

from musicanalyser.demo.export_rows import Json, is_podcast, make_account_row, make_extended_row
from musicanalyser.demo.invented_plays import DemoPlay
from musicanalyser.demo.listener import days_needed, generate_plays
from musicanalyser.demo.listening_days import Mode
from musicanalyser.timespan import to_ms

HISTORY_DAYS = 730
ACCOUNT_DAYS = 365

_EXTENDED_ROWS = 15_500
"""Rows of a file of about 12.8 MB, the size at which Spotify begins a new one."""
_OVERLAP_ROWS = 12
"""Rows at the end of a file that the next file repeats."""
_DOUBLED_EVERY = 4_001
"""Every row at a multiple of this number occurs twice."""
_ACCOUNT_ROWS = 10_000
"""Rows of a file of the account data, the number at which Spotify begins a new one."""
_RUN_UP_DAYS = 7
"""Days before the account data begins, whose offline plays may be stamped within it."""
_ZIPPED_AT = (2026, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFile:
    """One file of an export: its name, with its folder, and its JSON."""

    name: str
    content: bytes


def make_extended_history(
    *, until: datetime, days: int = HISTORY_DAYS, seed: int = 1, rows: int | None = None
) -> Iterator[ExportFile]:
    """Yield the files of an extended streaming history.

    They depend only on the arguments. No play ends after ``until``, an aware moment. ``rows`` adds
    days until the history has at least as many rows. The default days hold every quirk of real
    exports, fewer days may not. Histories that differ only in length share their latest plays.
    """
    if rows is not None:
        days = max(days, days_needed(rows, until=until, seed=seed))
    videos: list[Json] = []
    played = generate_plays(until=until, days=days, seed=seed)
    for number, page in enumerate(_pages(_audio_rows(played, videos))):
        yield _extended_file("Audio", page, suffix=f"_{number}")
    if videos:
        yield _extended_file("Video", videos, suffix="")


def make_account_data(
    *, until: datetime, days: int = ACCOUNT_DAYS, seed: int = 1
) -> Iterator[ExportFile]:
    """Yield the files of the account data: `make_extended_history` in its last ``days``.

    Items without a name, audiobooks and videos are missing, as in Spotify's.
    """
    since_ms = to_ms(until - timedelta(days=days))
    music: list[Json] = []
    podcasts: list[Json] = []
    for play in generate_plays(until=until, days=days + _RUN_UP_DAYS, seed=seed):
        if play.stamped_ms >= since_ms and _is_in_account_data(play):
            (podcasts if is_podcast(play) else music).append(make_account_row(play))
    for kind, rows in (("music", music), ("podcast", podcasts)):
        for number, first in enumerate(range(0, len(rows), _ACCOUNT_ROWS)):
            yield ExportFile(
                name=f"Spotify Account Data/StreamingHistory_{kind}_{number}.json",
                content=_json(rows[first : first + _ACCOUNT_ROWS]),
            )


def write_zip(target: Path | BinaryIO, files: Iterable[ExportFile]) -> None:
    """Write files into a zip, whose bytes depend only on the files."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            member = zipfile.ZipInfo(file.name, date_time=_ZIPPED_AT)
            member.create_system = 3  # Unix, on every machine
            member.external_attr = 0o644 << 16
            archive.writestr(member, file.content, zipfile.ZIP_DEFLATED, compresslevel=1)


def _audio_rows(played: Iterable[DemoPlay], videos: list[Json]) -> Iterator[Json]:
    """Yield the rows of the audio files; append those of the video file to ``videos``."""
    for number, play in enumerate(played, 1):
        row = make_extended_row(play)
        if play.session.mode is Mode.VIDEO:
            videos.append(row)
            continue
        yield row
        if number % _DOUBLED_EVERY == 0:
            yield row


def _pages(rows: Iterable[Json]) -> Iterator[list[Json]]:
    page: list[Json] = []
    for row in rows:
        if len(page) == _EXTENDED_ROWS:
            yield page
            page = page[-_OVERLAP_ROWS:]
        page.append(row)
    if page:
        yield page


def _extended_file(medium: str, rows: list[Json], *, suffix: str) -> ExportFile:
    first, last = str(rows[0]["ts"])[:4], str(rows[-1]["ts"])[:4]
    years = first if first == last else f"{first}-{last}"
    return ExportFile(
        name=f"Spotify Extended Streaming History/Streaming_History_{medium}_{years}{suffix}.json",
        content=_json(rows),
    )


def _is_in_account_data(play: DemoPlay) -> bool:
    return play.item.title is not None and play.session.mode not in {Mode.VIDEO, Mode.AUDIOBOOK}


def _json(rows: list[Json]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(rows), indent=2)
