from dataclasses import replace

import pytest

from musicanalyser.listening.definitions import CountAs
from musicanalyser.report import Coverage, Layout
from musicanalyser.stats import skips
from tests.stats.history import SECOND, History, Song, asked, column, columns, part

WEEK = asked("2025-03-10", "2025-03-17")


def _play(history: History, title: str, verdicts: str, *, week: str = "12") -> None:
    """Play a track once for each letter: f(inished), s(kipped), t (stopped), u(nknown)."""
    names = {"f": "finished", "s": "skipped", "t": "stopped", "u": "unknown"}
    for minute, letter in enumerate(verdicts):
        song = Song(title=title, artist=f"by {title}", uri=f"x:{title}")
        history.play(f"2025-03-{week} 08:{minute:02}", SECOND, song=song, verdict=names[letter])


def test_the_skip_rate_is_of_the_plays_whose_end_is_known(history: History) -> None:
    _play(history, "a", "ssftuu")
    _play(history, "a", "fffs", week="05")
    report = skips.answer(history.conn, WEEK)
    assert report.layout is Layout.FIGURES
    assert report.rows == (
        ("the window", 0.5, 2, 4, 6),
        ("previous 7 days", 0.25, 1, 4, 4),
    )
    assert report.coverage == Coverage(what="endings", of="plays", share=4 / 6)


def test_nothing_is_said_of_skips_where_no_end_is_known(history: History) -> None:
    """Account data never says why a play ended."""
    _play(history, "a", "uuu")
    report = skips.answer(history.conn, WEEK)
    assert {part.empty for part in report.parts} == {
        "Unknown: no row of this window says why a play ended."
    }


@pytest.mark.parametrize("count_as", CountAs)
def test_every_play_takes_part_whatever_counts(history: History, count_as: CountAs) -> None:
    _play(history, "a", "sf")
    report = skips.answer(history.conn, replace(WEEK, count_as=count_as))
    assert report.rows[0] == ("the window", 0.5, 1, 2, 2)


def test_without_a_known_end_the_rate_is_unknown(history: History) -> None:
    _play(history, "a", "uu")
    report = skips.answer(history.conn, WEEK)
    assert report.rows[0] == ("the window", None, None, 0, 2)
    assert [one.rows for one in report.parts] == [(), (), (), ()]
    assert report.coverage == Coverage(what="endings", of="plays", share=0.0)


def test_one_skip_of_one_play_does_not_lead_the_list(history: History) -> None:
    _play(history, "once", "s")
    _play(history, "often", "ssssssssff")
    _play(history, "never", "ffffffffff" + "fffff")
    report = skips.answer(history.conn, WEEK)
    assert columns(
        part(report, "most-skipped-tracks"), "title", "skips", "plays_known", "rate", "shrunk_rate"
    ) == [
        ("often", 8, 10, 0.8, (8 * 26 + 10 * 9) / (26 * 20)),
        ("once", 1, 1, 1.0, (1 * 26 + 10 * 9) / (26 * 11)),
    ]


def test_never_skipped_is_led_by_what_was_played_most_often(history: History) -> None:
    _play(history, "skipped", "s")
    _play(history, "b", "ff")
    _play(history, "a", "ft")
    _play(history, "often", "fffu")
    _play(history, "unknown", "uuuuu")
    report = skips.answer(history.conn, WEEK)
    assert columns(part(report, "never-skipped-tracks"), "title", "plays_known", "shrunk_rate") == [
        ("often", 3, 10 / (8 * 13)),
        ("a", 2, 10 / (8 * 12)),
        ("b", 2, 10 / (8 * 12)),
    ]


def test_equal_rates_are_ordered_by_skips_then_by_name(history: History) -> None:
    _play(history, "b", "s")
    _play(history, "a", "s")
    _play(history, "twice", "ss")
    report = skips.answer(history.conn, WEEK)
    assert columns(part(report, "most-skipped-tracks"), "title", "shrunk_rate") == [
        ("twice", 1.0),
        ("a", 1.0),
        ("b", 1.0),
    ]


def test_rates_equal_to_that_of_the_window_are_equal_to_each_other(history: History) -> None:
    _play(history, "c", "sff")
    _play(history, "b", "ssffff")
    _play(history, "a", "sssffffff")
    report = skips.answer(history.conn, WEEK)
    assert columns(part(report, "most-skipped-tracks"), "title", "shrunk_rate") == [
        ("a", 1 / 3),
        ("b", 1 / 3),
        ("c", 1 / 3),
    ]


def test_artists_gather_their_tracks(history: History) -> None:
    for title, verdict in (("a", "skipped"), ("b", "finished"), ("c", "skipped"), ("d", "stopped")):
        song = Song(title=title, artist="Bert" if title == "d" else "Ada")
        history.play("2025-03-12 08:00", song=song, verdict=verdict)
    report = skips.answer(history.conn, WEEK)
    assert columns(part(report, "most-skipped-artists"), "artist", "skips", "plays_known") == [
        ("Ada", 2, 3)
    ]
    assert columns(part(report, "never-skipped-artists"), "artist", "plays_known") == [("Bert", 1)]


def test_lists_are_cut_at_the_limit_and_say_when_they_are_empty(history: History) -> None:
    for title in "abc":
        _play(history, title, "s")
    report = skips.answer(history.conn, replace(WEEK, limit=2))
    assert column(part(report, "most-skipped-tracks"), "title") == ["a", "b"]
    never = part(report, "never-skipped-artists")
    assert (never.rows, never.empty) == ((), "Nothing went without a skip in this window.")


def test_private_plays_take_part_where_asked_only(history: History) -> None:
    history.play("2025-03-12 08:00", verdict="skipped", private=True)
    history.play("2025-03-12 09:00", verdict="finished")
    assert skips.answer(history.conn, WEEK).rows[0][1] == 0.0
    assert skips.answer(history.conn, replace(WEEK, private=True)).rows[0][1] == 0.5
