import pytest

from musicanalyser.errors import UsageError
from musicanalyser.stats.entities.entity import (
    EntityKind,
    find_entity,
    matching_entities,
)
from tests.stats.history import MINUTE, History, Song

ID = "4PaperBoats0000000000a"


@pytest.fixture
def named(history: History) -> History:
    for title, artist, album in (
        ("J\u00f3ga", "Bj\u00f6rk", "Homogenic"),
        ("Hunter", "Bj\u00f6rk", "Homogenic"),
        ("Hunter", "Dido", "No Angel"),
        ("Dido", "Dido", "Dido"),
        ("Don\u2019t Stop", "Fleetwood Mac", "Rumours"),
        ("311", "311", None),
        ("Track 2", "Seven", None),
    ):
        uri = f"spotify:track:{title[:2]}{artist[:2]}".replace("\u00f3", "o").replace("\u00f6", "o")
        if artist == "Seven":
            uri = f"spotify:track:{ID}"
        song = Song(title=title, artist=artist, album=album, uri=uri)
        history.play("2025-03-12 08:00", song=song)
    return history


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("J\u00f3ga", "track:Bj\u00f6rk - J\u00f3ga"),
        ("joga", "track:Bj\u00f6rk - J\u00f3ga"),
        ("\uff2a\uff2f\uff27\uff21", "track:Bj\u00f6rk - J\u00f3ga"),
        ("dont  stop", "track:Fleetwood Mac - Don\u2019t Stop"),
        ("Don't Stop", "track:Fleetwood Mac - Don\u2019t Stop"),
        ("BJORK", "artist:Bj\u00f6rk"),
        ("fleetwood", "artist:Fleetwood Mac"),
        ("dido - hunter", "track:Dido - Hunter"),
        ("album:dido", "album:Dido - Dido"),
        ("Artist: dido", "artist:Dido"),
        ("spotify:track:JoBj", "track:Bj\u00f6rk - J\u00f3ga"),
        (
            "https://open.spotify.com/intl-pt-BR/track/4PaperBoats0000000000a?si=x",
            "track:Seven - Track 2",
        ),
        ("artist:311", "artist:311"),
        ("play:2", "play:2"),
        (ID, "track:Seven - Track 2"),
        ("2", "play:2"),
    ],
)
def test_a_subject_is_found_by_its_name_however_it_is_typed(
    named: History, text: str, label: str
) -> None:
    assert find_entity(named.conn, text).label == label


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("hunter", ["track:Bj\u00f6rk - Hunter", "track:Dido - Hunter"]),
        ("dido", ["artist:Dido", "track:Dido - Dido", "album:Dido - Dido"]),
        ("311", ["artist:311", "track:311 - 311"]),
    ],
)
def test_a_name_of_several_lists_what_names_each(
    named: History, text: str, labels: list[str]
) -> None:
    with pytest.raises(UsageError) as caught:
        find_entity(named.conn, text)
    assert caught.value.hint == f"Use one of: {', '.join(map(repr, labels))}."
    for label in labels:
        assert find_entity(named.conn, label).label == label


@pytest.mark.parametrize(
    "text", ["zebra", "", "999", "album:hunter", "spotify:track:none", "play:x"]
)
def test_what_is_not_there_is_an_error(named: History, text: str) -> None:
    with pytest.raises(UsageError, match="The history has no "):
        find_entity(named.conn, text)


def test_only_the_kinds_asked_for_are_found(named: History) -> None:
    assert find_entity(named.conn, "dido", kinds=[EntityKind.ALBUM]).label == "album:Dido - Dido"
    with pytest.raises(UsageError, match="The history has no artist 'hunter'"):
        find_entity(named.conn, "hunter", kinds=[EntityKind.ARTIST])


def test_every_name_with_the_part_matches(named: History) -> None:
    assert {one.label for one in matching_entities(named.conn, "di")} == {
        "artist:Dido",
        "track:Dido - Dido",
        "album:Dido - Dido",
    }


def test_of_several_names_the_most_heard_is_offered_first(history: History) -> None:
    history.play("2025-03-10 08:00", song=Song(title="Sun", artist="Ada"))
    history.play("2025-03-10 09:00", 9 * MINUTE, song=Song(title="Sun", artist="Zoe"))
    with pytest.raises(UsageError) as caught:
        find_entity(history.conn, "Sun", kinds=(EntityKind.TRACK,))
    assert caught.value.hint == "Use one of: 'track:Zoe - Sun', 'track:Ada - Sun'."
