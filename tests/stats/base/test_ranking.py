from dataclasses import replace

import pytest

from musicanalyser.listening.definitions import CountAs
from musicanalyser.report import Coverage, RankChange, Report
from musicanalyser.stats import top_albums, top_artists, top_tracks
from musicanalyser.stats.base.question import RankBy
from tests.stats.history import MINUTE, SECOND, History, Song, asked, column, columns, day

WEEK = asked("2025-03-10", "2025-03-17")
ARIA = Song(title="Aria", artist="Ada", album="Debut")
BALLAD = Song(title="Ballad", artist="Ada", album="Debut")
CANON = Song(title="Canon", artist="Bert", album="Late")


def _shown(report: Report) -> list[str]:
    return [one.name for one in report.columns if not one.detail]


def test_tracks_are_ranked_by_time_heard(history: History) -> None:
    history.play("2025-03-12 08:00", 2 * MINUTE, song=ARIA)
    history.play("2025-03-12 09:00", 1 * MINUTE, song=BALLAD)
    history.play("2025-03-13 09:00", 1 * MINUTE, song=BALLAD)
    history.play("2025-03-12 10:00", 4 * MINUTE, song=CANON)
    report = top_tracks.answer(history.conn, WEEK)
    assert columns(report, "rank", "title", "artist", "heard_ms", "plays", "share") == [
        (1, "Canon", "Bert", 240_000, 1, 0.5),
        (2, "Ballad", "Ada", 120_000, 2, 0.25),
        (3, "Aria", "Ada", 120_000, 1, 0.25),
    ]
    assert columns(report, "first_day", "last_day")[1] == (day("2025-03-12"), day("2025-03-13"))
    assert "Ranked by time heard." in report.definition


def test_tracks_are_ranked_by_counted_plays_where_asked(history: History) -> None:
    history.play("2025-03-12 08:00", 9 * MINUTE, song=ARIA)
    for hour in range(10, 12):
        history.play(f"2025-03-12 {hour}:00", 1 * MINUTE, song=BALLAD)
    for hour in range(10, 20):
        history.play(f"2025-03-13 {hour}:00", 1 * SECOND, song=ARIA)
    report = top_tracks.answer(history.conn, replace(WEEK, rank_by=RankBy.PLAYS))
    assert columns(report, "title", "plays") == [("Ballad", 2), ("Aria", 1)]
    assert "Ranked by counted plays." in report.definition


def test_equal_plays_are_ranked_by_time_heard(history: History) -> None:
    history.play("2025-03-12 08:00", 1 * MINUTE, song=ARIA)
    history.play("2025-03-12 09:00", 2 * MINUTE, song=BALLAD)
    report = top_tracks.answer(history.conn, replace(WEEK, rank_by=RankBy.PLAYS))
    assert column(report, "title") == ["Ballad", "Aria"]


@pytest.mark.parametrize("rank_by", RankBy)
def test_ties_are_broken_by_name_then_by_artist(history: History, rank_by: RankBy) -> None:
    for title, artist in (("b", "a"), ("a", "c"), (None, "a"), ("a", "b"), ("B", "a"), ("a", None)):
        song = Song(title=title, artist=artist, uri=f"spotify:track:{title}{artist}")
        history.play("2025-03-12 08:00", song=replace(song, album=artist))
    report = top_tracks.answer(history.conn, replace(WEEK, rank_by=rank_by))
    # "B" and "b" are one track; it shows as the one whose address is later in the alphabet
    assert columns(report, "title", "artist") == [
        ("b", "a"),
        ("a", "b"),
        ("a", "c"),
        ("a", None),
        (None, "a"),
    ]


def test_a_list_holds_what_has_a_counted_play(history: History) -> None:
    history.play("2025-03-12 08:00", 30 * SECOND, song=ARIA)
    for hour in range(10, 20):
        history.play(f"2025-03-12 {hour}:00", 29 * SECOND, song=CANON)
    assert column(top_tracks.answer(history.conn, WEEK), "title") == ["Aria"]
    report = top_tracks.answer(history.conn, replace(WEEK, count_as=CountAs.ANY))
    assert column(report, "title") == ["Canon", "Aria"]


def test_the_share_is_of_all_music_time_in_the_window(history: History) -> None:
    history.play("2025-03-12 08:00", 45 * SECOND, song=ARIA)
    history.play("2025-03-12 09:00", 15 * SECOND, song=CANON)
    assert column(top_tracks.answer(history.conn, WEEK), "share") == [0.75]


def test_a_list_is_cut_at_its_limit(history: History) -> None:
    for title in "abcdef":
        history.play("2025-03-12 08:00", song=Song(title=title))
    report = top_tracks.answer(history.conn, replace(WEEK, limit=2))
    assert column(report, "title") == ["a", "b"]


def test_private_plays_take_part_where_asked_only(history: History) -> None:
    history.play("2025-03-12 08:00", song=ARIA, private=True)
    assert top_tracks.answer(history.conn, WEEK).rows == ()
    report = top_tracks.answer(history.conn, replace(WEEK, private=True))
    assert column(report, "title") == ["Aria"]


def test_a_track_goes_by_the_names_it_had_when_heard_last_in_the_window(history: History) -> None:
    history.play("2025-03-12 08:00", song=replace(ARIA, uri="x:1", album="Single"))
    history.play("2025-03-14 08:00", 1, song=replace(ARIA, uri="x:2", title="ARIA", artist="ADA"))
    history.play("2025-03-13 08:00", song=replace(ARIA, uri="x:3", title="aria", album="Hits"))
    history.play("2025-03-20 08:00", song=replace(ARIA, uri="x:4", title="aRIA"))
    report = top_tracks.answer(history.conn, WEEK)
    assert columns(report, "title", "artist", "album", "uri", "plays") == [
        ("ARIA", "ADA", "Debut", "x:2", 2)
    ]
    assert column(top_artists.answer(history.conn, WEEK), "artist") == ["ADA"]


