from musicanalyser.report import Layout
from musicanalyser.stats import obsessions
from tests.stats.history import SECOND, History, Song, asked, columns, day, part

MONTH = asked("2025-03-01", "2025-04-01")


def _play(history: History, title: str, *days: str, uri: str | None = None) -> None:
    """Play a track from noon on some days, with a minute between the plays of a day."""
    song = Song(title=title, artist=f"by {title}", uri=uri or f"x:{title}")
    for place, one in enumerate(days):
        history.play(f"{one} 12:{days[:place].count(one):02}", song=song)


def test_five_plays_within_seven_days_are_an_obsession_and_within_eight_are_none(
    history: History,
) -> None:
    four = ("2025-03-10",) * 4
    _play(history, "seven", *four, "2025-03-16")
    _play(history, "eight", *four, "2025-03-17")
    report = obsessions.answer(history.conn, MONTH)
    assert columns(part(report, "peak-weeks"), "title", "week_plays") == [("seven", 5)]


def test_the_figures_of_both_windows_stand_side_by_side(history: History) -> None:
    _play(history, "a", *("2025-03-10",) * 5, "2025-03-12")
    _play(history, "b", *("2025-03-20",) * 2)
    report = obsessions.answer(history.conn, MONTH)
    assert report.layout is Layout.FIGURES
    assert report.rows == (
        ("the window", 1, 6, 5, 6 / 8, 0, None, 0, None),
        ("previous 31 days", 0, None, None, None, 0, None, 0, None),
    )


def test_the_peak_week_is_the_seven_days_with_the_most_plays(history: History) -> None:
    _play(history, "a", *("2025-03-03",) * 5, *("2025-03-09",) * 3, *("2025-03-14",) * 4)
    report = obsessions.answer(history.conn, MONTH)
    assert columns(
        part(report, "peak-weeks"), "week_plays", "week_first_day", "week_last_day", "plays"
    ) == [(8, day("2025-03-03"), day("2025-03-09"), 12)]


def test_the_peak_day_of_equals_is_the_latest(history: History) -> None:
    _play(history, "a", *("2025-03-03",) * 5, *("2025-03-09",) * 5)
    report = obsessions.answer(history.conn, MONTH)
    assert columns(part(report, "peak-days"), "rank", "title", "day_plays", "day") == [
        (1, "a", 5, day("2025-03-09"))
    ]


def test_the_ids_of_one_song_are_one_obsession_under_the_name_of_its_latest_play(
    history: History,
) -> None:
    _play(history, "Aria", *("2025-03-10",) * 3, uri="x:single")
    for minute in range(3):
        song = Song(title="ARIA", artist="by Aria", uri="x:album")
        history.play(f"2025-03-11 12:{minute:02}", song=song)
    report = obsessions.answer(history.conn, MONTH)
    assert columns(part(report, "peak-weeks"), "title", "week_plays") == [("ARIA", 6)]


def test_days_are_local_ones(history: History) -> None:
    for minute in range(5):
        history.play(f"2025-03-10 23:{50 + minute}")
        history.play(f"2025-03-11 00:{10 + minute}")
    report = obsessions.answer(history.conn, MONTH)
    assert columns(part(report, "peak-days"), "day_plays", "day") == [(5, day("2025-03-11"))]


def test_plays_that_do_not_count_and_plays_outside_the_window_take_no_part(
    history: History,
) -> None:
    _play(history, "a", *("2025-02-28",) * 3, *("2025-03-01",) * 4)
    history.play("2025-03-01 13:00", 29 * SECOND, song=Song(title="a", artist="by a", uri="x:a"))
    report = obsessions.answer(history.conn, MONTH)
    weeks = part(report, "peak-weeks")
    assert (weeks.rows, weeks.empty) == ((), "No obsessions in this window.")


def test_equals_are_ordered_by_plays_in_the_window_then_by_name(history: History) -> None:
    _play(history, "b", *("2025-03-10",) * 5)
    _play(history, "a", *("2025-03-10",) * 5)
    _play(history, "c", *("2025-03-10",) * 5, "2025-03-25")
    report = obsessions.answer(history.conn, MONTH)
    for name in ("peak-weeks", "peak-days"):
        assert columns(part(report, name), "rank", "title") == [(1, "c"), (2, "a"), (3, "b")]
