"""Account data and the extended history of the same time are one history."""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from musicanalyser.demo import make_account_data, make_extended_history
from musicanalyser.flows.importing.row_outcomes import RowOutcome
from tests.flows.histories import ZONE, assert_sound, blank, import_into, imported, plays
from tests.imports.sample_rows import Row, account_row, extended_row, write_file

UNTIL = datetime(2025, 6, 30, 20, tzinfo=ZONE)


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty days of an invented listener."""
    folder = tmp_path_factory.mktemp("extended")
    for file in make_extended_history(until=UNTIL, days=40):
        write_file(folder / file.name, file.content)
    return folder


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What account data says of the last thirty of them."""
    folder = tmp_path_factory.mktemp("account")
    for file in make_account_data(until=UNTIL, days=30):
        write_file(folder / file.name, file.content)
    return folder


def test_each_row_of_account_data_is_merged_into_a_different_play(
    extended: Path, account: Path
) -> None:
    with closing(imported(extended)) as conn:
        before = plays(conn)
        tally = import_into(conn, account)
        merged = sum(file.total(RowOutcome.MERGED) for file in tally.files)
        assert merged == tally.rows > 500
        assert plays(conn) == before
        joined = "select play_id from v_evidence where source = 'spotify-account'"
        of_plays = conn.execute(joined).fetchall()
        assert len(of_plays) == len(set(of_plays))


def test_the_extended_history_replaces_the_figures_of_account_data(
    extended: Path, account: Path
) -> None:
    with closing(imported(extended)) as one, closing(imported(account, extended)) as other:
        assert_sound(other)
        assert plays(other) == plays(one)


def test_genuine_repeats_within_a_minute_are_all_kept(tmp_path: Path) -> None:
    rows = [account_row(msPlayed=9_000)] * 3
    with closing(imported(write_file(tmp_path / "a.json", rows))) as conn:
        assert len(plays(conn)) == 3


def test_repeats_in_several_exports_are_not_added_up(tmp_path: Path) -> None:
    older = write_file(tmp_path / "older" / "a.json", [account_row(msPlayed=9_000)] * 2)
    newer = write_file(tmp_path / "newer" / "a.json", [account_row(msPlayed=9_000)] * 3)
    for order in ((older, newer), (newer, older), (newer, older, newer)):
        with closing(imported(*order)) as conn:
            assert len(plays(conn)) == 3


def test_repeats_that_are_divided_by_the_end_of_a_file_are_kept(tmp_path: Path) -> None:
    before = account_row(endTime="2024-01-05 14:20")
    after = account_row(endTime="2024-01-05 14:30")
    write_file(tmp_path / "StreamingHistory0.json", [before, account_row(msPlayed=9_000)])
    write_file(tmp_path / "StreamingHistory1.json", [account_row(msPlayed=9_000), after])
    with closing(imported(tmp_path)) as conn:
        assert len(plays(conn)) == 4


def test_two_exports_in_one_folder_do_not_add_up(tmp_path: Path) -> None:
    minutes = [f"2024-01-05 14:{minute}" for minute in (20, 23, 26)]
    rows = [account_row(endTime=minute, msPlayed=9_000) for minute in minutes]
    write_file(tmp_path / "StreamingHistory0 (1).json", rows)
    write_file(tmp_path / "StreamingHistory0.json", rows[:2])
    write_file(tmp_path / "StreamingHistory0 (2).json", rows[1:])
    with closing(imported(tmp_path)) as conn:
        assert len(plays(conn)) == 3


def extended_at(second: int, played_ms: int, **fields: object) -> Row:
    """Return a row that ends so many seconds after 14:23."""
    at = datetime(2024, 1, 5, 14, 23) + timedelta(seconds=second)  # noqa: DTZ001 - as Spotify writes it
    return extended_row(ts=f"{at:%Y-%m-%dT%H:%M:%SZ}", ms_played=played_ms, **fields)


