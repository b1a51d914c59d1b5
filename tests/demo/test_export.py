"""The files of the export: reproducible, in Spotify's format, at any size."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.demo import ExportFile, make_account_data, make_extended_history, write_zip
from tests.demo.export_reader import (
    LATE,
    UNTIL,
    Row,
    history,
    history_rows,
    rows_from,
    rows_of,
    stamp,
    started,
)

KEYS = [
    *("ts", "platform", "ms_played", "conn_country", "ip_addr", "master_metadata_track_name"),
    *("master_metadata_album_artist_name", "master_metadata_album_album_name"),
    *("spotify_track_uri", "episode_name", "episode_show_name", "spotify_episode_uri"),
    *("audiobook_title", "audiobook_uri", "audiobook_chapter_uri", "audiobook_chapter_title"),
    *("reason_start", "reason_end", "shuffle", "skipped", "offline", "offline_timestamp"),
    "incognito_mode",
]


def test_the_same_arguments_give_the_same_bytes_on_every_python_and_platform() -> None:
    digest = sha256()
    for file in make_extended_history(until=UNTIL, days=260):
        digest.update(file.name.encode())
        digest.update(file.content)

    assert digest.hexdigest() == (
        "af9ed89ada2ffadf42f8e580593d05d51d0cb4a6002e91114221298282de2714"
    )


def test_another_seed_is_another_listener() -> None:
    one, other = (
        {
            row["master_metadata_album_artist_name"]
            for file in make_extended_history(until=UNTIL, days=10, seed=seed)
            for row in rows_of(file)
        }
        for seed in (1, 2)
    )

    assert len(one & other) < len(one) / 2


def test_every_row_has_the_keys_of_a_2026_export_in_their_order() -> None:
    assert all(list(row) == KEYS for rows in history_rows().values() for row in rows)


def test_files_are_named_and_sized_as_spotify_does() -> None:
    names = [file.name.removeprefix("Spotify Extended Streaming History/") for file in history()]

    assert names == [
        "Streaming_History_Audio_2024-2025_0.json",
        "Streaming_History_Audio_2025-2026_1.json",
        "Streaming_History_Audio_2026_2.json",
        "Streaming_History_Video_2024-2026.json",
    ]
    assert 12_000_000 < len(history()[0].content) < 13_000_000
    assert history()[0].content.startswith(b'[\n  {\n    "ts": "2024-')


def test_two_years_have_as_many_rows_as_those_of_a_real_listener() -> None:
    assert 32_000 < sum(map(len, history_rows().values())) < 40_000


def test_rows_are_sorted_by_stamp() -> None:
    stamps = [row["ts"] for row in rows_from("_Audio_2024-2025_0")]

    assert stamps == sorted(stamps)


@pytest.mark.parametrize("rows", [1, 3_000])
def test_a_history_holds_at_least_as_many_rows_as_asked_for(rows: int) -> None:
    files = make_extended_history(until=UNTIL, days=30, rows=rows)

    assert sum(file.content.count(b'"ts": ') for file in files) >= rows


@settings(max_examples=8, deadline=None)
@given(
    until=st.datetimes(datetime(2012, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001 - made aware below
    seed=st.integers(0, 10**6),
)
def test_nothing_is_stamped_or_started_after_until(until: datetime, seed: int) -> None:
    until = until.replace(tzinfo=UTC)

    for file in make_extended_history(until=until, days=1, seed=seed):
        for row in rows_of(file):
            assert stamp(row) <= until
            assert started(row) <= until


def test_a_play_that_is_still_going_on_is_not_in_the_history_yet() -> None:
    evening = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
    (file,) = make_extended_history(until=evening, days=1)
    long = [row for row in rows_of(file) if row["ms_played"] > 60_000]

    for row in long[:: len(long) // 5]:
        midst = started(row) + timedelta(milliseconds=row["ms_played"] / 2)
        rows = [row for file in make_extended_history(until=midst, days=1) for row in rows_of(file)]
        assert row not in rows
        assert all(stamp(row) <= midst for row in rows)


def test_nothing_is_heard_before_the_history_begins() -> None:
    first = rows_of(next(make_extended_history(until=UNTIL, days=30)))[0]

    assert timedelta(days=28) < UNTIL - started(first) < timedelta(days=30)


def test_histories_of_different_length_agree_on_the_plays_they_share() -> None:
    short, long = (
        [row for file in make_extended_history(until=UNTIL, days=days) for row in rows_of(file)]
        for days in (20, 60)
    )
    known = {orjson.dumps(row) for row in long}

    assert len(short) > 500
    assert all(orjson.dumps(row) in known for row in short)


def test_a_history_without_a_day_has_no_files() -> None:
    assert list(make_extended_history(until=UNTIL, days=0)) == []


def test_a_zip_holds_the_files_and_is_the_same_every_time() -> None:
    files = [ExportFile(name="Folder/é.json", content=b"[]"), ExportFile(name="b", content=b"{}")]
    streams = [BytesIO(), BytesIO()]
    for stream in streams:
        write_zip(stream, files)

    assert streams[0].getvalue() == streams[1].getvalue()
    with ZipFile(streams[0]) as archive:
        members = [ExportFile(name=name, content=archive.read(name)) for name in archive.namelist()]
    assert members == files


@cache
def account_rows() -> dict[str, list[Row]]:
    """Return the rows of the account data by file name."""
    return {file.name: rows_of(file) for file in make_account_data(until=UNTIL)}


def test_account_data_comes_in_files_of_at_most_ten_thousand_rows() -> None:
    sizes = {name.rsplit("/")[-1]: len(rows) for name, rows in account_rows().items()}

    assert list(sizes) == [
        "StreamingHistory_music_0.json",
        "StreamingHistory_music_1.json",
        "StreamingHistory_podcast_0.json",
    ]
    assert sizes["StreamingHistory_music_0.json"] == 10_000
    assert max(sizes.values()) == 10_000


def test_account_data_holds_the_same_plays_as_the_extended_history() -> None:
    since = UNTIL - timedelta(days=365)
    expected = Counter(
        _account_key(row)
        for row in _without_repeats(rows_from("_Audio_"))
        if stamp(row) >= since and (row["master_metadata_track_name"] or row["episode_name"])
    )
    rows = Counter(tuple(row.values()) for rows in account_rows().values() for row in rows)

    assert set(rows) == set(expected)
    # Plays that are equal to the second look like rows that occur twice in the export.
    assert 0 <= rows.total() - expected.total() < 5


def test_account_data_has_genuine_repeats_within_a_minute() -> None:
    music = [row for rows in account_rows().values() for row in rows]
    minutes = Counter(
        (row["endTime"], row["trackName"], row["artistName"]) for row in music if "trackName" in row
    )

    assert max(minutes.values()) > 1


def test_plays_do_not_overlap_by_more_than_the_second_of_their_stamps() -> None:
    rows = [
        row
        for row in _without_repeats(rows_from("_Audio_2024-2025_0"))
        if not row["offline"] and row["reason_end"] not in LATE
    ]

    for before, after in pairwise(rows):
        assert started(after) >= stamp(before) - timedelta(seconds=1)


def _without_repeats(rows: list[Row]) -> list[Row]:
    return list({orjson.dumps(row): row for row in rows}.values())


def _account_key(row: Row) -> tuple[str, str, str, int]:
    return (
        stamp(row).strftime("%Y-%m-%d %H:%M"),
        row["master_metadata_album_artist_name"] or row["episode_show_name"],
        row["master_metadata_track_name"] or row["episode_name"],
        row["ms_played"],
    )
