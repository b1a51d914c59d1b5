"""Properties of answers for any history and any window."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.listening.definitions import CountAs
from musicanalyser.report import Report
from musicanalyser.stats import (
    discoveries,
    heatmap,
    overview,
    sessions,
    streaks,
    top_tracks,
    totals,
)
from musicanalyser.stats.base.question import Question
from musicanalyser.timespan import Window, from_ms, start_of_day, to_ms
from tests.stats.history import BERLIN, HOUR, MINUTE, History, Song, column, figure, part

FIRST_MS = to_ms(datetime(2025, 3, 25, tzinfo=BERLIN))  # the clock changes on the 30th
DAYS = 10
SONGS = [
    Song(title=title, artist=artist, uri=f"x:{title}{artist}", length_ms=length_ms)
    for title, artist, length_ms in (
        ("a", "Ada", 3 * MINUTE),
        ("A", "ada", None),
        ("b", "Ada", 20_000),
        ("c", "Bert", 9 * MINUTE),
    )
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    started_ms: int
    heard_ms: int
    paused_ms: int
    song: Song
    verdict: str
    private: bool


PLAYED = st.builds(
    Played,
    started_ms=st.integers(0, DAYS * 24 * 6).map(lambda tenth: FIRST_MS + tenth * 10 * MINUTE),
    heard_ms=st.sampled_from([0, 29_999, 30_000, 2 * MINUTE, 4 * MINUTE, 20 * MINUTE]),
    paused_ms=st.sampled_from([0, 0, 0, MINUTE, 5 * HOUR]),
    song=st.sampled_from(SONGS),
    verdict=st.sampled_from(["finished", "skipped", "stopped", "unknown"]),
    private=st.sampled_from([False, False, True]),
)
HISTORIES = st.lists(PLAYED, max_size=25)
MOMENTS = st.integers(0, DAYS * 24).map(lambda hour: from_ms(FIRST_MS + hour * HOUR, BERLIN))
WINDOWS = st.lists(MOMENTS, min_size=3, max_size=3, unique=True).map(sorted)
RULES = st.sampled_from(CountAs)

quickly = settings(max_examples=40, deadline=None)


def _asked(since: datetime | None, until: datetime, count_as: CountAs) -> Question:
    window = Window(label="", since=since, until=until, zone=BERLIN)
    return Question(window=window, today=until.date(), count_as=count_as, limit=100)


def _answers(
    played: list[Played], question: Question, answer: Callable[..., Report], *windows: Window
) -> list[Report]:
    with closing(History()) as history:
        for one in played:
            history.play_at(
                one.started_ms,
                one.heard_ms,
                song=one.song,
                ended_ms=one.started_ms + one.heard_ms + one.paused_ms,
                verdict=one.verdict,
                private=one.private,
            )
        return [answer(history.conn, replace(question, window=window)) for window in windows]


def _halves(question: Question, middle: datetime) -> tuple[Window, Window, Window]:
    whole = question.window
    return whole, replace(whole, until=middle), replace(whole, since=middle)


def _sum(report: Report, name: str) -> int:
    return sum(value for value in column(report, name) if isinstance(value, int))


@quickly
@given(HISTORIES, WINDOWS, RULES)
def test_two_halves_of_a_window_add_up_to_the_whole(
    played: list[Played], moments: list[datetime], count_as: CountAs
) -> None:
    since, middle, until = moments
    question = _asked(since, until, count_as)
    for answer, names in (
        (totals.answer, ("heard_ms", "plays", "all_plays")),
        (heatmap.answer, ("heard_ms", "plays")),
    ):
        whole, *halves = _answers(played, question, answer, *_halves(question, middle))
        for name in names:
            assert _sum(whole, name) == sum(_sum(half, name) for half in halves)


@quickly
@given(HISTORIES, WINDOWS, RULES)
def test_a_session_or_discovery_lies_in_one_half_of_a_window(
    played: list[Played], moments: list[datetime], count_as: CountAs
) -> None:
    since, middle, until = moments
    question = _asked(since, until, count_as)
    for answer, name in (
        (sessions.answer, "sessions"),
        (discoveries.answer, "tracks"),
        (discoveries.answer, "artists"),
        (discoveries.answer, "albums"),
    ):
        counts = [
            (figure(report, name) or 0) if report.rows else 0
            for report in _answers(played, question, answer, *_halves(question, middle))
        ]
        assert counts[0] == sum(int(str(count)) for count in counts[1:])


@quickly
@given(HISTORIES, WINDOWS, RULES)
def test_the_sessions_of_a_window_are_those_of_all_time_that_started_in_it(
    played: list[Played], moments: list[datetime], count_as: CountAs
) -> None:
    since, _, until = moments
    window = Window(label="", since=since, until=until, zone=BERLIN)
    everything = replace(window, since=None, until=from_ms(FIRST_MS + 2 * DAYS * 24 * HOUR, BERLIN))
    question = _asked(since, until, count_as)
    some, every = (
        part(report, "longest-sessions").rows if report.parts else ()
        for report in _answers(played, question, sessions.answer, window, everything)
    )
    assert some == tuple(row for row in every if since <= _moment(row[0]) < until)


@quickly
@given(HISTORIES, WINDOWS, RULES)
def test_the_figures_of_the_overview_are_those_of_the_statistics(
    played: list[Played], moments: list[datetime], count_as: CountAs
) -> None:
    since, _, until = moments
    question = _asked(since, until, count_as)
    everything = _asked(None, until, count_as)
    for one in (question, everything):
        (report,) = _answers(played, one, overview.answer, one.window)
        (tracks,) = _answers(played, one, top_tracks.answer, one.window)
        (cells,) = _answers(played, one, heatmap.answer, one.window)
        if report.rows:
            assert figure(report, "tracks") == len(tracks.rows)
            assert figure(report, "plays") == _sum(tracks, "plays") == _sum(cells, "plays")
            assert figure(report, "heard_ms") == _sum(cells, "heard_ms")


@quickly
@given(st.sets(st.integers(0, 12)), st.integers(0, 12))
def test_the_current_streak_is_what_counting_back_on_a_calendar_gives(
    active: set[int], today: int
) -> None:
    first = date(2025, 3, 24)
    days = {first + timedelta(days=one) for one in active}
    played = [
        Played(
            started_ms=to_ms(start_of_day(day, BERLIN)),
            heard_ms=MINUTE,
            paused_ms=0,
            song=SONGS[0],
            verdict="finished",
            private=False,
        )
        for day in days
    ]
    now = first + timedelta(days=today)
    question = replace(_asked(None, start_of_day(date(2025, 5, 1), BERLIN), CountAs.ANY), today=now)
    (report,) = _answers(played, question, streaks.answer, question.window)
    day = now if now in days else now - timedelta(days=1)
    streak = 0
    while day in days:
        streak, day = streak + 1, day - timedelta(days=1)
    assert not played or figure(report, "current_streak_days") == streak


def _moment(value: object) -> datetime:
    assert isinstance(value, datetime)
    return value
