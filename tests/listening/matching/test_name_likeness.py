"""Services spell one song in their own way; for matching alone, their names are alike."""

import pytest

from musicanalyser.listening.matching.name_likeness import SEPARATOR, is_alike, loosen


def named(artist: str, title: str) -> str:
    """Return a song as the history keeps it: folded, with a separator."""
    return f"{artist.casefold()}{SEPARATOR}{title.casefold()}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Tyler, The Creator", "Earfquake"), ("Tyler, The Creator, Guest", "EARFQUAKE")),
        (("Zed & Abel", "Song"), ("Abel, Zed", "Song")),
        (("Zed & Abel", "Song"), ("Abel", "Song")),
        (("The Lanterns", "Paper Boats"), ("Lanterns", "Paper Boats")),
        (("The Lanterns feat. Zed", "Paper Boats"), ("The Lanterns", "Paper Boats")),
        (("AC/DC", "T.N.T."), ("AC/DC", "TNT")),
        (("Queen", "Bohemian Rhapsody - Remastered 2011"), ("Queen", "Bohemian Rhapsody")),
        (("Queen", "Bohemian Rhapsody (2011 Remaster)"), ("Queen", "Bohemian Rhapsody")),
        (("A", "Without You (with Zed)"), ("A", "Without You")),
        (("A", "Without You feat. Zed"), ("A", "Without You")),
        (("A", "We Can\u2019t Stop"), ("A", "We Can't Stop")),
        (("Beyonc\u00e9", "Halo"), ("Beyonce", "halo")),
        (("Various Artists", "Halo"), ("Zed", "Halo")),
    ],
)
def test_these_may_be_one_song(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert is_alike(loosen(named(*one)), loosen(named(*other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("A", "Halo"), ("B", "Halo")),
        (("A", "Halo"), ("A", "Hallo")),
        (("A", "Sonata - I. Adagio"), ("A", "Sonata - II. Allegretto")),
        (("A", "(Interlude)"), ("A", "(Outro)")),
        (("A", "Song (Part 1)"), ("A", "Song (Part 2)")),
        (("A", "\u2605"), ("A", "\u2606")),
    ],
)
def test_these_are_two_songs(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert not is_alike(loosen(named(*one)), loosen(named(*other)))


def test_what_has_only_an_address_is_like_itself_alone() -> None:
    assert not is_alike(loosen("spotify:track:1"), loosen("spotify:track:2"))
    assert is_alike(loosen("spotify:track:1"), loosen("spotify:track:1"))
