from dataclasses import replace
from datetime import date, datetime, time, timedelta
from math import log
from random import Random

import pytest

from musicanalyser.report import Report
from musicanalyser.stats import obsessions
from tests.stats.history import MINUTE, History, Song, asked, columns, day, figure, part

SPRING = asked("2025-03-01", "2025-06-01")
FIRST = date(2025, 3, 10)
HALVING = [40, *[20] * 6, *[10] * 7, *[5] * 7, *[2, 3] * 4, *[1] * 7]
"""The plays of each day of a crush that halves about every week, from its first day on."""


def _crush(history: History, plays: list[int], *, tracks: int = 1, artist: str = "Ada") -> None:
    """Play some tracks in turn, from a day on."""
    for after, count in enumerate(plays):
        for number in range(count):
            song = Song(title=f"{artist} {number % tracks}", artist=artist)
            at = FIRST + timedelta(days=after)
            history.play(f"{at} {number // 12:02}:{number % 12 * 5:02}", 4 * MINUTE, song=song)


def _answer(history: History, *, since: str = "2025-01-01", until: str = "2025-07-01") -> Report:
    history.know_span(f"{since} 00:00", f"{until} 00:00")
    return obsessions.answer(history.conn, replace(SPRING, today=day("2025-07-01")))


def test_a_crush_is_followed_for_eight_weeks_and_its_half_life_is_the_figure(
    history: History,
) -> None:
    _crush(history, HALVING)
    report = _answer(history)
    assert figure(report, "crushes") == 1
    assert figure(report, "half_life_days") == pytest.approx(7, abs=1)
    assert columns(part(report, "track-crushes"), "title", "week_plays", "later_plays") == [
        ("Ada 0", 160, 132)
    ]
    assert columns(part(report, "track-crushes"), "known_weeks", "fades") == [(8, True)]


def test_it_is_followed_beyond_the_window_but_never_beyond_now(history: History) -> None:
    _crush(history, HALVING)
    history.know_span("2025-01-01 00:00", "2025-07-01 00:00")
    later = []
    for now in ("2025-07-01", "2025-04-15", "2025-03-20"):
        now_ms = asked(None, now).window.until_ms
        question = replace(asked("2025-03-01", "2025-03-20"), today=day(now), now_ms=now_ms)
        crushes = part(obsessions.answer(history.conn, question), "track-crushes")
        later.append(columns(crushes, "later_plays", "known_weeks"))
    assert later == [[(132, 8)], [(sum(HALVING[7:36]), 29 / 7)], []]


def test_the_artist_is_followed_with_all_tracks_from_the_peak_week_of_the_greatest_on(
    history: History,
) -> None:
    _crush(history, HALVING, tracks=3)
    _crush(history, [12], artist="Bert")
    report = _answer(history)
    assert columns(part(report, "artist-crushes"), "artist", "week_plays", "later_plays") == [
        ("Ada", 160, 132),
        ("Bert", 12, 0),
    ]
    assert figure(report, "artist_crushes") == 2


def test_a_crush_that_does_not_fade_has_no_half_life(history: History) -> None:
    _crush(history, [2] * 70)
    history.know_span("2025-01-01 00:00", "2025-07-01 00:00")
    report = obsessions.answer(history.conn, asked("2025-03-01", "2025-03-17"))
    assert figure(report, "crushes") == 1
    assert figure(report, "half_life_days") is None
    assert columns(part(report, "track-crushes"), "fades", "half_life_days") == [(False, None)]


def test_days_without_knowledge_are_no_days_without_plays(history: History) -> None:
    _crush(history, [14, 7, 7, 7, 7, 7, 7])
    shown = _answer(history, since="2025-03-01", until="2025-04-10")
    assert figure(shown, "crushes") == 0
    assert figure(_answer(history, since="2025-04-20", until="2025-05-10"), "crushes") == 1


def test_of_today_too_little_is_known(history: History) -> None:
    _crush(history, [14])
    history.know_span("2025-03-01 00:00", "2025-07-01 00:00")
    crushes = [
        figure(obsessions.answer(history.conn, replace(SPRING, today=FIRST + one)), "crushes")
        for one in (timedelta(days=34), timedelta(days=35))
    ]
    assert crushes == [0, 1]


def test_a_compilation_is_no_crush_on_an_artist(history: History) -> None:
    _crush(history, HALVING, artist="Various Artists")
    report = _answer(history)
    assert (figure(report, "crushes"), figure(report, "artist_crushes")) == (1, 0)


@pytest.mark.parametrize("seed", range(3))
def test_a_planted_half_life_of_eleven_days_is_the_figure(history: History, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    for number in range(12):
        at = FIRST + timedelta(days=2 * number)
        for _ in range(80):
            late = timedelta(days=chance.expovariate(log(2) / 11))
            song = Song(title=f"Song {number}", artist=f"Artist {number % 4}")
            moment = datetime.combine(at, time.min) + late
            history.play(f"{moment:%Y-%m-%d %H:%M}", song=song)
    report = _answer(history)
    assert figure(report, "crushes") == 12
    assert figure(report, "half_life_days") == pytest.approx(11, abs=2)
