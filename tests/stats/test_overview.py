from dataclasses import replace
from datetime import date

from musicanalyser.report import Coverage, Layout, Report
from musicanalyser.stats import (
    calendar,
    clock,
    heatmap,
    overview,
    top_albums,
    top_artists,
    top_tracks,
    trend,
)
from tests.stats.history import HOUR, MINUTE, SECOND, History, Song, asked, columns, day, part

WEEK = asked("2025-03-10", "2025-03-17")


def _listened(history: History) -> None:
    for index in range(8):
        song = Song(title=f"t{index}", artist=f"a{index % 2}", album=f"b{index % 3}")
        history.play(f"2025-03-1{index % 4} 08:00", (index + 1) * MINUTE, song=song)
    history.play("2025-03-12 20:00", 10 * SECOND, verdict="skipped")
    history.play("2025-03-05 20:00", 5 * MINUTE, song=Song(title="t0", artist="a0", album="b0"))
    history.play("2025-03-05 22:00", 1 * HOUR, private=True)


def test_the_key_figures_of_both_windows_stand_side_by_side(history: History) -> None:
    _listened(history)
    report = overview.answer(history.conn, replace(WEEK, today=date(2025, 3, 13)))
    assert report.layout is Layout.OVERVIEW
    assert [one.name for one in report.columns] == [
        "period",
        "heard_ms",
        "plays",
        "active_days",
        "sessions",
        "tracks",
        "artists",
        "albums",
        "new_artists",
        "skip_rate",
        "current_streak_days",
    ]
    # albums are those of an artist: b0, b1 and b2 by each of the two
    assert report.rows == (
        ("the window", 36 * MINUTE + 10 * SECOND, 8, 4, 5, 8, 2, 6, 1, 1 / 9, 4),
        ("previous 7 days", 5 * MINUTE, 1, 1, 1, 1, 1, 1, 1, 0.0, None),
    )
    assert report.coverage == Coverage(what="endings", of="plays", share=1.0)


def test_all_time_has_no_window_before(history: History) -> None:
    _listened(history)
    report = overview.answer(history.conn, asked(None, "2025-03-17"))
    assert [row[0] for row in report.rows] == ["the window"]


def test_its_parts_are_the_lists_the_heatmap_and_the_course_of_the_window(history: History) -> None:
    _listened(history)
    question = replace(WEEK, limit=3)
    *lists, grid, hours, days, course = overview.answer(history.conn, question).parts
    assert lists == [
        module.answer(history.conn, question) for module in (top_tracks, top_artists, top_albums)
    ]
    assert replace(grid, definition="") == replace(
        heatmap.answer(history.conn, question), definition=""
    )
    assert hours.rows == clock.answer(history.conn, question).rows
    assert course == trend.answer(history.conn, question)
    (in_week,) = {row[1] for row in days.rows if row[0] == day("2025-03-12")}
    assert in_week == calendar.answer(history.conn, question).rows[2][1]


def test_its_days_are_those_of_53_weeks_up_to_the_end_of_the_window(history: History) -> None:
    _listened(history)
    days = part(overview.answer(history.conn, WEEK), "calendar").rows
    assert (days[0][0], days[-1][0], len(days)) == (day("2024-03-12"), day("2025-03-16"), 370)


def test_an_empty_window_after_one_with_music_is_all_zeros_and_empty_parts(
    history: History,
) -> None:
    history.play("2025-03-05 08:00")
    report = overview.answer(history.conn, WEEK)
    assert report.rows[0] == ("the window", 0, 0, 0, 0, 0, 0, 0, 0, None, 0)
    lists = [one for one in report.parts if one.name.startswith("top-")]
    assert [one.rows for one in lists] == [(), (), ()]


def test_one_play_is_enough(history: History) -> None:
    history.play("2025-03-16 23:59")
    report = overview.answer(history.conn, WEEK)
    assert columns(report, "heard_ms", "plays", "active_days", "sessions", "new_artists")[0] == (
        180_000,
        1,
        1,
        1,
        1,
    )
    assert _names(report)[:4] == ["top-tracks", "top-artists", "top-albums", "heatmap"]
    assert _names(report)[4:] == ["clock", "calendar", "trend"]


def _names(report: Report) -> list[str]:
    return [one.name for one in report.parts]
