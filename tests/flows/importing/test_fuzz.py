"""Ten thousand broken files: each ends in a report or a clean error, and nothing half done."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from musicanalyser.errors import Error
from musicanalyser.flows.importing.row_outcomes import FileResult, RowOutcome
from musicanalyser.flows.recording.record import rebuild_plays
from tests.flows.broken_exports import make_broken_export, make_broken_service_file
from tests.flows.histories import ZONE, assert_sound, blank, import_into, tables

FILES = 10_000
PARTS = 4
TO_ONE_DATABASE = 500
OF_SERVICES = 600

_OF_FILE = """
select count(*) from sightings where file_id = (select id from files where name = :name)
"""


@pytest.mark.parametrize("part", range(PARTS))
def test_every_broken_file_ends_in_a_report_or_a_clean_error(part: int, tmp_path: Path) -> None:
    ends: Counter[str] = Counter()
    share = FILES // PARTS
    for first in range(part * share, (part + 1) * share, TO_ONE_DATABASE):
        with closing(blank()) as conn:
            for number in range(first, first + TO_ONE_DATABASE):
                suffix, content = make_broken_export(number)
                ends.update(how_it_ended(conn, tmp_path / f"{number}{suffix}", content))
            assert_sound(conn)
            before = tables(conn)
            rebuild_plays(conn, zone=ZONE)
            assert tables(conn) == before
    # The files are broken enough, and not too much.
    assert min(ends[end] for end in ("refused", "failed", "skipped", "malformed")) > share // 50
    assert ends["read"] > share // 2


def test_every_broken_file_of_a_service_does_too(tmp_path: Path) -> None:
    ends: Counter[str] = Counter()
    with closing(blank()) as conn:
        for number in range(OF_SERVICES):
            content = make_broken_service_file(number)
            ends.update(how_it_ended(conn, tmp_path / f"{number}.log", content))
        assert_sound(conn)
        before = tables(conn)
        rebuild_plays(conn, zone=ZONE)
        assert tables(conn) == before
    assert min(ends[end] for end in ("skipped", "malformed")) > OF_SERVICES // 50
    assert ends["read"] > OF_SERVICES // 2


def how_it_ended(conn: sqlite3.Connection, path: Path, content: bytes) -> Iterator[str]:
    """Import one file; yield what became of it, after a check of what it left behind."""
    path.write_bytes(content)
    try:
        tally = import_into(conn, path, file_zone=ZONE)
    except Error:
        yield "refused"
        return
    finally:
        path.unlink()
        assert not conn.in_transaction, path
    for file in tally.files:
        check(conn, file)
        yield "failed" if file.has_failed else "skipped" if file.not_read_reason else "read"
    if tally.bad_rows:
        yield "malformed"


def check(conn: sqlite3.Connection, file: FileResult) -> None:
    """Check that a file left exactly the rows that its counts say."""
    kept = file.total(RowOutcome.NEW) + file.total(RowOutcome.MERGED)
    total = kept + file.total(RowOutcome.KNOWN) + file.total(RowOutcome.MALFORMED)
    assert total == file.rows, file.name
    assert not (file.not_read_reason and file.rows), file.name
    if kept or file.not_read_reason:
        assert conn.execute(_OF_FILE, {"name": file.name}).fetchone() == (kept,), file.name
