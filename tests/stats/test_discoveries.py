from dataclasses import replace

from musicanalyser.listening.definitions import CountAs
from musicanalyser.report import Layout
from musicanalyser.stats import discoveries
from musicanalyser.stats.base.question import RankBy
from tests.stats.history import MINUTE, SECOND, History, Song, asked, column, columns, day, part

WEEK = asked("2025-03-10", "2025-03-17")
FIGURES = ("tracks", "artists", "albums")


def _new(history: History, *, count_as: CountAs = CountAs.STREAM) -> tuple[object, ...]:
    report = discoveries.answer(history.conn, replace(WEEK, count_as=count_as))
    return columns(report, *FIGURES)[0]


def test_the_figures_of_both_windows_stand_side_by_side(history: History) -> None:
    history.play("2025-03-05 08:00", song=Song(title="a"))
    history.play("2025-03-12 08:00", song=Song(title="a"))
    history.play("2025-03-12 08:00", song=Song(title="b"))
    history.play("2025-03-13 08:00", song=Song(title="b"))
    history.play("2025-03-13 08:00", song=Song(title="c", artist="Bert"))
    report = discoveries.answer(history.conn, WEEK)
    assert report.layout is Layout.FIGURES
    assert report.rows == (
        ("the window", 2, 0.5, 1, 0.0, 1, 0.0),
        ("previous 7 days", 1, 0.0, 1, 0.0, 1, 0.0),
    )


def test_what_counted_before_the_window_is_not_new(history: History) -> None:
    history.play("2020-01-01 08:00", 30 * SECOND)
    history.play("2025-03-12 08:00")
    assert _new(history) == (0, 0, 0)


def test_what_was_heard_before_without_counting_is_new(history: History) -> None:
    history.play("2020-01-01 08:00", 29 * SECOND)
    history.play("2025-03-12 08:00")
    assert _new(history) == (1, 1, 1)
    assert _new(history, count_as=CountAs.ANY) == (0, 0, 0)


def test_what_does_not_count_in_the_window_is_not_discovered_in_it(history: History) -> None:
    history.play("2025-03-12 08:00", 29 * SECOND)
    assert _new(history) == (0, 0, 0)


def test_a_track_known_under_another_address_or_spelling_is_not_new(history: History) -> None:
    history.play("2020-01-01 08:00", song=Song(uri="x:1", title="Aria", album="Old"))
    history.play("2025-03-12 08:00", song=Song(uri="x:2", title="ARIA", artist="ada"))
    assert _new(history) == (0, 0, 1)


def test_an_album_of_a_known_name_by_another_artist_is_new(history: History) -> None:
    history.play("2020-01-01 08:00", song=Song(artist="Ada", album="Hits"))
    history.play("2025-03-12 08:00", song=Song(artist="Bert", album="Hits"))
    assert _new(history) == (1, 1, 1)


def test_plays_heard_in_private_or_as_a_video_do_not_make_known(history: History) -> None:
    history.play("2020-01-01 08:00", private=True)
    history.play("2020-01-02 08:00", song=Song(kind="video"))
    history.play("2025-03-12 08:00")
    assert _new(history) == (1, 1, 1)
    report = discoveries.answer(history.conn, replace(WEEK, private=True))
    assert columns(report, *FIGURES)[0] == (0, 0, 0)


def test_the_last_moment_before_the_window_is_before_it(history: History) -> None:
    history.play("2025-03-09 23:59:59.999", song=Song(title="a"))
    history.play("2025-03-10 00:00", song=Song(title="a"))
    history.play("2025-03-10 00:00", song=Song(title="b"))
    assert columns(discoveries.answer(history.conn, WEEK), "tracks") == [(1,), (1,)]


def test_a_discovery_is_kept_if_it_counts_on_a_later_day_of_the_window(history: History) -> None:
    for title, moments in {
        "same day": ("10 08:00", "10 09:00"),
        "short": ("10 08:00", "11 09:00"),
        "too late": ("10 08:00", "17 00:00"),
        "next day": ("10 23:59", "11 00:01"),
    }.items():
        for moment in moments:
            heard_ms = 29 * SECOND if moment == "11 09:00" else 1 * MINUTE
            history.play(f"2025-03-{moment}", heard_ms, song=Song(title=title))
    new = part(discoveries.answer(history.conn, WEEK), "new-tracks")
    assert set(columns(new, "title", "kept")) == {
        ("same day", False),
        ("short", False),
        ("too late", False),
        ("next day", True),
    }


def test_the_day_of_discovery_is_that_of_the_first_counted_play(history: History) -> None:
    history.play("2025-03-10 08:00", 1 * SECOND)
    history.play("2025-03-11 08:00", 1 * MINUTE)
    history.play("2025-03-12 08:00", 1 * MINUTE)
    new = part(discoveries.answer(history.conn, WEEK), "new-tracks")
    assert columns(new, "first_day", "heard_ms", "plays") == [(day("2025-03-11"), 121_000, 2)]


def test_several_addresses_of_a_track_are_discovered_and_kept_together(history: History) -> None:
    history.play("2025-03-12 08:00", song=Song(uri="x:1"))
    history.play("2025-03-11 08:00", song=Song(uri="x:2"))
    history.play("2025-03-13 08:00", 1 * SECOND, song=Song(uri="x:3"))
    new = part(discoveries.answer(history.conn, WEEK), "new-tracks")
    assert columns(new, "uri", "first_day", "kept") == [("x:3", day("2025-03-11"), True)]


def test_discoveries_are_listed_by_time_heard_or_by_plays(history: History) -> None:
    history.play("2025-03-01 08:00", song=Song(title="old", artist="Old"))
    history.play("2025-03-10 08:00", 9 * MINUTE, song=Song(title="old", artist="Old"))
    history.play("2025-03-10 08:00", 5 * MINUTE, song=Song(title="long", artist="Long"))
    for hour in (8, 9):
        history.play(f"2025-03-10 0{hour}:00", 1 * MINUTE, song=Song(title="two", artist="Two"))
    report = discoveries.answer(history.conn, WEEK)
    assert columns(part(report, "new-artists"), "rank", "artist") == [(1, "Long"), (2, "Two")]
    assert columns(part(report, "new-tracks"), "rank", "title") == [(1, "long"), (2, "two")]
    report = discoveries.answer(history.conn, replace(WEEK, rank_by=RankBy.PLAYS, limit=1))
    assert column(part(report, "new-artists"), "artist") == ["Two"]


def test_a_window_without_discoveries_has_no_share_that_was_kept(history: History) -> None:
    history.play("2025-01-01 08:00")
    history.play("2025-03-12 08:00")
    report = discoveries.answer(history.conn, WEEK)
    assert report.rows[0] == ("the window", 0, None, 0, None, 0, None)
    assert part(report, "new-artists").empty == "No new artists in this window."


def test_of_all_time_everything_is_new_and_the_answer_says_since_when(history: History) -> None:
    history.play("2024-06-01 08:00")
    history.play("2025-03-12 08:00")
    report = discoveries.answer(history.conn, asked(None, "2025-03-17"))
    assert columns(report, "tracks", "tracks_kept") == [(1, 1.0)]
    assert report.notes == (
        "The history begins on 2024-06-01; what was heard before is not known to it.",
    )
