from musicanalyser.stats.base.song_times import (
    MONTH,
    YEAR,
    features_by_part_of_day,
    times_by_date,
)
from tests.stats.history import MINUTE, History, asked
from tests.stats.known_songs import other_id, play, released

ALL = asked(None, "2026-01-01")


def test_songs_with_the_same_fact_are_summed_in_each_month_and_year(history: History) -> None:
    play(history, "a", 1, "2025-03-01 00:00")
    history.play("2025-03-31 23:59", 2 * MINUTE, song=other_id("a", "x:again"))
    play(history, "b", 3, "2025-03-12 08:00")
    play(history, "a", 4, "2025-01-31 08:00")
    play(history, "a", 5, "2024-12-31 23:59")
    for title, year in (("a", 2001), ("b", 2002)):
        released(history, title, year)
    months = times_by_date(history.conn, ALL, MONTH, "f.release_year")
    assert [(month, dict(times)) for month, times in months.items()] == [
        ("2024-12", {2001: 5 * MINUTE}),
        ("2025-01", {2001: 4 * MINUTE}),
        ("2025-03", {2001: 3 * MINUTE, 2002: 3 * MINUTE}),
    ]
    years = times_by_date(history.conn, ALL, YEAR, "f.release_year")
    assert [(year, dict(times)) for year, times in years.items()] == [
        ("2024", {2001: 5 * MINUTE}),
        ("2025", {2001: 7 * MINUTE, 2002: 3 * MINUTE}),
    ]


def test_time_belongs_to_the_part_of_the_day_in_which_it_sounded(history: History) -> None:
    for minutes, hour in enumerate(("00:00", "05:59", "06:00", "12:00", "18:00", "23:59"), 1):
        play(history, "a", minutes, f"2025-03-12 {hour}")
    parts = features_by_part_of_day(history.conn, ALL, "tempo")
    assert [(name, sum(songs.values()) // MINUTE) for name, songs in parts.items()] == [
        ("night", 7),
        ("morning", 4),
        ("afternoon", 4),
        ("evening", 6),
    ]
