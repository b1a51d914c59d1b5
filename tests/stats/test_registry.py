import re
from dataclasses import replace
from pathlib import Path

import pytest

from musicanalyser import stats
from musicanalyser.listening.definitions import CountAs
from musicanalyser.report import ColumnKind, Layout, Report
from musicanalyser.stats import STATS
from tests.stats.history import History, Song, asked

WEEK = asked("2025-03-10", "2025-03-17")
_KNOWN = Song(uri="x:1")
_PODCAST = Song(title="One", artist="Talk", album=None, uri="spotify:episode:1", kind="podcast")


_WORDED_NUMBER = re.compile(r"[-+−]?[\d.,]+( ?%| pp| h| min| s)?|=")  # noqa: RUF001 - a minus sign


def _all_of(report: Report) -> list[Report]:
    return [report, *(below for one in report.parts for below in _all_of(one))]


def test_the_modules_of_the_room_are_the_registered_statistics() -> None:
    modules = {path.stem for path in Path(stats.__path__[0]).glob("*.py")} - {"__init__"}
    assert {name.replace("-", "_") for name in STATS} == modules


def test_names_on_the_command_line_are_those_of_the_modules() -> None:
    assert {name: getattr(module, "__name__", "") for name, module in STATS.items()} == {
        name: f"musicanalyser.stats.{name.replace('-', '_')}" for name in STATS
    }


@pytest.mark.parametrize("name", STATS)
def test_every_statistic_says_in_a_sentence_what_it_tells(name: str) -> None:
    assert STATS[name].ABOUT.endswith(".")


@pytest.mark.parametrize("name", STATS)
def test_every_answer_bears_its_name_and_names_its_window_and_definition(
    name: str, history: History
) -> None:
    history.play("2025-03-12 08:00", song=_KNOWN)
    history.know(_KNOWN)
    answer = STATS[name].answer(history.conn, WEEK)
    assert answer.name == name
    for report in _all_of(answer):
        assert report.span is not None
        assert report.span.until == WEEK.window.until
        is_of_a_year = name == "overview" and report.name in {"calendar", "streaks"}
        assert (report.span.since == WEEK.window.since) is not is_of_a_year
        assert report.span.timezone == "Europe/Berlin"
        assert report.definition.endswith(".")


@pytest.mark.parametrize("name", STATS)
def test_every_row_has_a_value_for_every_column(name: str, history: History) -> None:
    history.play("2025-03-12 08:00", song=_KNOWN)
    history.know(_KNOWN)
    for origin in ("spotify-extended", "spotify-player"):
        history.know_span("2025-03-10 00:00", "2025-03-17 00:00", origin=origin)
    answer = STATS[name].answer(history.conn, WEEK)
    assert answer.rows
    for report in _all_of(answer):
        names = [column.name for column in report.columns]
        assert len(set(names)) == len(names)
        assert {len(row) for row in report.rows} <= {len(names)}


@pytest.mark.parametrize("name", STATS)
def test_durations_and_nothing_else_end_in_ms(name: str, history: History) -> None:
    history.play("2025-03-12 08:00", song=_KNOWN)
    history.know(_KNOWN)
    for report in _all_of(STATS[name].answer(history.conn, WEEK)):
        for column in report.columns:
            is_duration = column.kind in {ColumnKind.DURATION, ColumnKind.LENGTH}
            assert is_duration == column.name.endswith("_ms")


@pytest.mark.parametrize("name", STATS)
def test_numbers_are_numbers_and_not_words(name: str, history: History) -> None:
    other = Song(title="Ballad", uri="x:2")
    history.know(_KNOWN, other)
    for day, song in (("05", _KNOWN), ("12", other), ("13", _KNOWN), ("14", other)):
        history.play(f"2025-03-{day} 08:00", song=song)
    for report in _all_of(STATS[name].answer(history.conn, WEEK)):
        for row in report.rows:
            labels = 2 if report.layout is Layout.GRID else 0  # a matrix is labelled with words
            for value in row[labels:]:
                assert not (isinstance(value, str) and _WORDED_NUMBER.fullmatch(value))


@pytest.mark.parametrize("name", STATS)
def test_an_empty_history_has_no_rows_and_says_how_to_fill_it(name: str, history: History) -> None:
    answer = STATS[name].answer(history.conn, WEEK)
    assert (answer.rows, answer.parts) == ((), ())
    assert answer.empty == "The history is empty. Fill it with: musicanalyser import PATH"


@pytest.mark.parametrize("name", STATS)
def test_an_empty_history_of_all_time_has_no_rows_either(name: str, history: History) -> None:
    answer = STATS[name].answer(history.conn, asked(None, "2025-03-17"))
    assert (answer.rows, answer.parts) == ((), ())


_WHAT = {
    "log": "plays",
    "totals": "plays",
    "coverage": "known day",
    "accuracy": "play that both watch and an extended history know",
}


@pytest.mark.parametrize("count_as", CountAs)
@pytest.mark.parametrize("name", STATS)
def test_an_empty_window_has_no_rows_and_points_to_all_of_the_history(
    name: str, count_as: CountAs, history: History
) -> None:
    history.play("2024-01-01 08:00")
    answer = STATS[name].answer(history.conn, replace(WEEK, count_as=count_as))
    assert (answer.rows, answer.parts) == ((), ())
    assert answer.coverage is None
    what = _WHAT.get(name, "music")
    assert answer.empty == f"No {what} in this window. Try --all."


@pytest.mark.parametrize("name", sorted(set(STATS) - {"log", "totals"}))
def test_podcasts_are_not_music(name: str, history: History) -> None:
    history.play("2025-03-12 08:00", song=_PODCAST)
    assert STATS[name].answer(history.conn, WEEK).rows == ()
