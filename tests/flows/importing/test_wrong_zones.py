"""A log of a player whose clock had another zone than the one that was named."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.reports.imported import build_import_report
from tests.flows.histories import blank, import_into
from tests.imports.sample_rows import extended_row, write_file
from tests.imports.services.service_files import rockbox_log

BEGIN = datetime(2024, 2, 1, 8, tzinfo=UTC)
"""Winter: Vienna is one hour ahead of UTC."""
LENGTH = timedelta(seconds=184)


def write_both(folder: Path, *, songs: int, zone: str) -> tuple[Path, Path]:
    """Write an export, and the log of a player with its clock in a zone, of the same plays."""
    rows, entries = [], []
    for number in range(songs):
        start = BEGIN + number * timedelta(minutes=47)
        rows.append(
            extended_row(
                ts=f"{start + LENGTH:%Y-%m-%dT%H:%M:%SZ}",
                master_metadata_track_name=f"Song {number % 10}",
                spotify_track_uri=f"spotify:track:{number % 10}",
            )
        )
        wall = start.astimezone(ZoneInfo(zone)).replace(tzinfo=UTC)
        stamp = round(wall.timestamp())
        entries.append(f"The Lanterns\tLow Tide\tSong {number % 10}\t1\t184\tL\t{stamp}\t")
    log = write_file(folder / ".scrobbler.log", rockbox_log(*entries))
    return write_file(folder / "endsong_0.json", rows), log


@pytest.mark.parametrize(
    ("named", "hours"),
    [("Europe/Vienna", None), ("UTC", 1), ("Asia/Tokyo", -8), ("America/New_York", 6)],
)
@pytest.mark.parametrize("is_log_first", [False, True])
def test_the_report_says_by_how_many_hours_a_file_is_off(
    tmp_path: Path, named: str, hours: int | None, *, is_log_first: bool
) -> None:
    export, log = write_both(tmp_path, songs=40, zone="Europe/Vienna")
    with closing(blank()) as conn:
        paths = (log, export) if is_log_first else (export, log)
        result = import_into(conn, *paths, file_zone=ZoneInfo(named))
    files = {file.name: file.shift_hours for file in result.files}
    assert files == {"endsong_0.json": None, ".scrobbler.log": hours}
    notes = [note for note in build_import_report(result, dry_run=False).notes if "lies" in note]
    if hours is None:
        assert notes == []
    else:
        way = f"{abs(hours)} h {'later' if hours > 0 else 'earlier'}"
        (note,) = notes
        assert note.startswith(f".scrobbler.log lies {way} than the same plays of Spotify: ")


def test_few_rows_say_nothing_of_a_clock(tmp_path: Path) -> None:
    export, log = write_both(tmp_path, songs=19, zone="Europe/Vienna")
    with closing(blank()) as conn:
        result = import_into(conn, export, log, file_zone=ZoneInfo("UTC"))
    assert [file.shift_hours for file in result.files] == [None, None]
