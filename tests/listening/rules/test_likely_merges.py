"""Which names probably mean one recording or one artist."""

import pytest

from musicanalyser.listening.rules.likely_merges import (
    Named,
    Suggestion,
    suggest_artists,
    suggest_songs,
)


def songs(*titles: str) -> list[Named]:
    """Return songs of one artist, the first of them played most."""
    return [Named(title, "The Lanterns", 100 - place) for place, title in enumerate(titles)]


def merges(found: list[Suggestion]) -> list[tuple[str, str | None, str]]:
    return [(one.rule.name, one.rule.new_name, one.reason) for one in found]


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Boats - Remastered 2011", "remaster"),
        ("Boats - 2009 Remaster", "remaster"),
        ("Boats (Radio Edit)", "edit"),
        ("Boats (feat. Somebody)", "feat."),
        ("Boats - Live at the Harbour", "live"),
        ("Boats (Live) [Remastered]", "live"),
    ],
)
def test_an_edition_is_merged_into_the_plain_title(title: str, reason: str) -> None:
    assert merges(suggest_songs(songs(title, "Boats"), {})) == [(title, "Boats", reason)]


@pytest.mark.parametrize(
    "title", ["Boats (Somebody Remix)", "Boats - Acoustic", "Boats II", "Boats of Paper", "Boots"]
)
def test_another_recording_is_not(title: str) -> None:
    assert suggest_songs(songs(title, "Boats"), {}) == []


def test_editions_without_a_plain_title_stay() -> None:
    assert suggest_songs(songs("Boats - Live", "Boats - Remastered"), {}) == []


def test_songs_of_different_artists_stay() -> None:
    found = [Named("Boats", "A", 2), Named("Boats - Live", "B", 1)]
    assert suggest_songs(found, {}) == []


def test_a_code_merges_what_has_different_names_into_the_most_played() -> None:
    one, other = songs("Boats", "Bateaux")
    assert merges(suggest_songs([one, other], {"X1": [one, other]})) == [
        ("Bateaux", "Boats", "ISRC X1")
    ]


def test_artists_typed_differently_are_merged_into_the_most_played() -> None:
    found = [Named("Beyonce", None, 2), Named("Beyoncé", None, 9), Named("The Bey", None, 5)]
    assert merges(suggest_artists(found)) == [("Beyonce", "Beyoncé", "spelling")]
    found = [Named("Lanterns", None, 2), Named("The Lanterns", None, 1)]
    assert merges(suggest_artists(found)) == [("The Lanterns", "Lanterns", "spelling")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Duty Free Astronomers", "The Duty-Free Astronomers"),
        ("Earth Wind & Fire", "Earth, Wind & Fire"),
        ("St. Tide", "St Tide"),
        ("Ana / Bea", "Ana & Bea"),
    ],
)
def test_artists_whose_names_differ_only_by_punctuation_are_merged(one: str, other: str) -> None:
    found = suggest_artists([Named(one, None, 2), Named(other, None, 9)])
    assert merges(found) == [(one, other, "spelling")]


@pytest.mark.parametrize(("one", "other"), [("!!!", "???"), ("+/-", "-"), ("AB", "A B")])
def test_artists_whose_names_differ_by_more_stay(one: str, other: str) -> None:
    assert suggest_artists([Named(one, None, 2), Named(other, None, 9)]) == []


def test_guests_in_the_name_of_an_artist_are_merged_if_there_is_one_without() -> None:
    found = [Named("Lanterns feat. Tide", None, 5), Named("Lanterns", None, 3)]
    assert merges(suggest_artists(found)) == [("Lanterns feat. Tide", "Lanterns", "feat.")]
    assert suggest_artists([Named("Ebb ft. Tide", None, 5)]) == []
