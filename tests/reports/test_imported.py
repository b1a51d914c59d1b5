from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from musicanalyser.flows.importing.row_outcomes import MOST_BAD_ROWS, MOST_EXPLAINED, RowOutcome
from tests.flows.histories import blank, import_into, outcomes
from tests.imports.sample_rows import account_row, extended_row, make_zip, nameless_row, write_file

if TYPE_CHECKING:
    from musicanalyser.flows.importing.import_run import ImportProgress

EPISODE = nameless_row(
    ts="2023-06-01T08:00:00Z", episode_name="Tides", spotify_episode_uri="spotify:episode:1"
)
PRIVATE = extended_row(ts="2023-07-01T08:00:00Z", incognito_mode=True)
ROWS = [
    extended_row(),
    extended_row(),  # known: the very same row
    extended_row(ts="2024-01-05T14:23:11Z"),  # merged: it ended too soon after to have happened
    extended_row(ts="2022-12-31T23:30:00Z", ms_played=1_000),  # 2023 in Berlin
    EPISODE,
    PRIVATE,
    extended_row(ts="never"),
]


@pytest.fixture
def history(tmp_path: Path) -> Path:
    return write_file(tmp_path / "endsong_0.json", ROWS)


def test_rows_are_counted_by_local_year_and_outcome(history: Path) -> None:
    with closing(blank()) as conn:
        (file,) = import_into(conn, history).files
    assert (file.name, file.format_name) == ("endsong_0.json", "spotify-extended")
    assert file.rows == len(ROWS)
    assert outcomes(file) == {
        "2024": {"new": 1, "known": 1, "merged": 1},
        "2023": {"new": 3, "podcast": 1, "private": 1},
        None: {"malformed": 1},
    }


def test_every_file_has_its_own_counts(history: Path, tmp_path: Path) -> None:
    account = write_file(tmp_path / "StreamingHistory0.json", [account_row()] * 3)
    with closing(blank()) as conn:
        tally = import_into(conn, history, account)
    assert tally.rows == len(ROWS) + 3
    assert [file.total(RowOutcome.NEW) for file in tally.files] == [4, 1]
    assert outcomes(tally.files[1]) == {"2024": {"merged": 2, "new": 1}}


def test_a_file_imported_again_has_only_known_rows(history: Path) -> None:
    with closing(blank()) as conn:
        import_into(conn, history)
        (again,) = import_into(conn, history).files
    assert outcomes(again) == {
        "2024": {"known": 3},
        "2023": {"known": 3, "podcast": 1, "private": 1},
        None: {"malformed": 1},
    }


@pytest.mark.parametrize(
    ("reason", "rows"),
    [
        (RowOutcome.NEW, [1, 4, 5, 6]),
        (RowOutcome.KNOWN, [2]),
        (RowOutcome.MERGED, [3]),
        (RowOutcome.PODCAST, [5]),
        (RowOutcome.PRIVATE, [6]),
        (RowOutcome.MALFORMED, [7]),
    ],
)
def test_the_rows_behind_a_count_can_be_listed(
    history: Path, reason: RowOutcome, rows: list[int]
) -> None:
    with closing(blank()) as conn:
        explained = import_into(conn, history, explain=reason).explained_rows
    assert [row.row for row in explained] == rows
    assert {(row.file, row.outcome) for row in explained} == {("endsong_0.json", reason)}
    assert all(row.why for row in explained)


def test_a_listed_row_says_what_it_is(history: Path) -> None:
    with closing(blank()) as conn:
        (row,) = import_into(conn, history, explain=RowOutcome.MERGED).explained_rows
    assert (row.title, row.artist, row.ended_ms) == (
        "Paper Boats",
        "The Lanterns",
        1_704_464_591_000,
    )


def test_a_malformed_row_is_reported_with_its_file_its_number_and_why(history: Path) -> None:
    with closing(blank()) as conn:
        (bad,) = import_into(conn, history).bad_rows
    assert (bad.file, bad.row, bad.why) == ("endsong_0.json", 7, "ts is not a time")


def test_the_counts_are_complete_where_the_lists_are_not(tmp_path: Path) -> None:
    path = write_file(tmp_path / "a.json", [extended_row(ts="never")] * (MOST_EXPLAINED + 5))
    with closing(blank()) as conn:
        tally = import_into(conn, path, explain=RowOutcome.MALFORMED)
    assert tally.files[0].total(RowOutcome.MALFORMED) == MOST_EXPLAINED + 5
    assert len(tally.explained_rows) == MOST_EXPLAINED == 1_000
    assert len(tally.bad_rows) == MOST_BAD_ROWS == 20


def test_a_large_file_with_a_wrong_checksum_is_neither_stored_nor_listed(tmp_path: Path) -> None:
    rows = [extended_row(ts="never"), *(extended_row(ms_played=n) for n in range(30_000))]
    packed = bytearray(make_zip({"a.json": write_file(tmp_path / "a.json", rows).read_bytes()}))
    for header, place in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        at = packed.index(header) + place
        packed[at : at + 4] = b"\xde\xad\xbe\xef"
    path = write_file(tmp_path / "a.zip", bytes(packed))
    with closing(blank()) as conn:
        tally = import_into(conn, path, explain=RowOutcome.NEW)
        assert tally.files[0].not_read_reason == "damaged"
        assert (tally.rows, tally.explained_rows, tally.bad_rows) == (0, [], [])
        assert conn.execute("select count(*) from sightings").fetchone() == (0,)


def test_a_file_that_occurs_twice_in_one_run_is_read_once(tmp_path: Path) -> None:
    path = write_file(tmp_path / "f" / "a.json", [account_row(), account_row()])
    write_file(tmp_path / "f" / "a (1).json", [account_row(), account_row()])
    with closing(blank()) as conn:
        tally = import_into(conn, path, path.parent, path)
        assert [(file.name, file.not_read_reason) for file in tally.files] == [
            ("a.json", ""),
            ("a (1).json", "the same content as a.json"),
            ("a.json", "the same content as a.json"),
            ("a.json", "the same content as a.json"),
        ]
        assert conn.execute("select count(*) from plays").fetchone() == (2,)


def test_progress_names_the_file_and_grows_to_the_end(history: Path, tmp_path: Path) -> None:
    other = write_file(tmp_path / "other.json", [extended_row()])
    steps: list[ImportProgress] = []
    with closing(blank()) as conn:
        tally = import_into(conn, history, other, progress=steps.append)
    assert {step.file for step in steps} == {"endsong_0.json", "other.json"}
    assert [step.rows for step in steps] == sorted(step.rows for step in steps)
    assert steps[-1].rows == tally.rows
    total = history.stat().st_size + other.stat().st_size
    assert {step.bytes_total for step in steps} == {total}


def test_the_journal_says_what_a_run_did(history: Path) -> None:
    with closing(blank()) as conn:
        import_into(conn, history)
        assert conn.execute("select command, outcome, finished_at from v_runs").fetchall() == [
            ("import", "7 rows, 4 new plays", "2025-06-30T20:00:00Z")
        ]
