"""Apple's play activity: segments that become plays, and artists from another file."""

from collections.abc import Callable
from io import BytesIO
from typing import IO

import pytest

from musicanalyser.imports.services import track_artists
from musicanalyser.model.evidence import BadRow, Sighting
from musicanalyser.model.item import ItemKind
from tests.imports.services.service_files import (
    APPLE_COLUMNS,
    AT_MS,
    apple_row,
    one_play,
    read_service,
    reasons,
    table,
)

MINUTE_MS = 60_000


def at(minute: float) -> str:
    """Return a moment some minutes after 10:00."""
    seconds = round(minute * 60)
    return f"2024-01-05T{10 + seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.000Z"


def segment(start: float, end: float, reason: str, **fields: str) -> dict[str, str]:
    """Return a row from one minute to another."""
    played = {"Play_Duration_Milliseconds": str(round((end - start) * MINUTE_MS)), **fields}
    return apple_row(
        Event_Start_Timestamp=at(start),
        Event_End_Timestamp=at(end),
        End_Reason_Type=reason,
        **played,
    )


def plays(*rows: dict[str, str]) -> list[Sighting]:
    found = read_service("apple-music", table(*rows))
    return [one for one in found if isinstance(one, Sighting)]


def test_the_columns_of_the_samples_are_all_there() -> None:
    assert tuple(apple_row()) == APPLE_COLUMNS


def test_a_paused_and_scrubbed_play_is_one() -> None:
    paused = segment(0, 2, "PLAYBACK_MANUALLY_PAUSED")
    before = segment(3, 3.5, "SCRUB_BEGIN")
    scrub = segment(0.5, 3.5, "SCRUB_END", Play_Duration_Milliseconds="180000")
    rest = segment(3.5, 4, "TRACK_SKIPPED_FORWARDS")
    (play,) = plays(rest, scrub, before, paused)
    assert play.played_ms == 3 * MINUTE_MS
    assert play.ended_ms - (play.offline_ms or 0) == 4 * MINUTE_MS
    assert play.reason_end == "fwdbtn"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (segment(0, 2, "NATURAL_END_OF_TRACK"), segment(2, 4, "NATURAL_END_OF_TRACK")),
        (segment(0, 2, "PLAYBACK_MANUALLY_PAUSED"), segment(32, 34, "NATURAL_END_OF_TRACK")),
        (
            segment(0, 2, "PLAYBACK_MANUALLY_PAUSED"),
            segment(3, 4, "NATURAL_END_OF_TRACK", Device_Identifier="watch"),
        ),
        (
            segment(0, 2, "PLAYBACK_MANUALLY_PAUSED"),
            segment(3, 4, "NATURAL_END_OF_TRACK", Song_Name="Anchor"),
        ),
    ],
    ids=["ended", "long ago", "elsewhere", "another song"],
)
def test_other_segments_are_plays_of_their_own(
    first: dict[str, str], second: dict[str, str]
) -> None:
    assert len(plays(first, second)) == 2


def test_rows_without_sound_are_one_play_at_most() -> None:
    silent = [segment(minute, minute, "TRACK_SKIPPED_FORWARDS") for minute in (1, 2, 3)]
    (play,) = plays(*silent)
    assert (play.played_ms, play.reason_end) == (0, "fwdbtn")
    (heard,) = plays(*silent, segment(4, 5, "NATURAL_END_OF_TRACK"))
    assert heard.played_ms == MINUTE_MS == heard.ended_ms - (heard.offline_ms or 0)
    assert len(plays(segment(0, 0.5, "NATURAL_END_OF_TRACK"), *silent)) == 2


def test_a_pause_of_less_than_half_an_hour_is_a_pause() -> None:
    rows = segment(0, 2, "EXITED_APPLICATION"), segment(31.9, 33, "NATURAL_END_OF_TRACK")
    assert len(plays(*rows)) == 1


