"""Journeys in exports and in the settings: local days and hours, whatever the order of imports."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.flows.local_days import apply_trips, update_local_days
from musicanalyser.flows.recording.record import rebuild_plays
from musicanalyser.store.connection import open_reading, open_writing
from musicanalyser.store.rollups import audit
from tests.flows.histories import import_into, imported, tables
from tests.imports.sample_rows import extended_row, write_file

VIENNA = ZoneInfo("Europe/Vienna")
BEGIN = datetime(2025, 3, 1, tzinfo=UTC)
ZONES = {"AT": VIENNA, "JP": ZoneInfo("Asia/Tokyo"), "AS": ZoneInfo("Pacific/Pago_Pago")}
_DAYS = "select started_ms, local_day, local_hour from v_plays order by started_ms"
TRIP = "2025-03-05/2025-03-08 Asia/Kathmandu"


def _country(day: int) -> str:
    return "JP" if 10 <= day < 20 else "AS" if 25 <= day < 28 else "AT"


def _rows() -> Iterator[dict[str, object]]:
    """Yield a play every five hours of forty days; some last for hours."""
    for number in range(190):
        moment = BEGIN + timedelta(hours=5 * number)
        yield extended_row(
            ts=f"{moment:%Y-%m-%dT%H:%M:%SZ}",
            ms_played=100 * 60_000 if number % 7 == 0 else 180_000 + number,
            conn_country=_country((moment - BEGIN).days),
        )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder, rows = tmp_path_factory.mktemp("journeys"), list(_rows())
    return [write_file(folder / f"{n}.json", rows[n::4]) for n in range(4)]


@pytest.fixture
def database(tmp_path: Path, files: list[Path]) -> Path:
    path = tmp_path / "history.db"
    with closing(open_writing(path)) as conn:
        for file in files:
            import_into(conn, file, zone=VIENNA)
    return path


def test_each_play_has_the_hour_of_its_country_and_days_never_go_back(database: Path) -> None:
    with closing(open_reading(database)) as conn:
        plays = conn.execute(
            "select started_ms, country, local_day, local_hour from v_plays order by started_ms"
        ).fetchall()
    latest = ""
    for started_ms, country, day, hour in plays:
        there = datetime.fromtimestamp(started_ms / 1000, ZONES[country])
        latest = max(latest, f"{there.date()}")
        assert (day, hour) == (latest, there.hour)


def test_the_order_of_imports_does_not_matter(files: list[Path]) -> None:
    backwards = files[::-1]
    with (
        closing(imported(*files, zone=VIENNA)) as one,
        closing(imported(*backwards, zone=VIENNA)) as other,
    ):
        assert one.execute(_DAYS).fetchall() == other.execute(_DAYS).fetchall()
        for table in ("zone_steps", "hour_totals", "year_totals", "song_peaks"):
            assert tables(one)[table] == tables(other)[table]


def test_sums_are_those_of_the_plays_after_journeys_and_trips(database: Path) -> None:
    with closing(open_writing(database)) as conn:
        for trips in (TRIP, None, TRIP):
            assert apply_trips(conn, trips)
            assert not apply_trips(conn, trips)
            assert audit.differing_tables(conn) == []


def test_a_trip_and_its_end_leave_all_as_before(database: Path) -> None:
    with closing(open_writing(database)) as conn:
        before = tables(conn)
        apply_trips(conn, TRIP)
        assert tables(conn)["plays"] != before["plays"]
        apply_trips(conn, None)
        after = tables(conn)
        assert {name: after[name] for name in after if name != "settings"} == {
            name: before[name] for name in before if name != "settings"
        }


def test_a_trip_before_the_import_is_a_trip_after_it(database: Path, files: list[Path]) -> None:
    with closing(open_writing(database.with_name("other.db"))) as first:
        apply_trips(first, TRIP)
        for file in files:
            import_into(first, file, zone=VIENNA)
        with closing(open_writing(database)) as then:
            apply_trips(then, TRIP)
            for table in ("plays", "zone_steps", "hour_totals", "year_totals", "song_peaks"):
                assert tables(first)[table] == tables(then)[table]


def test_a_rebuild_changes_nothing(database: Path) -> None:
    with closing(open_writing(database)) as conn:
        apply_trips(conn, TRIP)
        before = tables(conn)
        rebuild_plays(conn, zone=VIENNA)
        assert tables(conn) == before


def test_another_home_zone_moves_only_what_was_heard_at_home(database: Path) -> None:
    """In Tokyo the journey to Japan is no journey."""
    update_local_days(database, ZoneInfo("Asia/Tokyo"))
    with closing(open_reading(database)) as conn:
        assert {zone for (zone,) in conn.execute("select zone from v_zone_steps")} == {
            "Asia/Tokyo",
            "Europe/Vienna",
            "Pacific/Pago_Pago",
        }
        assert audit.differing_tables(conn) == []


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Europe/Vienna", "Europe/Rome"])
def test_who_stays_where_clocks_agree_never_travels(tmp_path: Path, zone: str) -> None:
    rows = [
        extended_row(ts=f"2025-03-{day:02}T08:00:00Z", conn_country=country)
        for day, country in enumerate(("AT", "DE", "IT", "FR", "ZZ", "US", "DE"), 1)
        if country != "US"
    ]
    file = write_file(tmp_path / "a.json", rows)
    with closing(imported(file, zone=ZoneInfo(zone))) as conn:
        assert tables(conn)["zone_steps"] == []
