from dataclasses import replace

from musicanalyser.stats.entities.find import find
from tests.stats.history import MINUTE, History, Song, asked, columns, day

ALL = asked(None, "2025-04-01")


def test_names_are_found_with_their_plays_time_and_days(history: History) -> None:
    history.play("2025-03-12 08:00", song=Song(title="Low Tide", artist="Harbour"))
    history.play("2025-03-14 08:00", song=Song(title="Low Tide", artist="Harbour", uri="x:2"))
    history.play("2025-03-13 08:00", 1_000, song=Song(title="H\u00efgh TIDE", artist="Tidy"))
    history.play("2025-03-13 09:00", song=Song(title="Other", artist="Harbour"))
    report = find(history.conn, ALL, "tid")
    assert columns(report, "kind", "name", "heard_ms", "plays", "first_day", "last_day") == [
        ("track", "Low Tide", 6 * MINUTE, 2, day("2025-03-12"), day("2025-03-14")),
        ("track", "H\u00efgh TIDE", 1_000, 0, None, None),
        ("artist", "Tidy", 1_000, 0, None, None),
    ]


def test_the_most_heard_of_each_kind_come_first(history: History) -> None:
    for minutes, title in enumerate(("tide a", "tide b", "tide c"), 1):
        history.play(f"2025-03-12 0{minutes}:00", minutes * MINUTE, song=Song(title=title))
    report = find(history.conn, replace(ALL, limit=2), "TIDE")
    assert columns(report, "name") == [("tide c",), ("tide b",)]
    assert report.notes == ("2 of each kind are shown, of 3 tracks; see --limit.",)


def test_nothing_found_says_so(history: History) -> None:
    history.play("2025-03-12 08:00")
    report = find(history.conn, ALL, "zebra")
    assert report.rows == ()
    assert report.empty == "No music with 'zebra' in a name in this window."