@pytest.mark.parametrize(
    ("played", "started", "heard_ms"),
    [
        ("-5", at(0), 0),
        ("60000", at(0), 60_000),
        ("999999", at(0), 120_000),
        ("999999", "", 999_999),
        ("", at(0), 0),
        ("much", at(0), 0),
        ("60000.0", at(0), 60_000),
        ("60000", at(3), 60_000),
    ],
)
def test_the_time_heard_is_no_longer_than_the_clock_says(
    played: str, started: str, heard_ms: int
) -> None:
    row = segment(0, 2, "TRACK_SKIPPED_FORWARDS", Play_Duration_Milliseconds=played)
    (play,) = plays(row | {"Event Start Timestamp": started})
    assert play.played_ms == heard_ms


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"Event_Type": "PLAY_START"}, 0),
        ({"Event_Type": "LYRIC_DISPLAY"}, 0),
        ({"Event_Type": ""}, 1),
        ({"Item_Type": "STREAM"}, 0),
        ({"Item_Type": "AGGREGATE_NON_CATALOG_PLAY_TIME"}, 0),
        ({"Song_Name": ""}, 0),
    ],
)
def test_only_songs_that_were_played_are_plays(fields: dict[str, str], count: int) -> None:
    assert len(read_service("apple-music", table(apple_row(**fields)))) == count


def test_a_video_is_kept_as_a_video() -> None:
    play = one_play("apple-music", table(apple_row(Media_Type="VIDEO")))
    assert play.item.kind is ItemKind.VIDEO


def test_older_files_name_the_song_and_the_artist_otherwise() -> None:
    row = {**apple_row(Song_Name=""), "Content Name": "Anchor", "Artist Name": "Ana"}
    item = one_play("apple-music", table(row)).item
    assert (item.title, item.artist) == ("Anchor", "Ana")


def daily(*rows: tuple[str, str]) -> Callable[[Callable[[bytes], bool]], IO[bytes] | None]:
    """Return how to open a list of daily tracks beside the play activity."""
    content = table(*({"Date Played": day, "Track Description": name} for day, name in rows))
    assert track_artists.recognises(content)
    return lambda recognises: BytesIO(content) if recognises(content) else None


@pytest.mark.parametrize(
    ("rows", "artist"),
    [
        ([("20240105", "Ana - Paper Boats")], "Ana"),
        ([("20240104", "Ana - paper boats")], "Ana"),
        ([("20200101", "Ana - Paper Boats")], "Ana"),
        ([("20240105", "Ana - Paper Boats"), ("20200101", "Bo - Paper Boats")], "Ana"),
        ([("20240105", "Ana - Paper Boats"), ("20240106", "Bo - Paper Boats")], None),
        ([("20200105", "Ana - Paper Boats"), ("20200101", "Bo - Paper Boats")], None),
        ([("20240105", "Ana - Anchor")], None),
        ([("20240105", "Paper Boats"), ("", " - Paper Boats")], None),
        ([], None),
    ],
)
def test_the_artist_is_that_of_the_title_near_the_day_if_it_is_one(
    rows: list[tuple[str, str]], artist: str | None
) -> None:
    padded = [*rows, ("20240101", "Somebody - Something")]
    (play,) = read_service("apple-music", table(apple_row()), open_sibling=daily(*padded))
    assert isinstance(play, Sighting)
    assert play.item.artist == artist


def test_a_title_may_hold_a_dash() -> None:
    opener = daily(("20240105", "Ana - Boats - Live"))
    row = apple_row(Song_Name="Boats - Live")
    (play,) = read_service("apple-music", table(row), open_sibling=opener)
    assert isinstance(play, Sighting)
    assert play.item.artist == "Ana"


def test_a_day_is_that_of_the_listener() -> None:
    """22:00 UTC on the 5th is the 6th in Tokyo, so that the 7th is near and the 4th is not."""
    row = apple_row(Event_Start_Timestamp="", Event_End_Timestamp="2024-01-05T22:00:00Z") | {
        "UTC Offset In Seconds": "32400"
    }
    opener = daily(("20240107", "Ana - Paper Boats"), ("20240104", "Bo - Paper Boats"))
    (play,) = read_service("apple-music", table(row), open_sibling=opener)
    assert isinstance(play, Sighting)
    assert play.item.artist == "Ana"


def test_malformed_rows_say_why_and_cost_no_other() -> None:
    rows = [apple_row(Event_End_Timestamp="soon"), apple_row(Event_End_Timestamp="")]
    assert reasons("apple-music", table(*rows)) == ["the date is not a time", "no date"]
    mixed = read_service("apple-music", table(*rows, apple_row()))
    assert [isinstance(row, BadRow) for row in mixed] == [True, True, False]
    assert mixed[-1].row == 3


def test_the_end_is_exact() -> None:
    play = one_play("apple-music", table(apple_row()))
    assert (play.ended_ms, play.offline_ms) == (AT_MS + 500, AT_MS + 500 - 184_000)
    assert (play.reason_end, play.offline) == ("trackdone", False)
