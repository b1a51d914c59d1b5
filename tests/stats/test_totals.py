from dataclasses import replace

import pytest

from musicanalyser.listening.definitions import CountAs
from musicanalyser.report import Coverage
from musicanalyser.stats import totals
from tests.stats.history import HOUR, MINUTE, SECOND, History, Song, asked, columns, day

WEEK = asked("2025-03-10", "2025-03-17")
PODCAST = Song(title="One", artist="Talk", album=None, uri="spotify:episode:1", kind="podcast")


def test_every_kind_has_a_line_of_its_own(history: History) -> None:
    history.play("2025-03-12 08:00", 3 * MINUTE)
    history.play("2025-03-13 08:00", 20 * SECOND)
    history.play("2025-03-14 08:00", 1 * HOUR, song=PODCAST)
    history.play("2025-03-14 09:00", 1 * SECOND, song=replace(PODCAST, uri=None, kind="video"))
    report = totals.answer(history.conn, WEEK)
    assert report.rows == (
        ("music", 200_000, 1, 2, 1, 1, 1, day("2025-03-12"), day("2025-03-13")),
        ("podcast", 3_600_000, 1, 1, 1, 1, None, day("2025-03-14"), day("2025-03-14")),
        ("video", 1_000, 0, 1, 0, 0, 0, day("2025-03-14"), day("2025-03-14")),
    )


def test_music_has_a_line_even_where_there_is_none(history: History) -> None:
    history.play("2025-03-14 08:00", song=PODCAST)
    report = totals.answer(history.conn, WEEK)
    assert report.rows[0] == ("music", 0, 0, 0, 0, 0, 0, None, None)


def test_private_plays_have_a_line_that_says_they_are_excluded(history: History) -> None:
    history.play("2025-03-12 08:00", 3 * MINUTE)
    history.play("2025-03-12 09:00", 4 * MINUTE, private=True)
    history.play("2025-03-12 10:00", 5 * MINUTE, song=PODCAST, private=True)
    report = totals.answer(history.conn, WEEK)
    assert columns(report, "kind", "heard_ms", "plays", "tracks") == [
        ("music", 180_000, 1, 1),
        ("private (excluded)", 540_000, 2, 2),
    ]


def test_private_plays_asked_for_are_in_the_lines_of_their_kind(history: History) -> None:
    history.play("2025-03-12 08:00", 3 * MINUTE)
    history.play("2025-03-12 09:00", 4 * MINUTE, private=True)
    report = totals.answer(history.conn, replace(WEEK, private=True))
    assert columns(report, "kind", "heard_ms", "plays") == [
        ("music", 420_000, 2),
        ("private (included above)", 240_000, 1),
    ]


def test_one_song_under_several_addresses_is_one_track(history: History) -> None:
    history.play("2025-03-12 08:00", song=Song(uri="spotify:track:1", title="Aria"))
    history.play("2025-03-12 09:00", song=Song(uri="spotify:track:2", title="ARIA "))
    history.play("2025-03-12 10:00", song=Song(uri=None, title="Aria", album=None))
    report = totals.answer(history.conn, WEEK)
    assert columns(report, "plays", "tracks", "artists", "albums") == [(3, 1, 1, 1)]


def test_albums_of_one_name_by_two_artists_are_two(history: History) -> None:
    for artist in ("Ada", "Bert"):
        history.play("2025-03-12 08:00", song=Song(artist=artist, album="Greatest Hits"))
    report = totals.answer(history.conn, WEEK)
    assert columns(report, "tracks", "artists", "albums") == [(2, 2, 2)]


def test_what_names_nothing_is_no_track(history: History) -> None:
    nothing = Song(title=None, artist=None, album=None, kind="unknown")
    history.play("2025-03-12 08:00", song=nothing)
    report = totals.answer(history.conn, WEEK)
    assert columns(report, "kind", "plays", "tracks", "artists", "albums") == [
        ("music", 0, 0, 0, 0),
        ("unknown", 1, None, None, None),
    ]


def test_the_window_holds_its_start_and_not_its_end(history: History) -> None:
    history.play("2025-03-09 23:59:59.999", 30_001)
    history.play("2025-03-10 00:00:00.000", 30_010)
    history.play("2025-03-16 23:59:59.999", 30_100)
    history.play("2025-03-17 00:00:00.000", 31_000)
    assert columns(totals.answer(history.conn, WEEK), "heard_ms", "plays") == [(60_110, 2)]


