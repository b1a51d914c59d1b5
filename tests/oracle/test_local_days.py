"""Each play is in one local day and hour of the configured time zone."""

import shutil
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.flows import local_days
from tests.oracle.histories import Judged
from tests.oracle.judging import answer_of, asked_of, disagreements
from tests.oracle.kinds import KINDS, within


def heard_ms(judged: Judged, text: str) -> int:
    """Return the listening time in the program's heatmap of a calendar window."""
    rows = answer_of(judged, within(text), "heatmap", asked_of(judged, within(text))).rows
    return sum(ms for *_, ms, _ in rows if isinstance(ms, int))


def test_the_months_of_a_year_add_up_to_it(havana: Judged) -> None:
    months = [heard_ms(havana, f"2025-{month:02}") for month in range(1, 13)]

    assert all(months)
    assert sum(months) == heard_ms(havana, "2025")


@pytest.mark.parametrize(("month", "length"), [("2025-03", 31), ("2025-11", 30)])
def test_the_days_of_a_month_add_up_to_it(havana: Judged, month: str, length: int) -> None:
    days = [heard_ms(havana, f"{month}-{day:02}") for day in range(1, length + 1)]

    assert sum(days) == heard_ms(havana, month)


@pytest.fixture(scope="module")
def moved(rough: Judged, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """The rough rows, after the time zone was changed."""
    zone = ZoneInfo("Australia/Lord_Howe")
    database = tmp_path_factory.mktemp("moved") / "history.db"
    shutil.copy(rough.database, database)
    local_days.update_local_days(database, zone)
    return Judged(
        database=database, history=rough.history.seen_from(zone), now=rough.now.astimezone(zone)
    )


@pytest.mark.parametrize("name", ["heatmap", "streaks", "discoveries", "totals"])
@pytest.mark.parametrize("kind", ["--week", "--in 2025-03"])
def test_another_time_zone_moves_the_plays(moved: Judged, kind: str, name: str) -> None:
    assert disagreements(moved, KINDS[kind], name) == []
