"""The simulator's bodies follow Spotify's schema, without what Development Mode lost."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.simulators.spotify import bodies
from tests.simulators.spotify.catalogue import Json, album, artist
from tests.simulators.spotify.schema import faults_in, removed_fields

AT_MS = 1_795_658_817_007
TRACK = bodies.track(
    id="4uLU6hMCjMI75M1A2tKUQC",
    title="Port of Call",
    artist="The Loopbacks",
    album="Nobody Listens Here",
    album_artist="Various Artists",
    duration_ms=214_007,
    isrc="XX0002600001",
    released="1999-12",
)
LOCAL = bodies.local_track(title="Öl: 1", artist="A & B", album="", duration_ms=61_999)
EPISODE = bodies.episode(
    id="512ojhOuo1ktJprKbVcKyQ", title="Part 2", show="Talk", duration_ms=3_600_000
)


def playing(item: Json | None, kind: str = "track") -> Json:
    return bodies.player(
        item=item, progress_ms=1, playing=True, timestamp_ms=AT_MS, context_uri=None, kind=kind
    )


ROW = bodies.history(track=TRACK, played_at_ms=AT_MS, context_uri="spotify:playlist:p")
BODIES: dict[str, tuple[Json, str]] = {
    "track": (TRACK, "TrackObject"),
    "track of a year": (
        bodies.track(id="x", title="T", artist="A", album="B", duration_ms=1, released="1999"),
        "TrackObject",
    ),
    "local track": (LOCAL, "TrackObject"),
    "episode": (EPISODE, "EpisodeObject"),
    "artist": (artist(id="x", name="A"), "ArtistObject"),
    "album": (album(of=TRACK), "AlbumObject"),
    "player": (playing(TRACK), "CurrentlyPlayingContextObject"),
    "player with a local track": (playing(LOCAL), "CurrentlyPlayingContextObject"),
    "player with an episode": (playing(EPISODE, "episode"), "CurrentlyPlayingContextObject"),
    "player with an ad": (playing(None, "ad"), "CurrentlyPlayingContextObject"),
    "player of everything else": (
        bodies.player(
            item=TRACK,
            progress_ms=None,
            playing=False,
            timestamp_ms=AT_MS,
            device_id=None,
            device_type="Smartphone",
            shuffle=True,
            repeat="track",
            context_uri="spotify:user:somebody:collection",
            private=True,
        ),
        "CurrentlyPlayingContextObject",
    ),
    "queue": (bodies.queue(current=TRACK, upcoming=[EPISODE, LOCAL]), "QueueObject"),
    "queue of nothing": (bodies.queue(current=None, upcoming=[]), "QueueObject"),
    "row": (ROW, "PlayHistoryObject"),
    "page": (bodies.recently_played([ROW], base_url="http://h"), "CursorPagingPlayHistoryObject"),
    "no page": (bodies.recently_played([], base_url="http://h"), "CursorPagingPlayHistoryObject"),
    "account": (bodies.me(id="a b", account_id="acc"), "PrivateUserObject"),
    "error": (bodies.error(404, "Not here")["error"], "ErrorObject"),
    "quota": (bodies.error(429, "Stop", reason="QUOTA_EXCEEDED")["error"], "ErrorObject"),
}


def fields(body: object) -> Iterator[tuple[str, object]]:
    """Walk through every field of a body, however deep."""
    if isinstance(body, dict):
        for name, value in body.items():
            yield name, value
            yield from fields(value)
    elif isinstance(body, list):
        for part in body:
            yield from fields(part)


@pytest.mark.parametrize("name", BODIES)
def test_a_body_is_as_the_schema_has_it(name: str) -> None:
    body, component = BODIES[name]
    assert faults_in(body, component) == []


@pytest.mark.parametrize("name", BODIES)
def test_no_body_holds_a_field_that_development_mode_lost(name: str) -> None:
    # A show's publisher and a track's popularity, and nothing else by these names, is gone.
    assert {field for field, _ in fields(BODIES[name][0])}.isdisjoint(removed_fields())


def test_the_schema_calls_removed_what_the_changes_of_february_2026_list() -> None:
    listed = {"available_markets", "linked_from", "popularity", "label", "followers", "country"}
    assert listed | {"email", "explicit_content", "product", "publisher", "genres"} <= (
        removed_fields()
    )
    assert removed_fields().isdisjoint({"external_ids", "account_id", "is_local", "release_date"})


@pytest.mark.parametrize(
    ("spoilt", "component"),
    [
        ({**TRACK, "popularity": 3}, "TrackObject"),
        ({**TRACK, "invented": 3}, "TrackObject"),
        ({**TRACK, "duration_ms": "214007"}, "TrackObject"),
        ({**TRACK, "name": None}, "TrackObject"),
        ({**TRACK, "album": {**TRACK["album"], "label": "L"}}, "TrackObject"),
        ({**album(of=TRACK), "genres": []}, "AlbumObject"),
        ({**EPISODE, "show": {**EPISODE["show"], "publisher": "P"}}, "EpisodeObject"),
        ({**playing(TRACK), "timestamp": None}, "CurrentlyPlayingContextObject"),
        ({**bodies.me(id="a", account_id="b"), "country": "SE"}, "PrivateUserObject"),
    ],
)
def test_the_schema_rejects_a_wrong_body(spoilt: Json, component: str) -> None:
    assert faults_in(spoilt, component) != []


def test_only_local_files_and_absent_things_are_null() -> None:
    names = ("track", "artist", "album", "episode", "player", "row", "page", "account")
    nulls = {name for body in names for name, value in fields(BODIES[body][0]) if value is None}
    assert nulls == {"context", "next", "previous"}


def test_equal_names_have_equal_ids_and_albums_belong_to_their_artist() -> None:
    again = bodies.track(
        id="x", title="Other", artist="The Loopbacks", album="Nobody Listens Here", duration_ms=1
    )
    assert again["artists"] == TRACK["artists"]
    assert again["album"]["artists"] == again["artists"]
    assert TRACK["album"]["artists"][0]["name"] == "Various Artists"
    assert again["album"]["id"] != TRACK["album"]["id"]
    assert {len(again["album"]["id"]), len(again["artists"][0]["id"])} == {22}


def test_a_local_file_is_known_by_its_names_alone() -> None:
    assert LOCAL["uri"] == "spotify:local:A+%26+B::%C3%96l%3A+1:61"
    assert (LOCAL["id"], LOCAL["is_local"]) == (None, True)


@given(st.integers(0, 4_102_444_800_000))
def test_a_play_ends_to_the_millisecond(at_ms: int) -> None:
    row = bodies.history(track=TRACK, played_at_ms=at_ms)
    assert bodies.played_ms(row) == at_ms
    assert len(row["played_at"]) == len("2026-11-26T02:06:57.007Z")


def test_cursors_are_the_newest_and_the_oldest_row_and_null_without_rows() -> None:
    rows = [bodies.history(track=TRACK, played_at_ms=AT_MS - back) for back in (0, 5, 9)]
    page = bodies.recently_played(rows, base_url="http://127.0.0.1:9", limit=3)
    assert page["cursors"] == {"after": str(AT_MS), "before": str(AT_MS - 9)}
    here = "http://127.0.0.1:9/v1/me/player/recently-played"
    assert page["next"] == f"{here}?before={AT_MS - 9}&limit=3"
    empty = bodies.recently_played([], base_url="http://h")
    assert (empty["items"], empty["next"], empty["cursors"]) == ([], None, None)
