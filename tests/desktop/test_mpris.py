"""Each client publishes in its own dialect; what it plays is the same."""

from typing import Any

import pytest

from musicanalyser.desktop.mpris import is_player, parse_properties
from musicanalyser.model.item import ItemKind
from musicanalyser.model.player import Activity, PlayerSample

PREFIX = "org.mpris.MediaPlayer2."


def parse(name: str, metadata: dict[str, tuple[str, Any]], **more: Any) -> PlayerSample:  # noqa: ANN401
    properties = {"Metadata": metadata, "PlaybackStatus": "Playing", **more}
    return parse_properties(PREFIX + name, properties, at_ms=5_000).sample


@pytest.mark.parametrize(
    ("name", "track_id", "uri"),
    [
        ("spotify", "/com/spotify/track/4uLU6hMCjMI75M1A2tKUQC", "track"),
        ("spotify", "spotify:track:4uLU6hMCjMI75M1A2tKUQC", "track"),
        ("spotify", "/com/spotify/episode/4uLU6hMCjMI75M1A2tKUQC", "episode"),
        ("spotifyd.instance7", "/spotify/track/4uLU6hMCjMI75M1A2tKUQC", "track"),
        ("ncspot.instance7", "/org/ncspot/spotify/track/4uLU6hMCjMI75M1A2tKUQC", "track"),
        ("go-librespot", "/org/go_librespot/spotify/episode/4uLU6hMCjMI75M1A2tKUQC", "episode"),
    ],
)
def test_a_track_id_of_any_client_becomes_the_uri(name: str, track_id: str, uri: str) -> None:
    sample = parse(name, {"mpris:trackid": ("o", track_id), "xesam:title": ("s", "Harbour")})

    assert sample.item is not None
    assert sample.item.uri == f"spotify:{uri}:4uLU6hMCjMI75M1A2tKUQC"
    assert sample.item.kind is (ItemKind.MUSIC if uri == "track" else ItemKind.PODCAST)


def test_a_web_address_names_the_track_where_the_track_id_does_not() -> None:
    url = "https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC?si=1"

    sample = parse("spotify", {"mpris:trackid": ("o", "/"), "xesam:url": ("s", url)})

    assert sample.item is not None
    assert sample.item.uri == "spotify:track:4uLU6hMCjMI75M1A2tKUQC"


def test_no_address_is_made_up_for_a_browser_or_an_empty_track_list() -> None:
    browser = {
        "mpris:trackid": ("o", "/org/chromium/MediaPlayer2/TrackList/Track77"),
        "xesam:url": ("s", "https://video.example/track/77"),
        "xesam:title": ("s", "Harbour"),
    }
    sample = parse("chromium.instance7", browser)
    assert sample.item is not None
    assert sample.item.uri is None
    nothing = parse(
        "spotifyd", {"mpris:trackid": ("o", "/org/mpris/MediaPlayer2/TrackList/NoTrack")}
    )
    assert nothing.activity is Activity.NOTHING


def test_an_advert_is_no_item() -> None:
    advert = {
        "mpris:trackid": ("s", "/com/spotify/ad/0123456789abcdef0123456789abcdef"),
        "xesam:title": ("s", "Werbung"),
    }
    sample = parse("spotify", advert)
    assert (sample.activity, sample.item) == (Activity.AD, None)


@pytest.mark.parametrize(("name", "position"), [("spotify", 61_000_000), ("go-librespot", 61_000)])
def test_a_position_is_in_ms_whatever_the_client_counts_in(name: str, position: int) -> None:
    metadata = {"mpris:length": ("t", 200_000_000), "xesam:title": ("s", "Harbour")}

    sample = parse(name, metadata, Position=position)

    assert (sample.progress_ms, sample.length_ms) == (61_000, 200_000)


def test_the_artist_is_that_of_the_album_as_in_exports() -> None:
    names = {"xesam:albumArtist": ("as", ["Various"]), "xesam:artist": ("as", ["The Lanterns"])}
    sample = parse("spotify", {"xesam:title": ("s", "Harbour"), **names})
    assert sample.item is not None
    assert sample.item.artist == "Various"


@pytest.mark.parametrize(
    "properties", [{}, {"Metadata": 3}, {"Metadata": {"xesam:title": 7}, "Position": -1}]
)
def test_odd_properties_say_that_nothing_plays(properties: dict[str, object]) -> None:
    sample = parse_properties(PREFIX + "spotify", properties, at_ms=1).sample
    assert sample == PlayerSample(at_ms=1, activity=Activity.NOTHING)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("spotify", True),
        ("firefox.instance_1_7", True),
        ("spotify_player", False),
        ("spotatui", False),
        ("playerctld", False),
        ("kdeconnect.mpris_000001", False),
    ],
)
def test_a_copy_of_another_player_is_none_of_this_machine(name: str, expected: bool) -> None:
    assert is_player(PREFIX + name) is expected


def test_only_the_official_client_also_shows_other_devices() -> None:
    states = [parse_properties(PREFIX + name, {}, at_ms=1) for name in ("spotify", "spotifyd.x")]
    assert [one.is_mirror for one in states] == [True, False]
