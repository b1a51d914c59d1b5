from dataclasses import replace

from musicanalyser.report import Layout
from musicanalyser.stats import heatmap
from tests.stats.history import BERLIN, MINUTE, SECOND, History, asked, column, columns

WEEK = asked("2025-03-10", "2025-03-17")
BLOCKS = ["00–04", "04–08", "08–12", "12–16", "16–20", "20–24"]  # noqa: RUF001 - en dashes, as shown


def _heard(history: History, *, hourly: bool = False) -> dict[tuple[object, object], object]:
    """Return the cells that are not 0."""
    report = heatmap.answer(history.conn, replace(WEEK, hourly=hourly))
    return {(row[0], row[1]): row[2] for row in report.rows if row[2]}


def test_it_has_every_block_of_every_weekday(history: History) -> None:
    history.play("2025-03-12 08:00")
    report = heatmap.answer(history.conn, WEEK)
    assert report.layout is Layout.GRID
    assert column(report, "weekday")[::6] == [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ]
    assert column(report, "block") == BLOCKS * 7
    assert sorted(map(int, map(str, column(report, "heard_ms")))) == [0] * 41 + [180_000]


def test_it_has_every_hour_where_asked(history: History) -> None:
    history.play("2025-03-12 08:00")
    report = heatmap.answer(history.conn, replace(WEEK, hourly=True))
    assert column(report, "hour") == [f"{hour:02}" for hour in range(24)] * 7


def test_time_belongs_to_the_hours_in_which_it_sounded(history: History) -> None:
    history.play("2025-03-12 07:59:59", 3 * MINUTE)
    history.play("2025-03-12 08:03:00", 1 * SECOND)
    history.play("2025-03-16 22:30:00", 180 * MINUTE)
    assert _heard(history) == {
        ("Wednesday", BLOCKS[1]): 1_000,
        ("Wednesday", BLOCKS[2]): 180_000,
        ("Sunday", BLOCKS[5]): 90 * MINUTE,
        ("Monday", BLOCKS[0]): 90 * MINUTE,
    }
    assert _heard(history, hourly=True) == {
        ("Wednesday", "07"): 1_000,
        ("Wednesday", "08"): 180_000,
        ("Sunday", "22"): 30 * MINUTE,
        ("Sunday", "23"): 60 * MINUTE,
        ("Monday", "00"): 60 * MINUTE,
        ("Monday", "01"): 30 * MINUTE,
    }


def test_a_play_across_a_change_of_the_clocks_skips_the_hour_that_was_not(history: History) -> None:
    history.play("2025-03-30 01:30:00", 60 * MINUTE)
    spring = asked("2025-03-30", "2025-03-31")
    report = heatmap.answer(history.conn, replace(spring, hourly=True))
    assert {row[1]: row[2] for row in report.rows if row[2]} == {
        "01": 30 * MINUTE,
        "03": 30 * MINUTE,
    }


def test_a_play_counts_in_the_hour_in_which_it_started(history: History) -> None:
    history.play("2025-03-12 07:59:59", 3 * MINUTE)
    report = heatmap.answer(history.conn, WEEK)
    cells = columns(report, "weekday", "block", "plays")
    assert [cell for cell in cells if cell[2]] == [("Wednesday", BLOCKS[1], 1)]


def test_plays_of_a_cell_are_counted_and_its_time_is_not_only_theirs(history: History) -> None:
    history.play("2025-03-12 08:00", 29 * SECOND)
    history.play("2025-03-12 09:00", 31 * SECOND)
    report = heatmap.answer(history.conn, WEEK)
    cells = columns(report, "weekday", "block", "heard_ms", "plays")
    assert cells[2 * 6 + 2] == ("Wednesday", BLOCKS[2], 60_000, 1)


def test_both_hours_of_the_night_the_clocks_go_back_are_the_same_hour(history: History) -> None:
    history.play("2024-10-27T02:30+02:00")
    history.play("2024-10-27T02:30+01:00")
    report = heatmap.answer(
        history.conn, replace(asked("2024-10-27", "2024-10-28", BERLIN), hourly=True)
    )
    assert [row for row in report.rows if row[2]] == [("Sunday", "02", 360_000, 2)]


def test_a_week_with_other_music_only_outside_has_no_cells(history: History) -> None:
    history.play("2025-03-17 00:00")
    assert heatmap.answer(history.conn, WEEK).rows == ()