def test_a_play_across_midnight_belongs_to_the_day_it_started(history: History) -> None:
    history.play("2025-03-16 23:59", 3 * MINUTE)
    here = totals.answer(history.conn, WEEK)
    after = totals.answer(history.conn, asked("2025-03-17", "2025-03-24"))
    assert columns(here, "heard_ms", "first_day") == [(180_000, day("2025-03-16"))]
    assert after.rows == ()


def test_a_play_across_new_year_belongs_to_the_old_one(history: History) -> None:
    history.play("2024-12-31 23:58", 5 * MINUTE)
    assert totals.answer(history.conn, asked("2024-01-01", "2025-01-01")).rows
    assert not totals.answer(history.conn, asked("2025-01-01", "2026-01-01")).rows


@pytest.mark.parametrize(
    ("count_as", "plays"),
    [
        (CountAs.ANY, 5),
        (CountAs.STREAM, 3),
        (CountAs.SCROBBLE, 2),
        (CountAs.FULL, 1),
    ],
)
def test_what_counts_depends_on_the_rule_and_time_does_not(
    history: History, count_as: CountAs, plays: int
) -> None:
    song = Song(length_ms=3 * MINUTE)
    history.play("2025-03-12 08:00", 29_999, song=song, verdict="skipped")
    history.play("2025-03-12 09:00", 30_000, song=song, verdict="stopped")
    history.play("2025-03-12 10:00", 90_000, song=song, verdict="stopped")
    history.play("2025-03-12 11:00", 180_000, song=song, verdict="finished")
    history.play("2025-03-12 12:00", 0, song=song, verdict="unknown")
    report = totals.answer(history.conn, replace(WEEK, count_as=count_as))
    assert columns(report, "heard_ms", "plays", "all_plays") == [(329_999, plays, 5)]


@pytest.mark.parametrize(
    ("length_ms", "heard_ms", "counts"),
    [
        (None, 239_999, 0),
        (None, 240_000, 1),
        (30_000, 30_000, 0),
        (30_000, 300_000, 0),
        (30_001, 15_000, 0),
        (30_001, 15_001, 1),
        (200_001, 100_000, 0),
        (200_001, 100_001, 1),
        (900_000, 239_999, 0),
        (900_000, 240_000, 1),
    ],
)
def test_a_scrobble_is_half_of_more_than_30_seconds_or_4_minutes(
    history: History, length_ms: int | None, heard_ms: int, counts: int
) -> None:
    history.play("2025-03-12 08:00", heard_ms, song=Song(length_ms=length_ms))
    report = totals.answer(history.conn, replace(WEEK, count_as=CountAs.SCROBBLE))
    assert columns(report, "plays") == [(counts,)]


def test_the_coverage_of_scrobbles_is_the_music_time_with_a_known_length(history: History) -> None:
    history.play("2025-03-12 08:00", 3 * MINUTE, song=Song(length_ms=4 * MINUTE))
    history.play("2025-03-12 09:00", 1 * MINUTE, song=Song(title="Ballad"))
    history.play("2025-03-12 10:00", 9 * MINUTE, song=PODCAST)
    report = totals.answer(history.conn, replace(WEEK, count_as=CountAs.SCROBBLE))
    assert report.coverage == Coverage(what="track lengths", of="listening time", share=0.75)


def test_the_coverage_of_full_plays_is_the_plays_whose_end_is_known(history: History) -> None:
    history.play("2025-03-12 08:00")
    history.play("2025-03-12 09:00", verdict="unknown")
    report = totals.answer(history.conn, replace(WEEK, count_as=CountAs.FULL))
    assert report.coverage == Coverage(what="endings", of="plays", share=0.5)


def test_a_rule_that_can_judge_every_play_needs_no_coverage(history: History) -> None:
    history.play("2025-03-12 08:00")
    assert totals.answer(history.conn, WEEK).coverage is None


def test_the_definition_names_the_rule_and_what_became_of_private_plays(history: History) -> None:
    report = totals.answer(history.conn, WEEK)
    assert report.definition == (
        "Counts plays of 30 s or more (--count-as stream). All plays and time heard"
        " take in every play, however short; tracks, artists and albums have a counted play. All"
        " other statistics are about music alone. Private sessions excluded."
    )