def test_the_last_play_of_an_address_tells_not_its_first(history: History) -> None:
    for date, uri in (("11", "x:1"), ("12", "x:2"), ("13", "x:1")):
        history.play(f"2025-03-{date} 08:00", song=replace(ARIA, uri=uri, album=uri))
    report = top_tracks.answer(history.conn, WEEK)
    assert columns(report, "album", "plays") == [("x:1", 3)]


def test_artists_gather_their_tracks(history: History) -> None:
    history.play("2025-03-12 08:00", 2 * MINUTE, song=ARIA)
    history.play("2025-03-12 09:00", 2 * MINUTE, song=BALLAD)
    history.play("2025-03-12 10:00", 3 * MINUTE, song=CANON)
    report = top_artists.answer(history.conn, WEEK)
    assert report.title == "Top artists"
    assert columns(report, "rank", "artist", "heard_ms", "plays") == [
        (1, "Ada", 240_000, 2),
        (2, "Bert", 180_000, 1),
    ]


def test_albums_gather_their_tracks_and_are_their_artist_s(history: History) -> None:
    history.play("2025-03-12 08:00", 2 * MINUTE, song=ARIA)
    history.play("2025-03-12 09:00", 2 * MINUTE, song=BALLAD)
    history.play("2025-03-12 10:00", 3 * MINUTE, song=replace(CANON, album="Debut"))
    report = top_albums.answer(history.conn, WEEK)
    assert columns(report, "rank", "album", "artist", "heard_ms", "plays") == [
        (1, "Debut", "Ada", 240_000, 2),
        (2, "Debut", "Bert", 180_000, 1),
    ]


def test_plays_that_name_no_album_are_no_album_and_lower_the_coverage(history: History) -> None:
    history.play("2025-03-12 08:00", 3 * MINUTE, song=ARIA)
    history.play("2025-03-12 09:00", 1 * MINUTE, song=replace(BALLAD, album=None))
    report = top_albums.answer(history.conn, WEEK)
    assert columns(report, "album", "share") == [("Debut", 0.75)]
    assert report.coverage == Coverage(what="albums", share=0.75)


def test_plays_that_name_no_artist_are_no_artist_and_lower_the_coverage(history: History) -> None:
    history.play("2025-03-12 08:00", song=ARIA)
    history.play("2025-03-12 09:00", song=replace(BALLAD, artist=None))
    report = top_artists.answer(history.conn, WEEK)
    assert column(report, "artist") == ["Ada"]
    assert report.coverage == Coverage(what="artists", share=0.5)


def test_a_track_without_a_title_is_listed_as_unknown(history: History) -> None:
    history.play("2025-03-12 08:00", song=Song(title=None, artist=None, album=None, uri="x:1"))
    report = top_tracks.answer(history.conn, WEEK)
    assert columns(report, "rank", "title", "artist", "uri") == [(1, None, None, "x:1")]
    assert report.coverage == Coverage(what="tracks", share=0.0)


def test_a_name_may_be_empty_and_is_then_known(history: History) -> None:
    history.play("2025-03-12 08:00", song=Song(title="", uri="x:1"))
    history.play("2025-03-12 09:00", song=Song(title=None, uri="x:2"))
    coverage = top_tracks.answer(history.conn, WEEK).coverage
    assert coverage == Coverage(what="tracks", share=0.5)


def test_a_change_of_rank_is_against_the_window_before(history: History) -> None:
    for week, order in (("03", (ARIA, CANON, BALLAD)), ("10", (BALLAD, ARIA, Song(title="New")))):
        for minutes, song in zip((9, 5, 2), order, strict=True):
            history.play(f"2025-03-{week} 08:00", minutes * MINUTE, song=song)
    report = top_tracks.answer(history.conn, WEEK)
    assert columns(report, "rank", "title", "change", "previous_rank", "new_entry") == [
        (1, "Ballad", 2, 3, False),
        (2, "Aria", -1, 1, False),
        (3, "New", RankChange.NEW_ENTRY, None, True),
    ]
    assert "change" in _shown(report)


def test_a_rank_that_stays_has_changed_by_zero(history: History) -> None:
    history.play("2025-03-03 08:00", song=ARIA)
    history.play("2025-03-10 08:00", song=ARIA)
    assert column(top_tracks.answer(history.conn, WEEK), "change") == [0]


def test_without_music_in_the_window_before_no_change_is_shown(history: History) -> None:
    history.play("2025-03-10 08:00", song=ARIA)
    report = top_tracks.answer(history.conn, WEEK)
    assert columns(report, "change", "previous_rank", "new_entry") == [(None, None, None)]
    assert "change" not in _shown(report)


def test_all_time_has_no_window_before(history: History) -> None:
    history.play("2025-03-03 08:00", song=ARIA)
    history.play("2025-03-10 08:00", song=ARIA)
    report = top_tracks.answer(history.conn, asked(None, "2025-03-17"))
    assert columns(report, "plays", "change") == [(2, None)]


def test_the_coverage_of_a_rule_goes_before_that_of_names(history: History) -> None:
    history.play("2025-03-12 08:00", song=ARIA, verdict="finished")
    report = top_tracks.answer(history.conn, replace(WEEK, count_as=CountAs.FULL))
    assert report.coverage == Coverage(what="endings", of="plays", share=1.0)


def test_where_everything_has_a_name_the_answer_rests_on_everything(history: History) -> None:
    history.play("2025-03-12 08:00", song=ARIA)
    assert top_albums.answer(history.conn, WEEK).coverage is None
