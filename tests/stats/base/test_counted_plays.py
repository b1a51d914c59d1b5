from dataclasses import replace

from musicanalyser.stats.base.counted_plays import (
    counted_plays,
    entity_days,
    plays_in_album_runs,
    song_peaks,
)
from musicanalyser.stats.base.ranked_entities import TRACKS
from tests.stats.history import SECOND, History, Song, asked
from tests.stats.known_songs import song

WEEK = asked("2025-03-10", "2025-03-17")


def titles(history: History) -> dict[int, str]:
    return dict(history.conn.execute("select song_id, title from v_tracks").fetchall())


def test_plays_are_sorted_by_start_and_then_by_id(history: History) -> None:
    for title, at in (("c", "09:00"), ("b", "08:00"), ("a", "08:00")):
        history.play(f"2025-03-12 {at}", song=song(title))
    plays = counted_plays(history.conn, WEEK, WEEK.window)
    assert [titles(history)[play.song_id] for play in plays] == ["b", "a", "c"]


def test_a_window_holds_its_first_moment_and_not_its_last(history: History) -> None:
    history.play("2025-03-10 00:00", song=song("first"))
    history.play("2025-03-17 00:00", song=song("after"))
    history.play("2025-03-12 08:00", 29 * SECOND, song=song("short"))
    plays = list(counted_plays(history.conn, WEEK, WEEK.window))
    days = list(entity_days(history.conn, WEEK, WEEK.window, TRACKS))
    assert [titles(history)[play.song_id] for play in plays] == ["first"]
    assert [(titles(history)[one.entity_id], one.plays) for one in days] == [("first", 1)]


def on_album(title: str) -> Song:
    return replace(song(title), artist="The Lanterns", album="Debut")


def test_a_window_with_all_plays_and_one_that_cuts_some_are_counted_alike(
    history: History,
) -> None:
    for minute, title in enumerate("aabcaaaa"):
        history.play(f"2025-03-12 08:{minute:02}", song=on_album(title))
    history.play("2025-03-12 09:00", song=on_album("d"), private=True)
    whole = song_peaks(history.conn, WEEK, WEEK.window)
    assert [tuple(peak)[::2] for peak in whole.values()] == [(6, 6)]
    assert plays_in_album_runs(history.conn, WEEK, WEEK.window) == 8
    history.play("2025-03-20 08:00", song=on_album("a"))
    assert song_peaks(history.conn, WEEK, WEEK.window) == whole
    assert plays_in_album_runs(history.conn, WEEK, WEEK.window) == 8
    private = replace(WEEK, private=True)
    assert plays_in_album_runs(history.conn, private, WEEK.window) == 9