@pytest.mark.parametrize(
    ("exact", "coarse"),
    [
        ([(10, 200_000), (40, 10_000)], [10_000, 200_000]),
        ([(10, 200_000), (40, 10_000)], [200_000, 10_000]),
        ([(1, 9_000), (12, 9_000), (24, 9_000), (59, 9_000)], [9_000] * 4),
        ([(0, 184_000)], [184_000]),
        ([(59, 184_000)], [184_999]),
        ([(-70, 184_000)], [184_000]),
        ([(150, 184_000)], [184_000]),
    ],
)
def test_rows_that_agree_are_of_the_same_play(
    exact: list[tuple[int, int]], coarse: list[int], tmp_path: Path
) -> None:
    one = write_file(tmp_path / "one.json", [extended_at(*row) for row in exact])
    other = write_file(tmp_path / "other.json", [account_row(msPlayed=heard) for heard in coarse])
    for order in ((one, other), (other, one)):
        with closing(imported(*order)) as conn:
            assert len(plays(conn)) == len(exact)


@pytest.mark.parametrize(
    ("exact", "coarse"),
    [
        (extended_at(0, 184_000), account_row(msPlayed=188_000)),
        (extended_at(600, 184_000), account_row()),
        (extended_at(0, 184_000), account_row(trackName="Anchor", artistName="Somebody Else")),
        (extended_at(0, 184_000), account_row(trackName="Anchor", msPlayed=184_001)),
        (extended_at(0, 29_999), account_row(artistName="Somebody Else", msPlayed=29_999)),
    ],
)
def test_rows_that_do_not_agree_are_different_plays(
    exact: Row, coarse: Row, tmp_path: Path
) -> None:
    one, other = (
        write_file(tmp_path / "one.json", [exact]),
        write_file(tmp_path / "b.json", [coarse]),
    )
    with closing(imported(one, other)) as conn:
        assert len(plays(conn)) == 2


LATE_MS = {"offline": True, "offline_timestamp": 1_704_400_000_789}
LATE_S = {"offline": True, "offline_timestamp": 1_704_400_000}
LATER_S = {"offline": True, "offline_timestamp": 1_704_400_002}
TOO_LATE = {"offline": True, "offline_timestamp": 1_705_000_000}
EVEN_LATER = {"offline": True, "offline_timestamp": 1_705_000_009}


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (extended_at(0, 184_000), extended_at(0, 184_000), 1),
        (extended_at(0, 184_000), extended_at(0, 184_000, reason_end="fwdbtn"), 1),
        (extended_at(0, 184_000), extended_at(100, 184_000), 1),
        (extended_at(0, 184_000), extended_at(170, 184_000), 1),
        (extended_at(0, 184_000), extended_at(171, 184_000), 2),
        (extended_at(0, 184_000), extended_at(0, 184_001), 2),
        (extended_at(0, 9_000), extended_at(20, 9_000), 2),
        (extended_at(0, 1_500, **LATE_MS), extended_at(0, 1_500, **LATE_S), 1),
        (extended_at(0, 1_500, **LATE_MS), extended_at(0, 1_500, offline=True), 1),
        (extended_at(0, 1_500, **LATE_MS), extended_at(0, 1_500, **LATER_S), 2),
        (extended_at(0, 1_500, **TOO_LATE), extended_at(0, 1_500, **EVEN_LATER), 1),
        (extended_at(0, 0), extended_at(1, 0), 2),
    ],
)
def test_only_rows_that_cannot_both_be_true_are_doubles(
    one: Row, other: Row, count: int, tmp_path: Path
) -> None:
    with closing(imported(write_file(tmp_path / "a.json", [one, other]))) as conn:
        assert len(plays(conn)) == count


@pytest.mark.parametrize("account_first", [False, True])
def test_account_data_adds_no_play_that_the_extended_history_rules_out(
    tmp_path: Path, *, account_first: bool
) -> None:
    doubles = write_file(tmp_path / "a.json", [extended_at(0, 200_000), extended_at(30, 200_000)])
    account = write_file(tmp_path / "b.json", [account_row(msPlayed=200_000)] * 2)
    files = (account, doubles) if account_first else (doubles, account)
    with closing(imported(*files)) as conn:
        assert len(plays(conn)) == 1


