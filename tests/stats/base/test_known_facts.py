"""Every statistic that needs facts."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from itertools import count

import pytest

from musicanalyser.report import Coverage, Report
from musicanalyser.stats import STATS
from musicanalyser.stats.base.known_facts import format_percent
from tests.stats.history import MINUTE, History, asked
from tests.stats.known_songs import famous, other_id, play, released, song, sounds, tagged

WEEK = asked("2025-03-10", "2025-03-17")
TELL: dict[str, Callable[[History, str], None]] = {
    "taste": sounds,
    "genres": lambda history, title: tagged(history, title, ("rock", 1)),
    "hipster": lambda history, title: famous(history, title, popularity=50),
    "decades": lambda history, title: released(history, title, 1999),
    "tempo": sounds,
}
"""Adds the fact about a song that each statistic needs."""
ASKED = {
    "taste": "features",
    "genres": "genres",
    "hipster": "popularity",
    "decades": "releases",
    "tempo": "features",
}
STEPS_A_TICK = 100


def _all_of(report: Report) -> list[Report]:
    return [report, *report.parts]


@pytest.mark.parametrize("name", TELL)
@pytest.mark.parametrize(("minutes", "enough"), [(400, True), (399, False)])
def test_below_two_fifths_of_the_time_there_is_no_answer_but_the_way_to_one(
    name: str, minutes: int, history: History, *, enough: bool
) -> None:
    play(history, "a", minutes)
    play(history, "b", 1_000 - minutes)
    TELL[name](history, "a")
    report = STATS[name].answer(history.conn, WEEK)
    assert bool(report.rows) is bool(report.parts) is bool(report.credits) is enough
    assert report.coverage is not None
    assert report.coverage.share == minutes / 1_000
    assert report.coverage.of == "listening time"
    if not enough:
        assert report.empty == (
            "Known for 39% of your listening time; 40% are needed."
            f" Run: musicanalyser enrich {ASKED[name]}"
        )


@pytest.mark.parametrize("name", TELL)
def test_without_any_fact_nothing_is_known(name: str, history: History) -> None:
    play(history, "a", 10)
    report = STATS[name].answer(history.conn, WEEK)
    assert report.rows == ()
    assert report.empty.startswith("Known for 0% of your listening time; 40% are needed.")


@pytest.mark.parametrize("name", TELL)
def test_a_miss_is_unknown_and_no_zero(name: str, history: History) -> None:
    for title in "ab":
        play(history, title, 10)
        TELL[name](history, title)
    whole = STATS[name].answer(history.conn, WEEK)
    conn = history.conn
    conn.execute("pragma query_only = off")
    conn.execute("update facts set status = 'missing', data = null where subject in ('x:b', 'a:b')")
    half = STATS[name].answer(history.conn, WEEK)
    assert (whole.coverage and whole.coverage.share, half.coverage and half.coverage.share) == (
        1.0,
        0.5,
    )
    shown = [column.name for column in whole.columns]
    place = next(shown.index(one) for one in ("mean", "share", "score") if one in shown)
    assert [row[place] for row in half.rows] == [row[place] for row in whole.rows]


@pytest.mark.parametrize("name", TELL)
def test_what_is_known_of_one_id_holds_for_all_ids_of_the_song(name: str, history: History) -> None:
    history.play("2025-03-12 08:00", 10 * MINUTE, song=other_id("a", "x:single"))
    history.play("2025-03-12 09:00", 30 * MINUTE, song=other_id("a", "x:album"))
    history.play("2024-01-01 09:00", 30 * MINUTE, song=song("a"))
    TELL[name](history, "a")
    report = STATS[name].answer(history.conn, WEEK)
    assert report.rows
    assert report.coverage is not None
    assert report.coverage.share == 1.0


@pytest.mark.parametrize("name", TELL)
def test_private_plays_take_part_only_if_asked(name: str, history: History) -> None:
    history.play("2025-03-12 08:00", song=song("a"), private=True)
    TELL[name](history, "a")
    assert STATS[name].answer(history.conn, WEEK).rows == ()
    report = STATS[name].answer(history.conn, replace(WEEK, private=True))
    assert report.rows
    assert "Private sessions included." in report.definition


@pytest.mark.parametrize("name", TELL)
def test_music_that_did_not_sound_for_a_moment_tells_nothing(name: str, history: History) -> None:
    play(history, "a", 0)
    TELL[name](history, "a")
    report = STATS[name].answer(history.conn, WEEK)
    assert (report.rows, report.coverage) == ((), None)


@pytest.mark.parametrize("name", TELL)
def test_twice_the_time_everywhere_changes_no_share_and_no_mean(name: str) -> None:
    answers = []
    for times in (1, 2):
        with closing(History()) as one:
            for title, minutes in (("a", 10), ("b", 25), ("c", 5)):
                play(one, title, times * minutes)
                TELL[name](one, title)
            report = STATS[name].answer(one.conn, WEEK)
            places = [
                place
                for place, column in enumerate(report.columns)
                if not column.name.endswith("_ms")
            ]
            answers.append([[row[place] for place in places] for row in report.rows])
    assert answers[0] == answers[1]


@pytest.mark.parametrize("name", TELL)
def test_facts_about_what_was_not_heard_cost_little(name: str, history: History) -> None:
    play(history, "a", 10)
    famous(history, "a", popularity=1)  # or the names of all artists are searched for its own
    steps = []
    for old in (10, 500):
        for one in range(old):
            play(history, f"{old}-{one}", 1, at="2020-01-01 08:00")
            for source in ("features", "releases"):
                history.fact(source, f"x:{old}-{one}", **_FACT[source])
            famous(history, f"{old}-{one}", popularity=1)
        steps.append(_steps(history, name))
    assert steps[1] <= 1.2 * steps[0] + 10


_FACT: dict[str, dict[str, object]] = {
    "features": {"energy": 0.1, "valence": 0.1, "danceability": 0.1, "tempo": 90.0},
    "releases": {"year": 1990},
}


def _steps(history: History, name: str) -> int:
    ticks = count()
    history.conn.set_progress_handler(lambda: next(ticks) and 0, STEPS_A_TICK)
    STATS[name].answer(history.conn, WEEK)
    history.conn.set_progress_handler(None, STEPS_A_TICK)
    return next(ticks)


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0%"), (0.29, "29%"), (0.3999, "39%"), (0.4, "40%"), (1.0, "100%")],
)
def test_shares_are_told_in_whole_percent_rounded_down(share: float, words: str) -> None:
    assert format_percent(share) == words


def test_coverage_names_what_is_known(history: History) -> None:
    play(history, "a", 10)
    sounds(history, "a")
    assert STATS["taste"].answer(history.conn, WEEK).coverage == Coverage(
        what="audio features", share=1.0
    )
