"""A time that nobody knows is unknown in every answer, never 0, and the answer says so."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from musicanalyser.flows.local_days import update_local_days_in_transaction
from musicanalyser.listening.definitions import CountAs
from musicanalyser.model.evidence import HeardTime
from musicanalyser.report import ColumnKind, Report
from musicanalyser.stats import STATS, answer_question
from musicanalyser.stats.base.question import RankBy
from musicanalyser.stats.entities.entity import EntityKind, find_entity
from musicanalyser.stats.entities.find import find
from musicanalyser.stats.entities.why import explain
from musicanalyser.stats.pages import answer_page
from musicanalyser.store.connection import transaction
from tests.flows.histories import ZONE, blank
from tests.flows.players import START_MS
from tests.flows.recording.test_live_sources import exported
from tests.flows.recording.test_services import record, scrobbled
from tests.stats.history import asked, column, columns, figure, part

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


UNKNOWN_DAY = replace(QUESTION, window=asked("2001-03-05", "2001-03-06", ZONE).window)
"""A day long before the others, with plays of a service that does not say how long they were."""
EARLIER_S = (datetime(2001, 3, 5, 12, tzinfo=UTC).timestamp() * 1000 - START_MS) / 1000


@pytest.fixture
def before(conn: sqlite3.Connection) -> sqlite3.Connection:
    """Return the same history, with a play of an unknown time that only the rule `any` counts."""
    record(conn, scrobbled("B", at_s=EARLIER_S, heard=HeardTime.UNKNOWN))
    return conn


def test_the_time_of_plays_that_do_not_count_is_unknown_too(before: sqlite3.Connection) -> None:
    report = answer_question(before, "totals", UNKNOWN_DAY)
    assert columns(report, "heard_ms", "plays", "all_plays") == [(None, 0, 1)]
    assert figure(answer_question(before, "overview", UNKNOWN_DAY), "heard_ms") is None


@pytest.mark.parametrize("name", ["clock", "heatmap", "calendar", "trend", "on-this-day"])
def test_no_hour_and_no_day_has_a_time_of_0(name: str, before: sqlite3.Connection) -> None:
    report = answer_question(before, name, UNKNOWN_DAY)
    assert report.rows
    assert not any(column(report, "heard_ms"))
    assert 0 not in column(report, "heard_ms")


def test_the_mean_of_unknown_times_is_unknown(before: sqlite3.Connection) -> None:
    listed = replace(UNKNOWN_DAY, count_as=CountAs.ANY)
    found = part(answer_question(before, "calendar", listed), "weekdays")
    assert [time for (time, plays) in columns(found, "mean_ms", "mean_plays") if plays] == [None]


def test_a_page_of_unknown_times_has_no_rank_by_time_and_no_biggest_day(
    before: sqlite3.Connection,
) -> None:
    entity = find_entity(before, "Song B", kinds=(EntityKind.TRACK,))
    page = answer_page(before, UNKNOWN_DAY, entity)
    assert columns(page, "heard_ms", "rank") == [(None, None)] * len(page.rows)
    assert column(part(page, "ranks-by-year"), "rank") == [None]
    assert column(part(page, "days"), "biggest_day")[0] is None
    assert 0 not in column(part(page, "hours"), "heard_ms")


def test_a_page_ranks_by_plays_only_what_counts(before: sqlite3.Connection) -> None:
    entity = find_entity(before, "Song B", kinds=(EntityKind.TRACK,))
    by_plays = replace(UNKNOWN_DAY, rank_by=RankBy.PLAYS)
    ranks = column(part(answer_page(before, by_plays, entity), "ranks-by-year"), "rank")
    assert ranks == [None]
    counted = replace(by_plays, count_as=CountAs.ANY)
    ranks = column(part(answer_page(before, counted, entity), "ranks-by-year"), "rank")
    assert ranks == [1]


def test_a_session_of_unknown_times_has_no_length_of_0(before: sqlite3.Connection) -> None:
    sessions = part(answer_question(before, "sessions", UNKNOWN_DAY), "longest-sessions")
    assert columns(sessions, "length_ms", "heard_ms", "plays") == [(None, None, 0)]


def test_a_play_of_unknown_time_ends_a_silence(conn: sqlite3.Connection) -> None:
    for day in range(1, 10):
        record(conn, scrobbled("C", at_s=86_400 * day))
    for day, heard in ((0, HeardTime.LISTED), (3, HeardTime.UNKNOWN), (9, HeardTime.LISTED)):
        record(conn, scrobbled("D", at_s=86_400 * day + 3_600, heard=heard))
    entity = find_entity(conn, "Song D", kinds=(EntityKind.TRACK,))
    ten_days = asked(f"{DAY:%Y-%m-%d}", f"{DAY + timedelta(days=12):%Y-%m-%d}", ZONE)
    days = part(answer_page(conn, ten_days, entity), "days")
    assert column(days, "silence_days")[0] == 5
