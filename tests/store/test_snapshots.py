import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path

import pytest

from musicanalyser.store.connection import open_writing
from musicanalyser.store.snapshots import (
    Snapshot,
    add_snapshot,
    find_latest,
    find_snapshot,
    list_snapshots,
    remove_snapshot,
)

ONE = Snapshot(
    created_ms=1_750_000_000_000,
    fingerprint="f1",
    label="the last 90 days",
    since_ms=1_742_000_000_000,
    until_ms=1_749_999_999_999,
    timezone="Europe/Vienna",
    definition="A play counts.",
    covered="plays whose end is known",
    coverage=0.83,
    tone="medium",
    language="de",
    provider="gemini",
    model="gemini-3.8-flash",
    seed=None,
    prompt_version="1",
    prompt_sha256="ab" * 32,
    tokens_in=1200,
    tokens_out=340,
    latency_ms=2100,
    facts='[{"id": "F1"}]',
    persona='{"name": "Die Nachteule", "tagline": "Schläft nie."}',
)
UNKNOWN = replace(
    ONE,
    since_ms=None,
    covered=None,
    coverage=None,
    provider="offline",
    model=None,
    seed=7,
    prompt_sha256=None,
    tokens_in=None,
    tokens_out=None,
    latency_ms=None,
)


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_writing(tmp_path / "history.db")) as conn:
        yield conn


@pytest.mark.parametrize("snapshot", [ONE, UNKNOWN], ids=["full", "unknown"])
def test_a_snapshot_comes_back_as_it_was_kept(conn: sqlite3.Connection, snapshot: Snapshot) -> None:
    kept = replace(snapshot, id=add_snapshot(conn, snapshot))
    assert find_snapshot(conn, kept.id) == kept
    assert list_snapshots(conn) == [kept]


def test_every_field_is_a_column_and_every_column_a_field(conn: sqlite3.Connection) -> None:
    columns = {name for _, name, *_ in conn.execute("pragma table_info(snapshots)")}
    assert columns == {one.name for one in fields(Snapshot)}


def test_the_latest_of_a_fingerprint_is_the_one_kept_last(conn: sqlite3.Connection) -> None:
    add_snapshot(conn, replace(ONE, created_ms=9))
    second = add_snapshot(conn, replace(ONE, created_ms=8))
    add_snapshot(conn, replace(ONE, fingerprint="f2"))
    found = find_latest(conn, "f1")
    assert found is not None
    assert found.id == second
    assert find_latest(conn, "f3") is None


def test_what_is_removed_is_gone_and_the_rest_stays(conn: sqlite3.Connection) -> None:
    first, second = add_snapshot(conn, ONE), add_snapshot(conn, ONE)
    assert remove_snapshot(conn, first)
    assert not remove_snapshot(conn, first)
    assert find_snapshot(conn, first) is None
    assert [one.id for one in list_snapshots(conn)] == [second]


def test_the_view_tells_names_and_times_in_words(conn: sqlite3.Connection) -> None:
    add_snapshot(conn, ONE)
    add_snapshot(conn, UNKNOWN)
    rows = conn.execute(
        "select created_at, name, tagline, window, since_at, until_at from v_snapshots order by id"
    ).fetchall()
    told = ("2025-06-15T15:06:40Z", "Die Nachteule", "Schläft nie.", "the last 90 days")
    assert rows == [
        (*told, "2025-03-15T00:53:20Z", "2025-06-15T15:06:39Z"),
        (*told, None, "2025-06-15T15:06:39Z"),
    ]
