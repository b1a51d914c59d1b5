from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.flows.local_days import update_local_days
from musicanalyser.store.connection import open_reading, open_writing
from tests.flows.histories import blank, import_into, imported, tables
from tests.imports.sample_rows import account_row, extended_row, write_file

ZONES = [
    "UTC",
    "Europe/Berlin",
    "Asia/Tokyo",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Pacific/Apia",
    "Pacific/Kiritimati",
]
CHANGING = st.integers(1_320_546_000, 1_320_547_500)
"""Around 00:01 of 6 November 2011 in St John's, when clocks went back by an hour."""


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A play every 37 minutes around changes of the clock, of the day and of the year."""
    rows = [
        extended_row(
            ts=f"{begin + timedelta(minutes=37 * number):%Y-%m-%dT%H:%M:%SZ}", conn_country=None
        )
        for begin in (datetime(2011, 11, 6), datetime(2011, 12, 29), datetime(2024, 3, 30, 12))  # noqa: DTZ001 - written as UTC
        for number in range(90)
    ]
    return write_file(tmp_path_factory.mktemp("export") / "a.json", [*rows, account_row()])


@pytest.fixture
def database(tmp_path: Path, history: Path) -> Path:
    path = tmp_path / "history.db"
    with closing(open_writing(path)) as conn:
        import_into(conn, history, zone=ZoneInfo("Europe/Berlin"))
    return path


@pytest.mark.parametrize("zone", ZONES)
def test_another_time_zone_gives_what_an_import_there_would_have_given(
    database: Path, history: Path, zone: str
) -> None:
    assert update_local_days(database, ZoneInfo(zone)) is (zone != "Europe/Berlin")
    assert update_local_days(database, ZoneInfo(zone)) is False
    with (
        closing(open_reading(database)) as moved,
        closing(imported(history, zone=ZoneInfo(zone))) as fresh,
    ):
        assert tables(moved) == tables(fresh)


def test_there_and_back_again_is_as_before(database: Path) -> None:
    with closing(open_reading(database)) as conn:
        before = tables(conn)
    update_local_days(database, ZoneInfo("Pacific/Apia"))
    update_local_days(database, ZoneInfo("Europe/Berlin"))
    with closing(open_reading(database)) as conn:
        assert tables(conn) == before


def test_an_import_in_another_time_zone_moves_all_that_is_there(
    database: Path, history: Path
) -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    with closing(open_writing(database)) as conn, closing(imported(history, zone=tokyo)) as fresh:
        import_into(conn, history, zone=tokyo)
        assert tables(conn) == tables(fresh)


def test_a_database_in_which_nothing_was_ever_imported_needs_no_update(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    open_writing(path).close()
    before = path.read_bytes()
    assert update_local_days(path, ZoneInfo("Asia/Tokyo")) is False
    assert path.read_bytes() == before


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(ZONES),
    st.lists(CHANGING | st.integers(1_320_000_000, 1_325_500_000), min_size=1, max_size=20),
)
def test_day_and_hour_are_those_on_the_clock_where_the_play_started(
    folder: Path, zone: str, starts: list[int]
) -> None:
    local = ZoneInfo(zone)
    rows = [
        extended_row(
            ts=f"{datetime.fromtimestamp(at, ZoneInfo('UTC')):%Y-%m-%dT%H:%M:%SZ}",
            ms_played=0,
            conn_country=None,
        )
        for at in starts
    ]
    with closing(blank()) as conn:
        import_into(conn, write_file(folder / "a.json", rows), zone=local)
        for started_ms, day, hour in conn.execute(
            "select started_ms, local_day, local_hour from v_plays"
        ):
            moment = datetime.fromtimestamp(started_ms / 1000, local)
            assert (date.fromisoformat(day), hour) == (moment.date(), moment.hour)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")
