"""Logs of a player with Rockbox, whose clock knows no time zone."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.imports import FORMATS
from musicanalyser.imports.imported_file import ImportedFile, ZoneMissingError
from musicanalyser.model.evidence import BadRow, HeardTime
from tests.imports.services.service_files import (
    AT_MS,
    AT_S,
    ROCKBOX_ENTRY,
    one_play,
    read_service,
    reasons,
    rockbox_log,
)

HOUR_MS = 3_600_000


def test_a_log_of_an_unknown_zone_is_not_read_without_one() -> None:
    with pytest.raises(ZoneMissingError):
        read_service("rockbox", rockbox_log(ROCKBOX_ENTRY), zone=None)


@pytest.mark.parametrize(
    ("zone", "ahead_ms"),
    [("UTC", 0), ("Europe/Vienna", HOUR_MS), ("Asia/Kolkata", 5.5 * HOUR_MS)],
)
def test_a_stamp_is_what_a_clock_on_the_wall_said(zone: str, ahead_ms: float) -> None:
    play = one_play("rockbox", rockbox_log(ROCKBOX_ENTRY), zone=zone)
    assert play.ended_ms == AT_MS - ahead_ms


def test_summer_time_is_that_of_the_day() -> None:
    summer = ROCKBOX_ENTRY.replace(str(AT_S), "1719835200")  # 2024-07-01 12:00 on the wall
    play = one_play("rockbox", rockbox_log(summer), zone="Europe/Vienna")
    assert play.ended_ms == 1_719_835_200_000 - 2 * HOUR_MS


def test_of_an_hour_that_comes_twice_it_is_the_first() -> None:
    twice = ROCKBOX_ENTRY.replace(str(AT_S), "1729996200")  # 2024-10-27 02:30 on the wall
    play = one_play("rockbox", rockbox_log(twice), zone="Europe/Vienna")
    assert play.ended_ms == 1_729_996_200_000 - 2 * HOUR_MS


def test_a_log_in_utc_needs_no_zone_and_ignores_one() -> None:
    log = rockbox_log(ROCKBOX_ENTRY, zone="UTC")
    assert one_play("rockbox", log, zone=None).ended_ms == AT_MS
    assert one_play("rockbox", log, zone="Asia/Kolkata").ended_ms == AT_MS


def test_a_skip_stays_a_skip_of_unknown_length() -> None:
    play = one_play("rockbox", rockbox_log(ROCKBOX_ENTRY.replace("\tL\t", "\tS\t")))
    assert (play.skipped, play.heard, play.played_ms) == (True, HeardTime.UNKNOWN, 0)


def test_what_has_no_tags_has_no_artist() -> None:
    for word in ("<UNTAGGED>", "<Untagged>"):
        entry = ROCKBOX_ENTRY.replace("The Lanterns\tLow Tide", f"{word}\t")
        item = one_play("rockbox", rockbox_log(entry)).item
        assert (item.title, item.artist, item.album) == ("Paper Boats", None, None)


def test_bad_entries_cost_no_other() -> None:
    stopped = ROCKBOX_ENTRY.replace(str(AT_S), "0")
    rating = ROCKBOX_ENTRY.replace("\tL\t", "\tX\t")
    log = rockbox_log(ROCKBOX_ENTRY, f"# FAILED - {ROCKBOX_ENTRY}", "a\tb", stopped, rating)
    assert [
        row.why if isinstance(row, BadRow) else row.row for row in read_service("rockbox", log)
    ] == [
        1,
        "not an entry of a scrobbler log",
        "not an entry of a scrobbler log",
        "no date",
        "the rating is neither L nor S",
    ]


def test_the_last_field_may_be_missing_and_heads_may_repeat() -> None:
    entry = ROCKBOX_ENTRY.rstrip("\t")
    log = rockbox_log(entry) + rockbox_log(entry)
    assert len(read_service("rockbox", log)) == 2


@given(st.binary(max_size=120))
def test_any_bytes_end_in_entries_or_reasons(content: bytes) -> None:
    rows = read_service("rockbox", rockbox_log() + content)
    assert all(row.row for row in rows)
    assert reasons("rockbox", rockbox_log("x")) == ["not an entry of a scrobbler log"]


def test_an_empty_log_needs_no_zone() -> None:
    assert list(FORMATS["rockbox"].read(BytesIO(rockbox_log()), ImportedFile(name="a"))) == []
