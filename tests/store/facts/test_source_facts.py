import math
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from musicanalyser.model.subject import Finding, Miss, SourceFact
from musicanalyser.store.connection import open_writing
from musicanalyser.store.facts import source_facts

A, B = "spotify:track:" + "a" * 22, "spotify:track:" + "b" * 22


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_writing(tmp_path / "history.db")) as opened:
        yield opened


def stored(conn: sqlite3.Connection) -> list[tuple[object, ...]]:
    rows = "select subject, status, fetched_ms, data from facts order by source, subject"
    return conn.execute(rows).fetchall()


def test_facts_and_misses_are_stored_with_their_moment(conn: sqlite3.Connection) -> None:
    findings: list[Finding] = [SourceFact(subject=A, data={"tempo": 1.5}), Miss(subject=B)]
    source_facts.add(conn, "features", findings, fetched_ms=7)
    assert stored(conn) == [(A, "found", 7, '{"tempo": 1.5}'), (B, "missing", 7, None)]


def test_a_fact_replaces_an_older_one(conn: sqlite3.Connection) -> None:
    source_facts.add(conn, "features", [SourceFact(subject=A, data={"tempo": 1})], fetched_ms=7)
    source_facts.add(conn, "features", [SourceFact(subject=A, data={"tempo": 2})], fetched_ms=8)
    assert stored(conn) == [(A, "found", 8, '{"tempo": 2}')]


@pytest.mark.parametrize("failed", [False, True])
def test_a_miss_never_replaces_a_fact(conn: sqlite3.Connection, *, failed: bool) -> None:
    source_facts.add(conn, "features", [SourceFact(subject=A, data={"tempo": 1})], fetched_ms=7)
    source_facts.add(conn, "features", [Miss(subject=A, failed=failed)], fetched_ms=8)
    assert stored(conn) == [(A, "found", 7, '{"tempo": 1}')]


def test_a_fact_replaces_a_miss(conn: sqlite3.Connection) -> None:
    source_facts.add(conn, "features", [Miss(subject=A)], fetched_ms=7)
    source_facts.add(conn, "features", [SourceFact(subject=A, data={})], fetched_ms=8)
    assert stored(conn) == [(A, "found", 8, "{}")]


def test_answers_are_counted_by_source_and_status(conn: sqlite3.Connection) -> None:
    source_facts.add(
        conn, "features", [SourceFact(subject=A, data={}), Miss(subject=B)], fetched_ms=7
    )
    source_facts.add(conn, "tracks", [Miss(subject=B, failed=True)], fetched_ms=7)
    assert source_facts.count_by_status(conn) == {
        "features": source_facts.StatusCounts(found=1, missing=1, error=0),
        "tracks": source_facts.StatusCounts(found=0, missing=0, error=1),
    }


def test_data_are_stored_as_readable_sorted_json(conn: sqlite3.Connection) -> None:
    fact = SourceFact(subject=A, data={"b": "Größe", "a": 1})
    source_facts.add(conn, "features", [fact], fetched_ms=7)
    assert stored(conn) == [(A, "found", 7, '{"a": 1, "b": "Größe"}')]
    with pytest.raises(ValueError, match="not JSON compliant"):
        source_facts.add(
            conn, "features", [SourceFact(subject=A, data={"a": math.nan})], fetched_ms=7
        )


def test_all_answers_of_a_source_can_be_removed(conn: sqlite3.Connection) -> None:
    source_facts.add(conn, "features", [Miss(subject=A), Miss(subject=B)], fetched_ms=7)
    source_facts.add(conn, "tracks", [Miss(subject=A)], fetched_ms=7)
    assert source_facts.remove_source(conn, "features") == 2
    assert list(source_facts.count_by_status(conn)) == ["tracks"]
