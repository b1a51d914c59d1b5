"""Estimates are made in a copy, on request: the history keeps what is unknown."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from musicanalyser.flows.estimated_copy import with_estimates
from musicanalyser.model.evidence import HeardTime
from musicanalyser.stats import answer_question
from musicanalyser.store.rollups.audit import differing_tables
from tests.flows.histories import blank, tables
from tests.flows.recording.test_live_sources import exported
from tests.flows.recording.test_services import record, scrobbled
from tests.stats.history import columns
from tests.stats.times.test_unknown_times import QUESTION


@pytest.fixture
def conn() -> Iterator[sqlite3.Connection]:
    """A play that shows the length of its track, another scrobble of it, and two more scrobbles."""
    with closing(blank()) as opened:
        record(opened, exported("A", ended_s=300, heard_s=180, reason="trackdone"))
        record(opened, scrobbled("A", at_s=3_000, heard=HeardTime.UNKNOWN))
        record(opened, scrobbled("B", at_s=900)._replace(length_ms=120_000))
        record(opened, scrobbled("C", at_s=1_500))
        yield opened


def test_a_play_of_unknown_time_has_that_of_its_track_as_far_as_it_is_known(
    conn: sqlite3.Connection,
) -> None:
    with with_estimates(conn) as copy:
        found = copy.execute("select title, heard_ms, is_stream from v_plays order by started_ms")
        assert found.fetchall() == [
            ("Song A", 180_000, 1),
            ("Song B", 120_000, 1),
            ("Song C", None, 1),
            ("Song A", 180_000, 1),
        ]
        assert differing_tables(copy) == []


def test_the_answer_says_how_much_is_estimated(conn: sqlite3.Connection) -> None:
    with with_estimates(conn) as copy:
        report = answer_question(copy, "top-tracks", QUESTION)
    assert columns(report, "title", "heard_ms", "plays") == [
        ("Song A", 360_000, 2),
        ("Song B", 120_000, 1),
        ("Song C", None, 1),
    ]
    assert "62% of the listening time is estimated, from the lengths of tracks." in report.notes
    assert "The listening time of 1 of 4 plays is unknown; no time contains it." in report.notes
    assert "62% of time estimated" in report.caveats


def test_the_history_itself_stays_as_it_is(conn: sqlite3.Connection) -> None:
    before = tables(conn)
    with with_estimates(conn) as copy:
        assert copy is not conn
    assert tables(conn) == before


def test_a_history_in_which_all_times_are_known_is_not_copied() -> None:
    with closing(blank()) as conn:
        record(conn, exported("A", ended_s=300, heard_s=180))
        with with_estimates(conn) as copy:
            assert copy is conn
