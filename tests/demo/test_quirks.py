"""Every quirk of real exports that the importer must accept occurs in the history."""

from collections import Counter, defaultdict
from datetime import timedelta
from ipaddress import ip_address, ip_network

import orjson

from tests.demo.export_reader import LATE, Row, age_in_days, rows_from, stamp, started

_DOCUMENTATION = [
    ip_network(block)
    for block in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
]


def test_every_address_is_from_a_range_reserved_for_documentation(
    audio: list[Row], video: list[Row]
) -> None:
    addresses = {ip_address(row["ip_addr"]) for row in audio + video}

    assert {address.version for address in addresses} == {4, 6}
    assert all(any(address in block for block in _DOCUMENTATION) for address in addresses)


def test_ids_are_22_base62_digits_and_belong_to_one_item(audio: list[Row]) -> None:
    items = defaultdict(set)
    for row in audio:
        for uri, title, medium in (
            (row["spotify_track_uri"], row["master_metadata_track_name"], "track"),
            (row["spotify_episode_uri"], row["episode_name"], "episode"),
            (row["audiobook_chapter_uri"], row["audiobook_chapter_title"], "episode"),
            (row["audiobook_uri"], row["audiobook_title"], "show"),
        ):
            if uri:
                scheme, kind, number = uri.split(":")
                assert (scheme, kind, len(number)) == ("spotify", medium, 22)
                assert number.isascii()
                assert number.isalnum()
                items[uri].add(title)

    assert all(len(titles) == 1 for titles in items.values())


def test_a_row_names_one_kind_of_item_only(audio: list[Row]) -> None:
    kinds = Counter(
        tuple(
            key
            for key in ("spotify_track_uri", "spotify_episode_uri", "audiobook_chapter_uri")
            if row[key]
        )
        for row in audio
    )

    assert max(map(len, kinds)) == 1
    assert kinds["spotify_episode_uri",] > 50
    assert 5 < kinds["audiobook_chapter_uri",] < 100
    assert 0 < kinds[()] < 50


def test_some_tracks_have_lost_their_names(music: list[Row]) -> None:
    nameless = [row for row in music if row["master_metadata_track_name"] is None]

    assert 0 < len(nameless) < 100
    assert all(row["master_metadata_album_artist_name"] is None for row in nameless)


def test_the_video_file_holds_tracks_and_episodes(video: list[Row]) -> None:
    assert any(row["spotify_track_uri"] for row in video)
    assert any(row["spotify_episode_uri"] for row in video)


def test_a_private_session_is_in_the_history(audio: list[Row]) -> None:
    days = {age_in_days(row) for row in audio if row["incognito_mode"]}

    assert 2 < len(days) < 20


def test_offline_plays_share_a_late_stamp_and_keep_their_own_starts(audio: list[Row]) -> None:
    trips = defaultdict(list)
    for row in audio:
        if row["offline"]:
            trips[row["ts"]].append(row)

    assert max(map(len, trips.values())) > 30
    for rows in trips.values():
        starts = [started(row) for row in rows]
        assert starts == sorted(starts)
        assert all(
            start + timedelta(milliseconds=row["ms_played"]) < stamp(row)
            for row, start in zip(rows, starts, strict=True)
        )


def test_after_an_unexpected_exit_the_stamp_waits_for_the_next_session(audio: list[Row]) -> None:
    waits = [
        stamp(row) - started(row)
        for row in audio
        if row["reason_end"] in LATE and row["offline_timestamp"] is not None
    ]

    assert len(waits) > 100
    assert max(waits) > timedelta(hours=12)


def test_skips_are_null_then_false_then_true_over_the_years(audio: list[Row]) -> None:
    skipped = [row for row in audio if row["reason_end"] == "fwdbtn"]
    eras = [
        {row["skipped"] for row in skipped if low < age_in_days(row) < high}
        for low, high in ((610, 800), (460, 590), (-1, 440))
    ]

    assert eras == [{None}, {False}, {True}]


def test_starts_are_in_ms_in_older_rows_and_in_seconds_in_newer_ones(audio: list[Row]) -> None:
    older = [row["offline_timestamp"] for row in audio if stamp(row).year == 2024]
    newer = [row["offline_timestamp"] for row in audio if stamp(row).year == 2026]

    assert sum(value is None for value in older) > 0
    assert sum(value == 1 for value in older) > 0
    assert all(value is None or value == 1 or value > 10**12 for value in older)
    assert all(10**9 < value < 10**10 for value in newer)


def test_a_pause_lies_between_the_start_and_the_stamp(audio: list[Row]) -> None:
    pauses = [
        stamp(row) - started(row) - timedelta(milliseconds=row["ms_played"])
        for row in audio
        if not row["offline"] and row["reason_end"] not in LATE
    ]

    assert min(pauses) >= timedelta(seconds=-1)
    assert 0.02 < sum(pause > timedelta(seconds=5) for pause in pauses) / len(pauses) < 0.1
    assert max(pauses) > timedelta(minutes=30)


def test_a_few_rows_occur_twice_and_files_overlap(audio: list[Row]) -> None:
    one, two = rows_from("_Audio_2024-2025_0"), rows_from("_Audio_2025-2026_1")
    repeats = sum(count - 1 for count in Counter(map(orjson.dumps, audio)).values())

    assert one[-12:] == two[:12]
    assert 24 < repeats < 60


def test_one_recording_has_two_ids(music: list[Row]) -> None:
    ids = defaultdict(set)
    for row in music:
        if row["master_metadata_track_name"]:
            name = row["master_metadata_album_artist_name"], row["master_metadata_track_name"]
            ids[name].add((row["spotify_track_uri"], row["master_metadata_album_album_name"]))

    (twice,) = (known for known in ids.values() if len(known) > 1)
    assert len({album for _, album in twice}) == 2


def test_names_go_beyond_ascii_and_look_like_markup(music: list[Row]) -> None:
    titles = {row["master_metadata_track_name"] or "" for row in music}
    acts = {row["master_metadata_album_artist_name"] or "" for row in music}
    letters = set("".join(titles | acts))

    assert set("éß車🦔\u200d") <= letters
    assert "[bold]Statements[/bold]" in titles


def test_every_common_reason_and_platform_occurs(audio: list[Row]) -> None:
    assert {row["reason_end"] for row in audio} == {
        *("trackdone", "fwdbtn", "backbtn", "endplay", "logout", "remote", "trackerror"),
        *("unexpected-exit", "unexpected-exit-while-paused"),
    }
    assert {row["reason_start"] for row in audio} >= {
        *("trackdone", "fwdbtn", "backbtn", "clickrow", "playbtn", "appload", "remote"),
    }
    assert {row["platform"] for row in audio} == {"android", "ios", "windows", "web_player"}
