"""ListenBrainz, Maloja and Koito: rows that may be copies of Spotify plays, and may say so."""

from collections.abc import Mapping

import pytest

from musicanalyser.model.evidence import HeardTime
from musicanalyser.model.origin import Origin
from tests.imports.sample_rows import to_json
from tests.imports.services.service_files import (
    AT_MS,
    AT_S,
    brainz_listen,
    koito_listen,
    maloja_scrobble,
    named,
    one_play,
    read_service,
    reasons,
)

TRACK_PAGE = "https://open.spotify.com/track/0000000000000000000001"
TRACK_URI = "spotify:track:0000000000000000000001"


def maloja(*scrobbles: object) -> bytes:
    return to_json({"maloja": {"export_time": AT_S}, "scrobbles": list(scrobbles)})


def koito(*listens: object) -> bytes:
    return to_json({"version": "1", "exported_at": "2024-02-01T00:00:00Z", "listens": listens})


@pytest.mark.parametrize(
    ("info", "is_copy", "uri"),
    [
        ({}, False, None),
        ({"music_service": "spotify.com", "spotify_id": TRACK_PAGE}, True, TRACK_URI),
        ({"music_service": "spotify.com", "spotify_id": "https://example.org/x"}, True, None),
        ({"music_service": "spotify.com", "spotify_id": 5}, True, None),
        ({"music_service_name": "Spotify"}, True, None),
        ({"listening_from": "spotify"}, True, None),
        ({"spotify_id": TRACK_PAGE}, True, TRACK_URI),
        ({"origin_url": TRACK_PAGE}, True, None),
        ({"music_service": "tidal.com", "spotify_id": TRACK_PAGE}, False, None),
        ({"music_service": "bandcamp.com"}, False, None),
        ({"music_service": ["spotify.com"]}, False, None),
    ],
)
def test_a_listen_from_spotify_is_a_copy_with_the_uri_of_its_track(
    info: Mapping[str, object], is_copy: bool, uri: str | None
) -> None:
    play = one_play("listenbrainz", to_json(brainz_listen(info)))
    assert play.origin is (Origin.SPOTIFY_COPY if is_copy else Origin.LISTENBRAINZ)
    assert play.item.uri == uri


@pytest.mark.parametrize(
    ("info", "played_ms", "length_ms"),
    [
        ({}, None, None),
        ({"ms_played": 31_000, "duration_played": 99}, 31_000, None),
        ({"ms_played": 0}, 0, None),
        ({"duration_played": 31}, 31_000, None),
        ({"duration_played": "31"}, 31_000, None),
        ({"duration_played": "long"}, None, None),
        ({"ms_played": -4}, None, None),
        ({"duration_ms": 184_000}, None, 184_000),
        ({"duration": 184.5}, None, 184_500),
        ({"duration": 0}, None, None),
        ({"duration_ms": None, "duration": [1]}, None, None),
    ],
)
def test_the_time_heard_is_known_only_where_a_listen_says_it(
    info: Mapping[str, object], played_ms: int | None, length_ms: int | None
) -> None:
    play = one_play("listenbrainz", to_json(brainz_listen(info)))
    assert play.heard is (HeardTime.LISTED if played_ms is None else HeardTime.KNOWN)
    assert (play.played_ms, play.length_ms) == (played_ms or 0, length_ms)


def test_lines_and_the_older_list_are_the_same_listens() -> None:
    rows = [
        brainz_listen(),
        brainz_listen(listened_at=AT_S + 0.25),
        brainz_listen({"a": 1}, listened_at=str(AT_S)),
    ]
    lines = b"".join(to_json(row) + b"\n" for row in rows)
    assert read_service("listenbrainz", lines) == read_service("listenbrainz", to_json(rows))
    assert read_service("listenbrainz", lines)[1].ended_ms == AT_MS + 250  # type: ignore[union-attr]  # no bad row


def test_a_listen_without_what_it_needs_says_why() -> None:
    rows = [
        brainz_listen(track_metadata=None),
        brainz_listen(track_metadata={"track_name": "", "artist_name": "The Lanterns"}),
        brainz_listen(track_metadata={"track_name": 5}),
        brainz_listen(listened_at=None),
        brainz_listen(listened_at=2 * 10**18),
    ]
    assert reasons("listenbrainz", b"\n".join(map(to_json, rows))) == [
        "expected object, got null in track_metadata",
        "no title",
        "expected str | null, got int in track_metadata.track_name",
        "no date",
        "the date lies after 2099",
    ]


def test_maloja_says_what_came_from_spotify_and_what_was_heard() -> None:
    copy = one_play("maloja", maloja(maloja_scrobble(origin="import:spotify", duration=31)))
    assert (copy.origin, copy.played_ms, copy.heard) == (
        Origin.SPOTIFY_COPY,
        31_000,
        HeardTime.KNOWN,
    )
    own = one_play("maloja", maloja(maloja_scrobble(origin="client:a player")))
    assert (own.origin, own.heard, own.length_ms) == (Origin.MALOJA, HeardTime.LISTED, 184_000)


def test_several_artists_are_one_text_in_their_order() -> None:
    track = {"artists": ["Ana", "Ana \u2022 Bo"], "title": "Anchor", "album": None, "length": None}
    assert (
        one_play("maloja", maloja(maloja_scrobble(track=track))).item.artist == "Ana, Ana \u2022 Bo"
    )
    artists = [named("Bo", is_primary=False), named("Ana", is_primary=True)]
    assert one_play("koito", koito(koito_listen(artists=artists))).item.artist == "Ana, Bo"
    nobody = [named("Bo"), named("Ana")]
    assert one_play("koito", koito(koito_listen(artists=nobody))).item.artist == "Bo, Ana"


def test_koito_calls_things_by_their_primary_alias() -> None:
    play = one_play("koito", koito(koito_listen(track=named("PB", "Paper Boats"), album=None)))
    assert (play.item.title, play.item.album, play.length_ms) == ("Paper Boats", None, None)
    assert reasons("koito", koito(koito_listen(track=named()))) == ["no title"]


def test_koito_says_what_came_from_spotify_and_then_lies_about_the_length() -> None:
    copy = one_play("koito", koito(koito_listen(client="spotify")))
    assert (copy.origin, copy.length_ms) == (Origin.SPOTIFY_COPY, None)
    own = one_play("koito", koito(koito_listen()))
    assert (own.origin, own.length_ms) == (Origin.KOITO, 184_000)


@pytest.mark.parametrize("at", ["1970-01-20T17:41:04Z", "", "0001-01-01T00:00:00Z"])
def test_koito_rows_without_a_date_say_so(at: str) -> None:
    assert reasons("koito", koito(koito_listen(listened_at=at))) in (
        ["no date"],
        ["the date lies outside 1970 to 2099"],
    )
