"""What is known of one id of a song is true for all."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from tests.stats.history import History, Song

AT = "2025-03-12 08:00"


@pytest.fixture
def history() -> Iterator[History]:
    with closing(History()) as opened:
        yield opened


def ids_of_a_song(history: History) -> None:
    """Play a song under three ids."""
    for uri in ("x:2", "x:1", "x:3"):
        history.play(AT, song=Song(uri=uri))


def known(history: History, *columns: str) -> list[tuple[object, ...]]:
    statement = f"select {', '.join(columns)} from v_song_facts order by song_id"  # noqa: S608
    return history.conn.execute(statement).fetchall()


def features(valence: float | None) -> dict[str, object]:
    return {"energy": 0.5, "valence": valence, "danceability": 0.5, "tempo": 0}


def test_the_first_id_with_all_features_decides(history: History) -> None:
    ids_of_a_song(history)
    for uri, valence in (("x:1", None), ("x:3", 0.3), ("x:2", 0.2)):
        history.fact("features", uri, **features(valence))
    assert known(history, "valence", "tempo") == [(0.2, None)]


def test_the_first_id_with_lyrics_decides(history: History) -> None:
    ids_of_a_song(history)
    for uri, words in (("x:3", 3), ("x:2", 2)):
        history.fact("lyrics", uri, instrumental=False, words=words)
    assert known(history, "has_lyrics", "words") == [(1, 2)]


@pytest.mark.parametrize(
    ("instrumentalness", "is_instrumental", "heard"),
    [
        (0.9, False, (1, 1, None)),
        (0.89, False, (1, 0, 3)),
        (0.1, True, (1, 1, None)),
        (0.09, True, (0, None, None)),
        (None, True, (1, 1, None)),
    ],
)
def test_the_sound_is_believed_and_not_the_lyric(
    history: History,
    instrumentalness: float | None,
    *,
    is_instrumental: bool,
    heard: tuple[int | None, ...],
) -> None:
    ids_of_a_song(history)
    history.fact("features", "x:1", **features(0.5), instrumentalness=instrumentalness)
    words = None if is_instrumental else 3
    history.fact("lyrics", "x:1", instrumental=is_instrumental, words=words)
    assert known(history, "has_lyrics", "instrumental", "words") == [heard]


def test_the_sound_alone_is_no_lyric(history: History) -> None:
    history.play(AT, song=Song(uri="x:1"))
    history.fact("features", "x:1", **features(0.5), instrumentalness=1.0)
    assert known(history, "has_lyrics", "instrumental") == [(0, None)]


def test_the_earliest_year_and_the_greatest_popularity_count(history: History) -> None:
    ids_of_a_song(history)
    for uri, year, popularity in (("x:1", 1999, 7), ("x:2", 1966, 3), ("x:3", 1111, None)):
        history.fact("releases", uri, year=year)
        history.fact("tracks", uri, popularity=popularity)
    assert known(history, "release_year", "popularity") == [(1966, 7)]


def test_a_new_song_has_the_artist_that_most_songs_of_its_artist_have(history: History) -> None:
    for number, artist in enumerate(("a:2", "a:2", "a:1")):
        history.play(AT, song=Song(title=f"Song {number}", uri=f"x:{number}"))
        history.fact("tracks", f"x:{number}", artists=[{"uri": artist}])
    history.fact("popularity", "a:2", listeners=9)
    history.play(AT, song=Song(title="New", uri="x:new"))
    assert known(history, "artist_uri", "listeners")[-1] == ("a:2", 9)


def test_facts_that_change_or_are_forgotten_change_the_song(history: History) -> None:
    history.play(AT, song=Song(uri="x:1"))
    history.fact("releases", "x:1", year=1999)
    assert known(history, "release_year") == [(1999,)]
    history.conn.execute("delete from facts")
    assert known(history, "release_year") == []


def test_a_track_that_moves_to_another_song_takes_its_facts_along(history: History) -> None:
    song = Song(title="Aria", uri="x:1")
    history.play(AT, song=song)
    history.play(AT, song=replace(song, title="Bolero", uri="x:2"))
    history.fact("releases", "x:1", year=1999)
    assert known(history, "song_id", "release_year") == [(1, 1999)]
    history.conn.execute("update tracks set song_id = 2 where uri = 'x:1'")
    assert known(history, "song_id", "release_year") == [(2, 1999)]
