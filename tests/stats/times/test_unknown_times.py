"""A time that nobody knows is unknown in every answer, never 0, and the answer says so."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from musicanalyser.flows.local_days import update_local_days_in_transaction
from musicanalyser.model.evidence import HeardTime
from musicanalyser.report import ColumnKind, Report
from musicanalyser.stats import STATS, answer_question
from musicanalyser.stats.entities.entity import EntityKind, find_entity
from musicanalyser.stats.entities.find import find
from musicanalyser.stats.entities.why import explain
from musicanalyser.stats.pages import answer_page
from musicanalyser.store.connection import transaction
from tests.flows.histories import ZONE, blank
from tests.flows.players import START_MS
from tests.flows.recording.test_live_sources import exported
from tests.flows.recording.test_services import record, scrobbled
from tests.stats.history import asked, columns, figure

DAY = datetime.fromtimestamp(START_MS / 1000, UTC)
QUESTION = asked(f"{DAY:%Y-%m-%d}", f"{DAY:%Y-%m-}{DAY.day + 1:02}", ZONE)
NOTE = "The listening time of 2 of 3 plays is unknown; no time contains it."
CLAUSE = "time of 2 plays unknown"


@pytest.fixture
def conn() -> Iterator[sqlite3.Connection]:
    """A day with one play of a known time, and two of a scrobbler."""
    with closing(blank()) as opened:
        with transaction(opened):
            update_local_days_in_transaction(opened, ZONE)
        record(opened, exported("A", ended_s=300, heard_s=100))
        record(opened, scrobbled("B", at_s=900), scrobbled("B", at_s=1_500))
        yield opened


def test_a_list_has_no_time_where_none_is_known(conn: sqlite3.Connection) -> None:
    report = answer_question(conn, "top-tracks", QUESTION)
    assert columns(report, "title", "heard_ms", "plays", "share") == [
        ("Song A", 100_000, 1, 1.0),
        ("Song B", None, 2, None),
    ]
    assert NOTE in report.notes
    assert CLAUSE in report.caveats


def test_a_sum_holds_what_is_known_and_says_what_is_not(conn: sqlite3.Connection) -> None:
    report = answer_question(conn, "overview", QUESTION)
    assert figure(report, "heard_ms") == 100_000
    assert figure(report, "plays") == 3
    assert NOTE in report.notes


def _shows_time(report: Report) -> bool:
    kinds = {column.kind for column in report.columns}
    return bool(kinds & {ColumnKind.DURATION, ColumnKind.SHARE}) or any(
        map(_shows_time, report.parts)
    )


@pytest.mark.parametrize("name", STATS)
def test_every_statistic_by_time_says_how_many_times_are_unknown(
    name: str, conn: sqlite3.Connection
) -> None:
    report = answer_question(conn, name, QUESTION)
    assert (NOTE in report.notes) is _shows_time(report)


def test_without_other_services_nothing_is_said() -> None:
    with closing(blank()) as conn:
        with transaction(conn):
            update_local_days_in_transaction(conn, ZONE)
        record(conn, exported("A", ended_s=300, heard_s=100))
        report = answer_question(conn, "overview", QUESTION)
        assert not any("unknown; no time" in note for note in report.notes)


def test_the_log_has_neither_a_time_nor_a_share(conn: sqlite3.Connection) -> None:
    found = columns(answer_question(conn, "log", QUESTION), "heard_ms", "share_heard", "verdict")
    assert found[1:] == [(None, None, "unknown")] * 2


def test_why_says_that_the_time_is_unknown(conn: sqlite3.Connection) -> None:
    record(conn, scrobbled("B", at_s=2_500, heard=HeardTime.UNKNOWN))
    entity = find_entity(conn, "Song B", kinds=(EntityKind.TRACK,))
    report = explain(conn, replace(QUESTION, track_ids=entity.track_ids(conn)), entity)
    assert columns(report, "plays_are", "why", "plays", "heard_ms") == [
        ("counted", "stream", 2, None),
        ("not counted", "how long it was heard is unknown", 1, None),
    ]


def test_a_page_has_no_time_either(conn: sqlite3.Connection) -> None:
    report = answer_page(conn, QUESTION, find_entity(conn, "Song B", kinds=(EntityKind.TRACK,)))
    assert figure(report, "heard_ms") is None
    assert figure(report, "plays") == 2
    assert "The listening time of 2 of 2 plays is unknown; no time contains it." in report.notes


def test_names_that_are_found_have_no_time_of_0_either(conn: sqlite3.Connection) -> None:
    found = find(conn, QUESTION, "B")
    assert columns(found, "kind", "heard_ms", "plays")[0] == ("track", None, 2)
    assert NOTE in found.notes
