from dataclasses import replace
from datetime import date

from musicanalyser.report import Coverage, Layout, Report
from musicanalyser.stats import heatmap, overview, top_albums, top_artists, top_tracks
from tests.stats.history import HOUR, MINUTE, SECOND, History, Song, asked, columns, part

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
    assert report.layout is Layout.FIGURES
    assert [one.name for one in report.columns] == [
        "period",
        "heard_ms",
        "plays",
        "active_days",
        "current_streak_days",
        "sessions",
        "tracks",
        "artists",
        "albums",
        "new_artists",
        "skip_rate",
    ]
    # albums are those of an artist: b0, b1 and b2 by each of the two
    assert report.rows == (
        ("the window", 36 * MINUTE + 10 * SECOND, 8, 4, 4, 5, 8, 2, 6, 1, 1 / 9),
        ("previous 7 days", 5 * MINUTE, 1, 1, None, 1, 1, 1, 1, 1, 0.0),
    )
    assert report.coverage == Coverage(what="endings", of="plays", share=1.0)


def test_all_time_has_no_window_before(history: History) -> None:
    _listened(history)
    report = overview.answer(history.conn, asked(None, "2025-03-17"))
    assert [row[0] for row in report.rows] == ["the window"]


def test_its_parts_are_the_lists_and_the_heatmap(history: History) -> None:
    _listened(history)
    question = replace(WEEK, limit=3)
    *lists, grid = overview.answer(history.conn, question).parts
    assert lists == [
        module.answer(history.conn, question) for module in (top_tracks, top_artists, top_albums)
    ]
    assert replace(grid, definition="") == replace(
        heatmap.answer(history.conn, question), definition=""
    )


def test_its_lists_are_short(history: History) -> None:
    _listened(history)
    report = overview.answer(history.conn, replace(WEEK, limit=100))
    assert len(part(report, "top-tracks").rows) == 5


def test_an_empty_window_after_one_with_music_is_all_zeros_and_empty_parts(
    history: History,
) -> None:
    history.play("2025-03-05 08:00")
    report = overview.answer(history.conn, WEEK)
    assert report.rows[0] == ("the window", 0, 0, 0, 0, 0, 0, 0, 0, 0, None)
    assert {one.rows for one in report.parts} == {()}


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
    assert _names(report) == ["top-tracks", "top-artists", "top-albums", "heatmap"]


def _names(report: Report) -> list[str]:
    return [one.name for one in report.parts]
