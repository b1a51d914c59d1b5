from dataclasses import replace
from datetime import datetime

from musicanalyser.report import Layout, StreamedRows
from musicanalyser.stats import log
from tests.stats.history import BERLIN, MINUTE, SECOND, History, Song, asked, column, columns

WEEK = asked("2025-03-10", "2025-03-17")
PODCAST = Song(title="One", artist="Talk", album=None, uri="spotify:episode:1", kind="podcast")


def test_it_shows_every_play_as_it_was(history: History) -> None:
    song = Song(uri="spotify:track:1", length_ms=4 * MINUTE)
    play_id = history.play("2025-03-12 08:00", 1 * MINUTE, song=song, verdict="skipped")
    report = log.answer(history.conn, WEEK)
    assert report.rows == (
        (
            datetime(2025, 3, 12, 8, tzinfo=BERLIN),
            "Aria",
            "Ada",
            "Debut",
            60_000,
            0.25,
            "skipped",
            False,
            None,
            None,
            240_000,
            "music",
            "spotify:track:1",
            "spotify-extended",
            None,
            play_id,
        ),
    )


def test_all_kinds_and_lengths_are_there_and_private_plays_are_marked(history: History) -> None:
    history.play("2025-03-12 08:00", 1 * SECOND)
    history.play("2025-03-12 09:00", song=PODCAST)
    history.play("2025-03-12 10:00", private=True)
    report = log.answer(history.conn, WEEK)
    assert columns(report, "kind", "private") == [
        ("music", False),
        ("podcast", False),
        ("music", True),
    ]


def test_people_see_what_plays_are_from_where_it_is_known_of_one(history: History) -> None:
    history.play("2025-03-12 08:00")
    place = [one.name for one in log.answer(history.conn, WEEK).columns].index("played_from")
    assert log.answer(history.conn, WEEK).columns[place].detail
    history.start_from(history.play("2025-03-12 09:00"), "spotify:playlist:1")
    history.start_from(history.play("2025-03-12 10:00"), "spotify:collection")
    report = log.answer(history.conn, WEEK)
    assert not report.columns[place].detail
    assert columns(report, "played_from", "context") == [
        (None, None),
        ("playlist", "spotify:playlist:1"),
        ("liked songs", "spotify:collection"),
    ]


def test_an_unknown_length_leaves_the_share_unknown(history: History) -> None:
    history.play("2025-03-12 08:00")
    history.play("2025-03-12 09:00", song=Song(title="Nil", length_ms=0))
    assert columns(log.answer(history.conn, WEEK), "length_ms", "share_heard") == [
        (None, None),
        (0, None),
    ]


def test_more_than_the_whole_of_a_track_is_all_of_it(history: History) -> None:
    history.play("2025-03-12 08:00", 5 * MINUTE, song=Song(length_ms=4 * MINUTE))
    assert column(log.answer(history.conn, WEEK), "share_heard") == [1.0]


def test_of_many_plays_it_shows_the_latest_and_says_of_how_many(history: History) -> None:
    for title in "cab":
        history.play(f"2025-03-12 08:0{len(title)}", song=Song(title=title))
    history.play("2025-03-12 09:00", song=Song(title="last"))
    report = log.answer(history.conn, replace(WEEK, limit=2))
    assert column(report, "title") == ["b", "last"]
    assert report.notes == ("The latest 2 of 4 plays; --limit shows more.",)


def test_without_a_limit_it_shows_them_all(history: History) -> None:
    for minute in range(30):
        history.play(f"2025-03-12 08:{minute:02}")
    report = log.answer(history.conn, replace(WEEK, limit=-1))
    assert (len(report.rows), report.notes) == (30, ())


def test_it_is_a_timeline_where_asked(history: History) -> None:
    assert log.answer(history.conn, WEEK).layout is Layout.TABLE
    assert log.answer(history.conn, replace(WEEK, timeline=True)).layout is Layout.TIMELINE


def test_times_are_told_in_the_zone_of_the_window_across_a_change_of_the_clock(
    history: History,
) -> None:
    history.play("2025-03-30T01:59+01:00")
    history.play("2025-03-30T03:00+02:00")
    moments = column(log.answer(history.conn, asked("2025-03-30", "2025-03-31")), "started_at")
    assert [str(moment) for moment in moments] == [
        "2025-03-30 01:59:00+01:00",
        "2025-03-30 03:00:00+02:00",
    ]


def test_without_a_limit_plays_are_read_one_by_one_and_can_be_read_again(history: History) -> None:
    for hour in range(8, 12):
        history.play(f"2025-03-12 {hour:02}:00", song=Song(title=f"t{hour}"))
    rows = log.answer(history.conn, replace(WEEK, limit=log.NO_LIMIT)).rows
    assert isinstance(rows, StreamedRows)
    assert len(rows) == 4
    assert [row[1] for row in rows] == [row[1] for row in rows] == ["t8", "t9", "t10", "t11"]
    assert rows[:1] == log.answer(history.conn, WEEK).rows[:1]
    reading = iter(rows)
    next(reading)
    history.play("2025-03-12 13:00", song=Song(title="later"))
    assert [row[1] for row in reading][-1] == "later"
