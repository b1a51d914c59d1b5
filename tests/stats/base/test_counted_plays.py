from musicanalyser.stats.base.counted_plays import counted_plays, tracks_of
from tests.stats.history import SECOND, History, asked
from tests.stats.known_songs import song

WEEK = asked("2025-03-10", "2025-03-17")


def test_plays_are_sorted_by_start_and_then_by_id(history: History) -> None:
    for title, at in (("c", "09:00"), ("b", "08:00"), ("a", "08:00")):
        history.play(f"2025-03-12 {at}", song=song(title))
    plays = counted_plays(history.conn, WEEK, WEEK.window)
    tracks = tracks_of(history.conn, plays)
    assert [tracks[play.track_id].title for play in plays] == ["b", "a", "c"]


def test_a_window_holds_its_first_moment_and_not_its_last(history: History) -> None:
    history.play("2025-03-10 00:00", song=song("first"))
    history.play("2025-03-17 00:00", song=song("after"))
    history.play("2025-03-12 08:00", 29 * SECOND, song=song("short"))
    plays = counted_plays(history.conn, WEEK, WEEK.window)
    assert [track.title for track in tracks_of(history.conn, plays).values()] == ["first"]
