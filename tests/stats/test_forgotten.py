from dataclasses import replace
from datetime import timedelta

from musicanalyser.report import Layout
from musicanalyser.stats import answer_question, forgotten
from tests.stats.history import SECOND, History, Song, asked, column, columns, day, part

MARCH = asked("2025-03-01", "2025-04-01")
END = day("2025-03-31")


def _love(history: History, title: str, *, ago: int, plays: int = 15, uri: str = "") -> None:
    """Play a track this often; its last play is some days before the end of March."""
    for one in range(plays):
        on = END - timedelta(days=ago + one // 10)
        song = Song(title=title, artist=f"by {title}", uri=uri or f"x:{title}")
        history.play(f"{on} 12:{59 - one % 10}", song=song)


def _listen(history: History) -> None:
    history.play("2025-03-20 12:00", song=Song(title="new", uri="x:new"))


def test_a_favourite_is_forgotten_on_its_180th_silent_day(history: History) -> None:
    _listen(history)
    _love(history, "day 180", ago=180)
    _love(history, "day 179", ago=179)
    report = forgotten.answer(history.conn, MARCH)
    assert columns(
        part(report, "forgotten-tracks"), "rank", "title", "plays", "last_day", "silent_days"
    ) == [(1, "day 180", 15, day("2024-10-02"), 180)]


def test_fewer_than_fifteen_plays_make_no_favourite(history: History) -> None:
    _listen(history)
    _love(history, "liked", ago=200, plays=14)
    report = forgotten.answer(history.conn, MARCH)
    assert report.rows == (("the window", 0, 0, 0, None),)
    assert part(report, "forgotten-tracks").empty == "No favourite has been forgotten."


def test_the_figures_sum_what_is_forgotten_and_tell_what_is_newly_so(history: History) -> None:
    _listen(history)
    _love(history, "old", ago=400, plays=20)
    _love(history, "new in March", ago=210, plays=16)
    _love(history, "new in February", ago=211, plays=17)
    report = forgotten.answer(history.conn, MARCH)
    assert report.layout is Layout.FIGURES
    assert report.rows == (("the window", 3, 1, 53, 400),)


def test_a_favourite_that_was_forgotten_before_is_not_newly_so(history: History) -> None:
    """It was heard once within the window, and not since."""
    for number in range(1, 17):
        history.play(f"2023-01-{number:02} 12:00")
    history.play("2024-02-01 12:00")
    report = forgotten.answer(history.conn, asked("2024-01-01", "2025-01-01"))
    assert columns(report, "forgotten", "newly_forgotten") == [(1, 0)]


def test_of_all_time_nothing_is_newly_forgotten(history: History) -> None:
    _listen(history)
    _love(history, "old", ago=400)
    report = forgotten.answer(history.conn, asked(None, "2025-04-01"))
    assert columns(report, "forgotten", "newly_forgotten") == [(1, None)]


def test_one_id_heard_lately_brings_back_the_song(history: History) -> None:
    _listen(history)
    _love(history, "Aria", ago=300, uri="x:single")
    _love(history, "aria", ago=20, plays=1, uri="x:album")
    history.play("2025-03-20 13:00", song=Song(title="aria", artist="by Aria", uri="x:third"))
    assert forgotten.answer(history.conn, MARCH).rows[0][1] == 0


def test_the_plays_of_all_ids_of_a_song_make_a_favourite_named_as_it_was_last(
    history: History,
) -> None:
    _listen(history)
    for uri, title, ago in (("x:1", "ARIA", 300), ("x:2", "Aria", 200)):
        for minute in range(8):
            song = Song(title=title, artist="Ada", uri=uri)
            history.play(f"{END - timedelta(days=ago)} 12:{minute:02}", song=song)
    report = forgotten.answer(history.conn, MARCH)
    assert columns(part(report, "forgotten-tracks"), "title", "uri", "plays") == [
        ("Aria", "x:2", 16)
    ]


def test_a_play_that_does_not_count_does_not_bring_a_favourite_back(history: History) -> None:
    _listen(history)
    _love(history, "a", ago=300)
    history.play("2025-03-20 13:00", 5 * SECOND, song=Song(title="a", artist="by a", uri="x:a"))
    assert forgotten.answer(history.conn, MARCH).rows[0][1] == 1


def test_days_that_have_not_come_yet_are_not_waited_for(history: History) -> None:
    _listen(history)
    _love(history, "a", ago=170)
    year = replace(asked("2025-01-01", "2026-01-01"), today=END)
    assert forgotten.answer(history.conn, year).rows[0][1] == 0


def test_what_is_heard_again_after_the_window_was_forgotten_all_the_same(
    history: History,
) -> None:
    _listen(history)
    _love(history, "a", ago=300)
    history.play("2025-04-02 13:00", song=Song(title="a", artist="by a", uri="x:a"))
    assert forgotten.answer(history.conn, MARCH).rows[0][1] == 1


def test_private_plays_take_part_where_asked_only(history: History) -> None:
    _listen(history)
    _love(history, "a", ago=300)
    song = Song(title="a", artist="by a", uri="x:a")
    history.play("2025-03-20 13:00", song=song, private=True)
    assert forgotten.answer(history.conn, MARCH).rows[0][1] == 1
    assert forgotten.answer(history.conn, replace(MARCH, private=True)).rows[0][1] == 0


def test_equals_are_ordered_the_latest_first_and_cut_at_the_limit(history: History) -> None:
    _listen(history)
    _love(history, "older", ago=300)
    _love(history, "later", ago=200)
    _love(history, "more", ago=400, plays=16)
    report = forgotten.answer(history.conn, replace(MARCH, limit=2))
    assert columns(part(report, "forgotten-tracks"), "title") == [("more",), ("later",)]
    assert report.rows[0][1] == 3


def test_a_favourite_is_forgotten_after_the_end_of_what_is_known_too(history: History) -> None:
    """Nobody can tell whether it was heard since: the page says until when the history is known."""
    _love(history, "loved to the end", ago=200)
    history.know_span("2024-01-01 00:00", f"{END - timedelta(days=199)} 00:00")
    year = replace(asked("2024-01-01", "2025-10-01"), today=day("2025-09-30"))
    report = answer_question(history.conn, "forgotten", year)
    assert column(part(report, "forgotten-tracks"), "title") == ["loved to the end"]
    assert any(note.startswith("Known until") for note in report.notes)
