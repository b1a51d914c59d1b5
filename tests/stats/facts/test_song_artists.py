"""Songs that no source knows have the genres and listeners of their artist."""

from dataclasses import replace

from musicanalyser.stats import genres, hipster
from tests.stats.history import MINUTE, History, asked, column
from tests.stats.known_songs import famous, song, tagged

WEEK = asked("2025-03-10", "2025-03-17")
AT = "2025-03-12 08:00"


def play_new_song(history: History, artist: str) -> None:
    history.play(AT, 9 * MINUTE, song=replace(song("new"), artist=artist))


def test_a_new_song_has_the_genres_of_its_artist(history: History) -> None:
    history.play("2024-01-01 08:00", MINUTE, song=song("old"))
    tagged(history, "old", ("dub", 1))
    play_new_song(history, "BY OLD")
    assert column(genres.answer(history.conn, WEEK), "genre") == ["dub"]


def test_a_song_of_an_unknown_artist_has_no_genres(history: History) -> None:
    history.play("2024-01-01 08:00", MINUTE, song=song("old"))
    tagged(history, "old", ("dub", 1))
    play_new_song(history, "by somebody else")
    assert column(genres.answer(history.conn, WEEK), "genre") == []


def test_most_songs_of_an_artist_decide_its_address(history: History) -> None:
    for title, genre in (("a", "dub"), ("b", "dub"), ("c", "noise")):
        history.play("2024-01-01 08:00", MINUTE, song=replace(song(title), artist="Ada"))
        history.fact("tracks", f"x:{title}", artists=[{"uri": f"a:{genre}"}])
    for genre in ("dub", "noise"):
        history.fact("genres", f"a:{genre}", genres=[{"name": genre, "count": 1, "curated": True}])
    play_new_song(history, "Ada")
    assert column(genres.answer(history.conn, WEEK), "genre") == ["dub"]


def test_a_new_song_has_the_listeners_of_its_artist(history: History) -> None:
    history.play("2024-01-01 08:00", MINUTE, song=song("old"))
    famous(history, "old", popularity=5, listeners=300_000)
    play_new_song(history, "by old")
    report = hipster.answer(history.conn, WEEK)
    assert report.coverage is not None
    assert report.coverage.share == 1


def test_a_popularity_of_0_is_unknown_beside_many_listeners(history: History) -> None:
    history.play(AT, MINUTE, song=song("hit"))
    famous(history, "hit", popularity=0, listeners=300_000)
    assert column(hipster.answer(history.conn, WEEK), "score")[0] == 0
