"""Questions about exports alone: only their data may be sent to a model."""

import pytest

from musicanalyser.report import Report
from musicanalyser.stats import STATS
from musicanalyser.stats.base.question import Question
from tests.stats.history import History, Song, asked

WEEK = asked("2025-03-10", "2025-03-17")
EXPORTED = Song(title="Aria", artist="Ada", uri="x:1")
SEEN = Song(title="Bolero", artist="Bea", uri="x:2")
_OLD = Song(title="Canon", artist="Cal", uri="x:3")
_BACK = Song(title="Dirge", artist="Cal", uri="x:4")
_UNEXPORTED = [
    *((f"2024-03-{day:02} 08:00", _OLD) for day in range(1, 21)),
    ("2025-03-05 09:00", EXPORTED),
    *((f"2025-03-12 {hour:02}:00", SEEN) for hour in range(9, 21)),
    *((f"{day} 22:00", _BACK) for day in ("2024-03-01", "2024-03-02", "2024-03-03", "2025-03-12")),
]
"""Songs that would be a forgotten favourite, an obsession, a discovery and a rediscovery."""


def _exports_only(question: Question) -> Question:
    return Question(window=question.window, today=question.today, exports_only=True)


def _all_of(report: Report) -> list[Report]:
    return [report, *(below for one in report.parts for below in _all_of(one))]


def _told(report: Report) -> object:
    return [(one.name, one.rows) for one in _all_of(report)]


@pytest.mark.parametrize("name", sorted(set(STATS) - {"coverage", "accuracy"}))
@pytest.mark.parametrize("source", ["spotify-recent", "watch", "anything"])
def test_plays_that_no_export_knows_leave_no_trace_in_any_statistic(
    name: str, source: str, history: History
) -> None:
    history.know(EXPORTED, SEEN, _OLD, _BACK)
    history.know_span("2024-01-01 00:00", "2025-03-17 00:00")
    history.play("2025-03-04 08:00", song=EXPORTED)
    history.play("2025-03-12 08:00", song=EXPORTED)
    expected = STATS[name].answer(history.conn, WEEK)
    for at, song in _UNEXPORTED:
        history.set_source(history.play(at, song=song), source)
    assert _told(STATS[name].answer(history.conn, _exports_only(WEEK))) == _told(expected)
    assert _told(STATS[name].answer(history.conn, WEEK)) != _told(expected)


@pytest.mark.parametrize("name", STATS)
@pytest.mark.parametrize("source", ["spotify-extended", "spotify-account"])
def test_plays_of_both_kinds_of_exports_take_part(name: str, source: str, history: History) -> None:
    history.know(EXPORTED)
    history.set_source(history.play("2025-03-12 08:00", song=EXPORTED), source)
    only = STATS[name].answer(history.conn, _exports_only(WEEK))
    assert _told(only) == _told(STATS[name].answer(history.conn, WEEK))


@pytest.mark.parametrize("name", sorted(set(STATS) - {"log"}))
def test_the_definition_says_so(name: str, history: History) -> None:
    history.play("2025-03-12 08:00", song=EXPORTED)
    said = "Only plays known from exports are included."
    only = STATS[name].answer(history.conn, _exports_only(WEEK))
    assert said in only.definition
    assert said not in STATS[name].answer(history.conn, WEEK).definition
