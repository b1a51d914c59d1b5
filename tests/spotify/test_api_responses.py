"""What Spotify's JSON becomes: whatever it holds, it is read, and nothing personal is kept."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import fields, is_dataclass
from enum import Enum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.model.item import ItemKind
from musicanalyser.model.origin import Origin
from musicanalyser.model.player import Activity, PlayerSample
from musicanalyser.spotify import api_responses
from tests.simulators.spotify import bodies

AT_MS = 1_790_000_000_000
TRACK = bodies.track(
    id="V3xQEerD7cWZUw86P5X6O7",
    title="Paper Boats",
    artist="A Guest",
    album="Paper",
    album_artist="The Lanterns",
    duration_ms=200_000,
    isrc="XX0000000001",
    released="1999-05-04",
)

NAMES = st.sampled_from(
    [
        *("item", "track", "items", "queue", "currently_playing", "device", "type", "uri", "name"),
        *("is_playing", "progress_ms", "duration_ms", "played_at", "album", "artists", "context"),
        *("show", "timestamp", "shuffle_state", "repeat_state", "currently_playing_type"),
        *("external_ids", "isrc", "release_date", "is_private_session", "id", "display_name"),
    ]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | st.text(max_size=8)
    | st.sampled_from(["2026-03-02T08:00:00.123Z", "2026-03-02", "ad", "episode", "\ud800"])
)
JSON = st.dictionaries(
    NAMES,
    st.recursive(
        LEAVES,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6),
        max_leaves=12,
    ),
    max_size=8,
)


def sample(body: Mapping[str, object]) -> PlayerSample:
    return api_responses.parse_player(body, at_ms=AT_MS, rtt_ms=80)


READERS: list[Callable[[Mapping[str, object]], object]] = [
    sample,
    api_responses.parse_account,
    api_responses.parse_recent,
    api_responses.parse_track,
    lambda body: api_responses.parse_queue(body, at_ms=AT_MS),
]


@pytest.mark.parametrize("read", READERS)
@settings(deadline=None)
@given(body=JSON)
def test_whatever_comes_is_read_as_values_that_a_database_takes(
    read: Callable[[Mapping[str, object]], object], body: Mapping[str, object]
) -> None:
    assert [one for one in leaves(read(body)) if not is_stored_as_it_is(one)] == []


@pytest.mark.parametrize("name", ["\ud800", "a\0b", "\udfff\0"])
def test_no_half_character_and_no_nul_of_a_name_is_kept(name: str) -> None:
    item = {**TRACK, "name": name, "album": {"name": name}, "artists": [{"name": name}]}
    found = [
        sample(bodies.player(item=item, progress_ms=1, playing=True, timestamp_ms=AT_MS)),
        api_responses.parse_recent({"items": [bodies.history(track=item, played_at_ms=AT_MS)]}),
        api_responses.parse_account({"display_name": name, "id": name}),
    ]
    values = list(leaves(found))
    assert TRACK["uri"] in values
    assert [one for one in values if not is_stored_as_it_is(one)] == []


def is_stored_as_it_is(value: object) -> bool:
    with closing(sqlite3.connect(":memory:")) as conn:
        try:
            return bool(conn.execute("select ? is ?", (value, value)).fetchone() == (1,)) and (
                not isinstance(value, str) or "\0" not in value
            )
        except (UnicodeEncodeError, OverflowError, sqlite3.Error):
            return False


def leaves(value: object) -> Iterator[object]:
    """Yield what is in a value of ours, with enumerations as they are stored."""
    if is_dataclass(value):
        value = [getattr(value, field.name) for field in fields(value)]
    if isinstance(value, Enum):
        yield value.value
    elif isinstance(value, (list, tuple, set, frozenset)):
        for one in value:
            yield from leaves(one)
    else:
        yield value


def test_a_playing_track_is_parsed_with_all_that_matters() -> None:
    said = sample(
        bodies.player(
            item=TRACK,
            progress_ms=61_000,
            playing=True,
            timestamp_ms=AT_MS - 61_000,
            device_type="Smartphone",
            shuffle=True,
            repeat="track",
            context_uri="spotify:playlist:1",
        )
    )
    assert said.item is not None
    assert (said.item.kind, said.item.uri) == (ItemKind.MUSIC, TRACK["uri"])
    assert (said.item.title, said.item.album) == ("Paper Boats", "Paper")
    assert (said.progress_ms, said.length_ms, said.is_playing) == (61_000, 200_000, True)
    assert (said.changed_ms, said.device) == (AT_MS - 61_000, "Smartphone")
    assert (said.shuffle, said.repeats_track, said.context) == (True, True, "spotify:playlist:1")
    assert (said.at_ms, said.rtt_ms, said.is_private) == (AT_MS, 80, False)


def test_the_artist_is_that_of_the_album_as_in_an_export() -> None:
    said = sample(bodies.player(item=TRACK, progress_ms=0, playing=True, timestamp_ms=AT_MS))
    assert said.item is not None
    assert said.item.artist == "The Lanterns"


def test_the_names_and_numbers_of_devices_are_not_read() -> None:
    body = bodies.player(
        item=TRACK,
        progress_ms=0,
        playing=True,
        timestamp_ms=AT_MS,
        device_name="Mallory's phone",
        device_id="device-4711",
    )
    assert "Mallory" not in repr(sample(body))
    assert "device-4711" not in repr(sample(body))


def test_two_devices_are_told_apart() -> None:
    keys = [
        sample(
            bodies.player(
                item=TRACK, progress_ms=0, playing=True, timestamp_ms=AT_MS, device_id=number
            )
        ).device_key
        for number in ("device-4711", "device-4711", "device-4712", None)
    ]
    assert keys[0] == keys[1] != keys[2]
    assert keys[3] is None


def test_an_episode_belongs_to_its_show() -> None:
    body = bodies.episode(id="e" * 22, title="One", show="Talk", duration_ms=900_000)
    said = sample(
        bodies.player(item=body, progress_ms=1, playing=True, timestamp_ms=AT_MS, kind="episode")
    )
    assert said.item is not None
    assert (said.item.kind, said.item.artist, said.item.album) == (ItemKind.PODCAST, "Talk", None)


@pytest.mark.parametrize(("body", "rows"), [({}, 0), ({"items": None}, 0), ({"items": [1, {}]}, 2)])
def test_rows_are_counted_if_there_is_a_list(body: Mapping[str, object], rows: int) -> None:
    assert api_responses.count_rows(body) == rows


@pytest.mark.parametrize("missing", ["type", "show"])
def test_an_episode_is_recognised_by_its_type_or_its_show(missing: str) -> None:
    body = {**bodies.episode(id="e" * 22, title="One", show="Talk", duration_ms=900_000)}
    del body[missing]
    item = sample({"is_playing": True, "item": body}).item
    assert item is not None
    assert (item.kind, item.title) == (ItemKind.PODCAST, "One")


def test_a_local_file_is_known_by_its_address() -> None:
    body = bodies.local_track(title="Demo", artist="Us", album="Tape", duration_ms=60_000)
    said = sample(bodies.player(item=body, progress_ms=1, playing=True, timestamp_ms=AT_MS))
    assert said.item is not None
    assert (said.item.uri or "").startswith("spotify:local:")
    assert said.item.title == "Demo"


@pytest.mark.parametrize(("kind", "activity"), [("ad", Activity.AD), ("unknown", Activity.UNKNOWN)])
def test_what_has_no_name_is_no_item(kind: str, activity: Activity) -> None:
    body = bodies.player(item=None, progress_ms=None, playing=True, timestamp_ms=AT_MS, kind=kind)
    assert (sample(body).activity, sample(body).item) == (activity, None)


def test_a_missing_position_is_unknown_and_a_private_session_is_marked() -> None:
    body = bodies.player(
        item=TRACK, progress_ms=None, playing=True, timestamp_ms=AT_MS, private=True
    )
    assert (sample(body).progress_ms, sample(body).is_private) == (None, True)


def test_recent_plays_come_in_the_order_of_time_to_the_millisecond() -> None:
    rows = [
        bodies.history(track=TRACK, played_at_ms=AT_MS + 381),
        bodies.history(track=TRACK, played_at_ms=AT_MS - 500_000),
        {**bodies.history(track=TRACK, played_at_ms=AT_MS), "played_at": None},
    ]
    found = api_responses.parse_recent(
        bodies.recently_played(rows[:2], base_url="x") | {"items": rows}
    )
    assert [one.ended_ms for one in found] == [AT_MS - 500_000, AT_MS + 381]
    assert {one.origin for one in found} == {Origin.RECENT}
    assert {one.played_ms for one in found} == {200_000}
    known = found[0].observation
    assert known is not None
    assert (known.started_ms, known.low_ms, known.high_ms) == (None, 30_000, 200_000)


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "2026-03-02T08:00:00", "soon"]
)
def test_a_play_outside_all_time_is_left_out_and_counted(moment: str) -> None:
    odd = {**bodies.history(track=TRACK, played_at_ms=AT_MS), "played_at": moment}
    body = {"items": [odd, 7, None, bodies.history(track=TRACK, played_at_ms=AT_MS)]}
    assert len(api_responses.parse_recent(body)) == 1
    assert api_responses.count_rows(body) == 4


def test_the_queue_ends_before_what_has_no_name() -> None:
    body = bodies.queue(current=TRACK, upcoming=[TRACK, TRACK])
    body["queue"].insert(1, {"type": "unknown"})
    found = api_responses.parse_queue(body, at_ms=AT_MS)
    assert len(found.items) == 1
    assert found.current is not None


def test_a_track_has_what_an_export_lacks() -> None:
    found = api_responses.parse_track(TRACK)
    assert found is not None
    assert (found.isrc, found.released, found.length_ms) == ("XX0000000001", "1999-05-04", 200_000)
    assert [name for _, name in found.artists] == ["A Guest"]


WEEK_MS = 604_800_000


@pytest.mark.parametrize(
    ("told", "position_ms"),
    [(0, 0), (WEEK_MS, WEEK_MS), (WEEK_MS + 1, None), (-1, None), (1.5, None), (True, None)],
)
def test_a_position_lies_within_a_week(told: object, position_ms: int | None) -> None:
    assert sample({"progress_ms": told}).progress_ms == position_ms


@pytest.mark.parametrize(
    ("told", "changed_ms"), [(10**15 - 1, 10**15 - 1), (10**15, None), (-1, None)]
)
def test_a_number_that_no_service_means_is_unknown(told: int, changed_ms: int | None) -> None:
    assert sample({"timestamp": told}).changed_ms == changed_ms


def test_a_length_of_nothing_is_unknown() -> None:
    assert sample({"item": {"name": "A", "duration_ms": 0}}).length_ms is None


@pytest.mark.parametrize(
    ("moment", "is_read"),
    [
        ("2007-12-31T23:59:59.999Z", False),
        ("2008-01-01T00:00:00.000Z", True),
        ("2099-12-31T23:59:59.999Z", True),
        ("2100-01-01T00:00:00.000Z", False),
    ],
)
def test_a_recent_play_ended_after_spotify_opened_and_before_2100(
    moment: str, *, is_read: bool
) -> None:
    row = {**bodies.history(track=TRACK, played_at_ms=AT_MS), "played_at": moment}
    assert bool(api_responses.parse_recent({"items": [row]})) is is_read


@pytest.mark.parametrize(("length_ms", "low_ms"), [(20_000, 20_000), (30_000, 30_000)])
def test_a_recent_play_was_heard_for_30_seconds_or_as_long_as_it_is(
    length_ms: int, low_ms: int
) -> None:
    track = bodies.track(id="t" * 22, title="A", artist="B", album="C", duration_ms=length_ms)
    row = bodies.history(track=track, played_at_ms=AT_MS)
    (found,) = api_responses.parse_recent({"items": [row]})
    assert found.observation is not None
    assert (found.observation.low_ms, found.observation.high_ms) == (low_ms, length_ms)


def test_a_chapter_is_an_audiobook_by_the_name_of_its_book() -> None:
    entry = {
        "type": "chapter",
        "uri": "spotify:episode:c1",
        "name": "Chapter 1",
        "audiobook": {"name": "The Long Road"},
    }
    state = {"item": entry, "is_playing": True, "currently_playing_type": "episode"}
    item = api_responses.parse_player(state, at_ms=0, rtt_ms=0).item
    assert item is not None
    assert (item.kind, item.artist, item.title) == ("audiobook", "The Long Road", "Chapter 1")


@pytest.mark.parametrize(
    ("duration", "tail", "length_ms"),
    [
        (0, "0", None),
        (0, "185", 185_000),
        (None, "x", None),
        ({"totalMilliseconds": 9_000}, "185", 9_000),
        (7_000, "185", 7_000),
    ],
)
def test_the_length_of_a_local_file_is_that_of_its_address_if_it_has_no_other(
    duration: object, tail: str, length_ms: int | None
) -> None:
    entry = {
        "uri": f"spotify:local:Me:Demo:Tape:{tail}",
        "name": "Tape",
        "type": "track",
        "duration_ms": duration,
    }
    sample = api_responses.parse_player({"item": entry, "is_playing": True}, at_ms=0, rtt_ms=0)
    assert sample.length_ms == length_ms


@pytest.mark.parametrize("uri", ["spotify:user:some.body:collection", "spotify:user:some.body"])
def test_the_name_of_a_user_in_a_context_is_dropped(uri: str) -> None:
    body = {"item": TRACK, "context": {"uri": uri}}
    assert "some.body" not in str(sample(body))
    row = {"track": TRACK, "played_at": "2026-03-02T08:00:00.123Z", "context": {"uri": uri}}
    (recent,) = api_responses.parse_recent({"items": [row]})
    assert "some.body" not in str(recent)