def test_offline_plays_that_were_sent_together_differ_by_their_stamps(
    tmp_path: Path,
) -> None:
    began = 1_704_400_000
    rows = [
        extended_at(0, 184_000, offline=True, offline_timestamp=began + 200 * number)
        for number in range(3)
    ]
    with closing(imported(write_file(tmp_path / "a.json", rows))) as conn:
        starts = conn.execute("select started_ms from plays order by started_ms").fetchall()
    assert starts == [(1_000 * (began + 200 * number),) for number in range(3)]


def test_a_play_is_private_if_any_row_says_so(tmp_path: Path) -> None:
    rows = [extended_at(0, 184_000), extended_at(1, 184_000, incognito_mode=True)]
    with closing(blank()) as conn:
        import_into(conn, write_file(tmp_path / "a.json", rows))
        assert conn.execute("select private from v_plays").fetchall() == [(1,)]


def test_a_play_that_was_paused_overnight_belongs_to_its_evening(tmp_path: Path) -> None:
    evening = datetime(2024, 1, 5, 21, 30, tzinfo=ZONE)
    paused = extended_row(
        ts="2024-01-06T07:30:00Z",
        ms_played=120_000,
        reason_end="endplay",
        offline_timestamp=int(evening.timestamp()),
    )
    with closing(imported(write_file(tmp_path / "a.json", [paused]))) as conn:
        found = conn.execute("select started_ms, local_day from v_plays").fetchall()
    assert [tuple(row) for row in found] == [(int(evening.timestamp()) * 1_000, "2024-01-05")]


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({"artistName": "Former Name"}, 1),
        ({"trackName": "Former Title"}, 1),
        ({"artistName": "Former Name", "trackName": "Former Title"}, 2),
        ({"artistName": "Former Name", "msPlayed": 184_001}, 2),
        ({"artistName": "Former Name", "endTime": "2024-01-05 14:24"}, 2),
    ],
)
def test_a_play_that_was_renamed_between_exports_counts_once(
    tmp_path: Path, changes: dict[str, object], count: int
) -> None:
    new = write_file(tmp_path / "new.json", [extended_row()])
    former = {"endTime": "2024-01-05 14:23", "msPlayed": 184_000, **changes}
    old = write_file(tmp_path / "old.json", [account_row(**former)])
    for order in ((new, old), (old, new)):
        with closing(imported(*order)) as conn:
            assert_sound(conn)
            assert len(plays(conn)) == count
            if count == 1:
                assert conn.execute("select artist from v_plays").fetchone()[0] == "The Lanterns"


def test_renamed_rows_of_a_double_bring_no_play_back(tmp_path: Path) -> None:
    double = [extended_row(), extended_row(ts="2024-01-05T14:23:40Z")]
    new = write_file(tmp_path / "new.json", double)
    former = account_row(endTime="2024-01-05 14:23", msPlayed=184_000, artistName="Former Name")
    old = write_file(tmp_path / "old.json", [former, former])
    for order in ((new, old), (old, new)):
        with closing(imported(*order)) as conn:
            assert_sound(conn)
            assert len(plays(conn)) == 1


def test_a_later_name_divides_what_no_name_joins_any_more(tmp_path: Path) -> None:
    old = account_row(endTime="2024-01-05 14:23", msPlayed=184_000, artistName="Former Name")
    later = extended_row(ts="2024-02-01T10:00:00Z", master_metadata_track_name="Other Title")
    files = [
        write_file(tmp_path / "old.json", [old]),
        write_file(tmp_path / "new.json", [extended_row()]),
        write_file(tmp_path / "later.json", [later]),
    ]
    with closing(imported(*files)) as one, closing(imported(*reversed(files))) as other:
        assert_sound(one)
        assert len(plays(one)) == 3
        assert plays(one) == plays(other)
