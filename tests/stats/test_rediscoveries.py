from dataclasses import replace

import pytest

from musicanalyser.report import Report
from musicanalyser.stats import rediscoveries
from musicanalyser.stats.base.question import Question
from tests.stats.history import History, Song, asked, columns, day, figure, part

MARCH = asked("2025-03-01", "2025-04-01")


def _play(history: History, title: str, *days: str, artist: str = "Ada", uri: str = "") -> None:
    song = Song(title=title, artist=artist, uri=uri or f"x:{title}")
    for place, one in enumerate(days):
        history.play(f"{one} 12:{days[:place].count(one) * 5:02}", song=song)


def _answer(history: History, question: Question = MARCH, *, since: str = "2024-01-01") -> Report:
    history.know_span(f"{since} 00:00", "2025-04-01 00:00")
    return rediscoveries.answer(history.conn, question)


def _tracks(report: Report, *names: str) -> list[tuple[object, ...]]:
    return [*columns(part(report, "rediscovered-tracks"), *names)]


def test_what_is_heard_again_on_the_180th_day_is_rediscovered(history: History) -> None:
    _play(history, "day 180", *("2024-09-10",) * 3, "2025-03-09", "2025-03-20")
    _play(history, "day 179", *("2024-09-11",) * 3, "2025-03-09")
    report = _answer(history)
    assert _tracks(report, "title", "plays_before", "silent_days", "day", "plays", "kept") == [
        ("day 180", 3, 180, day("2025-03-09"), 2, True)
    ]
    assert (figure(report, "tracks"), figure(report, "tracks_kept")) == (1, 1)
    assert figure(report, "longest_silent_days") == 180


def test_fewer_than_three_plays_before_are_no_acquaintance(history: History) -> None:
    _play(history, "a", *("2024-05-01",) * 2, "2025-03-09")
    assert figure(_answer(history), "tracks") == 0


def test_an_artist_is_silent_only_if_none_of_its_tracks_is_heard(history: History) -> None:
    for artist, between in (("Ada", "2024-12-01"), ("Bert", "2023-12-01")):
        _play(history, f"{artist} old", *("2024-05-01",) * 3, "2025-03-09", artist=artist)
        _play(history, f"{artist} new", between, artist=artist)
    report = _answer(history)
    assert figure(report, "tracks") == 2
    assert columns(part(report, "rediscovered-artists"), "artist", "plays_before") == [("Bert", 4)]


def test_all_ids_of_a_song_are_one(history: History) -> None:
    _play(history, "a", *("2024-05-01",) * 3, uri="x:single")
    _play(history, "a", "2024-12-01", "2025-03-09", uri="x:album")
    assert figure(_answer(history), "tracks") == 0


@pytest.mark.parametrize("gap", ["2024-08-01", "2024-05-02", "2025-03-08"])
def test_a_silence_across_a_day_that_is_not_known_is_none(history: History, gap: str) -> None:
    _play(history, "a", *("2024-05-01",) * 3, "2025-03-09")
    history.know_span("2024-01-01 00:00", f"{gap} 00:00")
    history.conn.execute("update known_spans set until_ms = until_ms - 1")
    next_day = f"{gap[:-1]}{int(gap[-1]) + 1}"
    assert figure(_answer(history, since=next_day), "tracks") == 0


def test_a_silence_within_the_window_counts_and_of_several_the_longest(history: History) -> None:
    _play(history, "a", *("2024-01-05",) * 3, "2024-08-01", "2025-03-20")
    report = _answer(history, asked(None, "2025-04-01"))
    assert _tracks(report, "silent_days", "day", "plays_before", "plays") == [
        (231, day("2025-03-20"), 4, 1)
    ]
    year = _answer(history, asked("2024-07-01", "2025-04-01"), since="2023-12-31")
    assert _tracks(year, "silent_days", "plays_before") == [(231, 4)]


def test_plays_that_do_not_count_break_no_silence(history: History) -> None:
    _play(history, "a", *("2024-05-01",) * 3, "2025-03-09")
    history.play("2024-12-01 12:00", 20_000, song=Song(title="a", uri="x:a"))
    history.play("2024-12-02 12:00", song=Song(title="a", uri="x:a"), private=True)
    assert figure(_answer(history), "tracks") == 1
    private = _answer(history, replace(MARCH, private=True), since="2023-12-31")
    assert figure(private, "tracks") == 0


def test_both_windows_stand_side_by_side(history: History) -> None:
    _play(history, "a", *("2024-05-01",) * 3, "2025-02-10")
    _play(history, "b", *("2024-05-01",) * 3, "2025-03-10")
    report = _answer(history)
    assert report.rows == (
        ("the window", 1, 0, 0, None, 313),
        ("previous 31 days", 1, 0, 1, 0, 285),
    )


def test_the_greatest_comeback_was_heard_much_and_was_away_for_long(history: History) -> None:
    _play(history, "long", *("2024-02-01",) * 3, "2025-03-10")
    _play(history, "much", *("2024-08-01",) * 9, "2025-03-10")
    _play(history, "less", *("2024-08-01",) * 3, "2025-03-10")
    assert _tracks(_answer(history), "rank", "title") == [(1, "much"), (2, "long"), (3, "less")]


def test_a_previous_window_before_which_too_little_is_known_is_not_compared(
    history: History,
) -> None:
    _play(history, "a", *("2024-08-06",) * 3, "2025-02-10")
    for since, tracks in (("2024-08-02", 1), ("2024-08-03", None)):
        history.conn.execute("delete from known_spans")
        previous = _answer(history, since=since).rows[1]
        assert previous[0] == "previous 31 days"
        assert previous[1] == tracks
