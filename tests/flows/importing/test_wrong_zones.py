"""A log of a player whose clock had another zone than the one that was named."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.reports.importing.import_report import build_import_report
from tests.flows.histories import blank, import_into
from tests.imports.sample_rows import write_file
from tests.imports.services.service_files import lastfm_track, rockbox_log

BEGIN = datetime(2024, 2, 1, 8, tzinfo=UTC)
"""Winter: Vienna is one hour ahead of UTC."""


def write_both(folder: Path, *, songs: int, zone: str) -> tuple[Path, Path]:
    """Write the log of a player with its clock in a zone, and what Last.fm made of it."""
    scrobbles, entries = [], []
    for number in range(songs):
        start = BEGIN + number * timedelta(minutes=47)
        title = f"Song {number % 10}"
        date = {"uts": str(round(start.timestamp()))}
        scrobbles.append(lastfm_track(name=title, date=date))
        wall = start.astimezone(ZoneInfo(zone)).replace(tzinfo=UTC)
        stamp = round(wall.timestamp())
        entries.append(f"The Lanterns\tLow Tide\t{title}\t1\t184\tL\t{stamp}\t")
    log = write_file(folder / ".scrobbler.log", rockbox_log(*entries))
    return write_file(folder / "page.json", [{"track": scrobbles}]), log


@pytest.mark.parametrize(
    ("named", "hours"),
    [("Europe/Vienna", None), ("UTC", 1), ("Asia/Tokyo", -8), ("America/New_York", 6)],
)
@pytest.mark.parametrize("is_log_first", [False, True])
def test_the_report_says_by_how_many_hours_a_file_is_off(
    tmp_path: Path, named: str, hours: int | None, *, is_log_first: bool
) -> None:
    page, log = write_both(tmp_path, songs=40, zone="Europe/Vienna")
    with closing(blank()) as conn:
        paths = (log, page) if is_log_first else (page, log)
        result = import_into(conn, *paths, file_zone=ZoneInfo(named))
    files = {file.name: file.shift_hours for file in result.files}
    assert files == {"page.json": hours and -hours, ".scrobbler.log": hours}
    report = build_import_report(result, dry_run=False)
    notes = [note.partition(" than ")[0] for note in report.notes if "lies" in note]
    if hours is None:
        assert notes == []
    else:
        ways = ("later", "earlier") if hours > 0 else ("earlier", "later")
        names = (".scrobbler.log", "page.json")
        assert sorted(notes) == [
            f"{name} lies {abs(hours)} h {way}" for name, way in zip(names, ways, strict=True)
        ]


def test_few_rows_say_nothing_of_a_clock(tmp_path: Path) -> None:
    page, log = write_both(tmp_path, songs=19, zone="Europe/Vienna")
    with closing(blank()) as conn:
        result = import_into(conn, page, log, file_zone=ZoneInfo("UTC"))
    assert [file.shift_hours for file in result.files] == [None, None]
