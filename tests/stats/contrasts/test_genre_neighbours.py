"""Genres that follow each other although no artist has both."""

import pytest

from musicanalyser.stats.contrasts.fact_plays import FactPlay
from musicanalyser.stats.contrasts.genre_neighbours import Collision, find_collisions
from musicanalyser.stats.facts.genre_tags import ArtistGenres, Genres

MINUTE = 60_000
GENRES: ArtistGenres = {
    1: Genres({"polka": 0.6, "waltz": 0.4}, "genres"),
    2: Genres({"techno": 1.0}, "genres"),
    3: Genres({"techno": 0.7, "polka": 0.3}, "genres"),
}


def collisions(*artists: int | None, silence_ms: int = 0) -> list[Collision]:
    length = 3 * MINUTE + silence_ms
    plays = (
        FactPlay(song_id=0, started_ms=at * length, ended_ms=at * length + 3 * MINUTE, fact=artist)
        for at, artist in enumerate(artists)
    )
    return list(find_collisions(plays, GENRES))


def test_the_main_genres_of_neighbours_without_a_common_one_collide() -> None:
    (found,) = collisions(*[1, 2] * 5)
    assert (found.genres, found.times) == (("polka", "techno"), 9)
    assert found.expected == pytest.approx(2 * 0.5 * 0.5 * 9)
    assert found.lift == pytest.approx(2)


def test_artists_with_a_common_genre_do_not_collide() -> None:
    assert collisions(*[1, 3] * 5) == []


def test_five_times_are_needed_within_ten_minutes() -> None:
    assert collisions(1, 2, 1, 2, 1) == []
    assert collisions(1, 2, 1, 2, 1, 2)
    assert collisions(*[1, 2] * 5, silence_ms=10 * MINUTE)
    assert collisions(*[1, 2] * 5, silence_ms=10 * MINUTE + 1) == []


def test_plays_of_unknown_genres_take_no_part() -> None:
    assert collisions(None, *[1, 2] * 5, None, 9)[0].lift == pytest.approx(2)
