"""What can be read of a damaged history is saved, and nothing is made up."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from shutil import copyfile

import pytest

from musicanalyser.errors import StoreError, UsageError
from musicanalyser.flows.recovery import recover
from musicanalyser.flows.ruling.rule_changes import add_rule
from musicanalyser.model.rule import Rule, RuleAction, RuleLevel
from musicanalyser.model.subject import SourceFact
from musicanalyser.store.connection import open_reading, open_writing, transaction
from musicanalyser.store.facts import source_facts
from tests.flows.exporting.mixtures import record_live
from tests.flows.histories import ZONE, assert_sound, import_into, plays
from tests.flows.recording.test_live_sources import watched
from tests.flows.recording.test_order import BEGIN
from tests.imports.sample_rows import extended_row, write_file

FACT = SourceFact(subject="spotify:track:1", data={})
_SIGHTINGS = """
select c.source, c.kind, s.ended_ms, s.played_ms, c.reason_end, t.uri, t.title
from sightings s join sighting_classes c on c.id = s.class_id join tracks t on t.id = s.track_id
"""


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plays of a few hundred songs."""
    rows = [
        extended_row(
            ts=f"{BEGIN + timedelta(minutes=7 * number):%Y-%m-%dT%H:%M:%SZ}",
            ms_played=30_000 + number,
            master_metadata_track_name=f"Song {number % 400}",
            spotify_track_uri=f"spotify:track:{number % 400:022}",
        )
        for number in range(4_000)
    ]
    return write_file(tmp_path_factory.mktemp("export") / "a.json", rows)


@pytest.fixture(scope="module")
def whole(export: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole history, all of it in one file."""
    path = tmp_path_factory.mktemp("whole") / "history.db"
    with closing(open_writing(path)) as conn:
        import_into(conn, export)
        record_live(conn, [watched("A", started_s=0, heard_s=100)])
        with transaction(conn):
            source_facts.add(conn, "features", [FACT], fetched_ms=1)
        conn.execute("pragma journal_mode = delete")
    return path


@pytest.fixture
def damaged(whole: Path, tmp_path: Path) -> Path:
    return Path(copyfile(whole, tmp_path / "damaged.db"))


def schema_pages(path: Path) -> int:
    """Return the number of pages up to the last that was made with the schema."""
    with closing(open_reading(path)) as conn:
        return int(conn.execute("select max(rootpage) from sqlite_master").fetchone()[0])


def sightings(path: Path) -> set[tuple[object, ...]]:
    with closing(open_reading(path)) as conn:
        return set(conn.execute(_SIGHTINGS))


def flip_bytes(content: bytearray, chance: Random) -> None:
    for _ in range(chance.choice((1, 3, 20, 200))):
        content[chance.randrange(100, len(content))] = chance.randrange(256)


def clear_pages(content: bytearray, chance: Random) -> None:
    for _ in range(chance.choice((1, 3, 20))):
        at = chance.randrange(1, len(content) // 4096) * 4096
        content[at : at + 4096] = bytes(4096)


def move_pages(content: bytearray, chance: Random) -> None:
    for _ in range(3):
        one, other = (chance.randrange(1, len(content) // 4096) * 4096 for _ in range(2))
        content[one : one + 4096] = content[other : other + 4096]


def cut_pages(content: bytearray, chance: Random) -> None:
    del content[chance.randrange(len(content) // 4, len(content)) :]


@pytest.mark.parametrize("damage", [flip_bytes, clear_pages, move_pages, cut_pages])
@pytest.mark.parametrize("seed", [*range(12), 146])  # cut by 146, pages lead round in circles
def test_whatever_is_damaged_a_recovery_is_a_whole_history_or_says_that_there_is_none(
    whole: Path, tmp_path: Path, damage: Callable[[bytearray, Random], None], seed: int
) -> None:
    content = bytearray(whole.read_bytes())
    damage(content, Random(seed))  # noqa: S311 - repeatable, not secret
    damaged = write_file(tmp_path / "damaged.db", bytes(content))
    new = tmp_path / "new.db"
    with suppress(StoreError):
        recover(damaged, new, zone=ZONE)
    if new.exists():
        with closing(open_reading(new)) as conn:
            assert_sound(conn)
            assert len(plays(conn)) > 0
    assert damaged.read_bytes() == content
    assert {path.name for path in tmp_path.iterdir()} <= {"damaged.db", "new.db"}


def test_of_a_whole_history_nothing_is_lost(whole: Path, tmp_path: Path) -> None:
    found = recover(whole, tmp_path / "new.db", zone=ZONE)
    assert found.is_whole
    assert found.path.stat().st_mode & 0o777 == 0o600
    with closing(open_reading(whole)) as before, closing(open_reading(found.path)) as after:
        for name in ("v_plays", "v_evidence", "v_facts", "v_known_spans", "v_tracks"):
            rows = f"select * from {name}"  # noqa: S608 - a name of ours
            assert sorted(after.execute(rows), key=repr) == sorted(before.execute(rows), key=repr)


def test_rules_are_recovered_and_followed(damaged: Path) -> None:
    ignore = Rule(
        action=RuleAction.IGNORE, level=RuleLevel.TRACK, name="Song 7", artist="The Lanterns"
    )
    rename = replace(ignore, action=RuleAction.RENAME, name="Song 8", new_name="Song Eight")
    with closing(open_writing(damaged)) as conn:
        (artist,) = conn.execute("select artist from v_tracks where title = 'Song 7'").fetchone()
        with transaction(conn):
            for rule in (ignore, rename):
                add_rule(conn, replace(rule, artist=artist), now_ms=0, zone=ZONE)
        conn.execute("pragma journal_mode = delete")
    found = recover(damaged, damaged.with_name("new.db"), zone=ZONE)
    with closing(open_reading(damaged)) as before, closing(open_reading(found.path)) as after:
        for name in ("v_rules", "v_ignored", "v_tracks", "v_plays"):
            rows = f"select * from {name}"  # noqa: S608 - a name of ours
            assert sorted(after.execute(rows), key=repr) == sorted(before.execute(rows), key=repr)
        assert after.execute("select count(*) from v_ignored").fetchone() == (10,)


@pytest.mark.parametrize("seed", range(8))
def test_lost_pages_cost_their_rows_alone_and_the_export_brings_them_back(
    whole: Path, export: Path, damaged: Path, seed: int
) -> None:
    content = bytearray(whole.read_bytes())
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    at = chance.randrange(schema_pages(whole), len(content) // 4096) * 4096
    content[at : at + 4096] = bytes(4096)
    damaged.write_bytes(content)
    found = recover(damaged, damaged.with_name("new.db"), zone=ZONE)
    assert sightings(found.path) <= sightings(whole)
    assert len(sightings(found.path)) > 3_000
    with closing(open_writing(found.path)) as conn, closing(open_reading(whole)) as before:
        import_into(conn, export)
        assert plays(conn) == plays(before)


def test_the_report_counts_what_is_lost_by_an_index_that_is_whole(
    whole: Path, damaged: Path
) -> None:
    with closing(sqlite3.connect(damaged, isolation_level=None)) as conn:
        for statement in ("delete from merged", "delete from plays", "vacuum"):
            conn.execute(statement)
        (ended_ms,) = conn.execute("select ended_ms from sightings where id = 2000").fetchone()
    content = bytearray(damaged.read_bytes())
    page = page_with(content, b"\x0d", ended_ms.to_bytes(6, "big"))
    content[page * 4096 : page * 4096 + 4096] = bytes(4096)
    damaged.write_bytes(content)
    found = recover(damaged, damaged.with_name("new.db"), zone=ZONE)
    (table,) = [table for table in found.tables if table.name == "sightings"]
    with closing(open_reading(whole)) as conn:
        (before,) = conn.execute("select count(*) from sightings").fetchone()
    assert table.lost == before - table.rows > 10
    assert not found.is_whole


def test_a_table_without_row_numbers_is_read_from_both_ends(damaged: Path) -> None:
    facts = [SourceFact(subject=f"spotify:track:{number:05}", data={}) for number in range(3_000)]
    with closing(sqlite3.connect(damaged, isolation_level=None)) as conn, transaction(conn):
        source_facts.add(conn, "tracks", facts, fetched_ms=1)
    content = bytearray(damaged.read_bytes())
    page = page_with(content, b"\x0a", b"tracksspotify:track:") * 4096
    content[page : page + 4096] = bytes(4096)
    damaged.write_bytes(content)
    found = recover(damaged, damaged.with_name("new.db"), zone=ZONE)
    (table,) = [table for table in found.tables if table.name == "facts"]
    assert 2_700 < table.rows < 3_000


def page_with(content: bytearray, kind: bytes, text: bytes) -> int:
    """Return the number of a page of a kind, somewhere in the middle, that holds a text."""
    pages = range(len(content) // 4096)
    found = [
        page
        for page in pages
        if content[page * 4096 : page * 4096 + 1] == kind
        and text in content[page * 4096 : page * 4096 + 4096]
    ]
    return found[len(found) // 2]


def test_what_is_only_in_the_log_is_recovered_too(whole: Path, tmp_path: Path) -> None:
    path = Path(copyfile(whole, tmp_path / "history.db"))
    with closing(open_writing(path)) as conn, closing(open_reading(path)) as reading:
        reading.execute("begin")
        reading.execute("select count(*) from plays").fetchone()
        record_live(conn, [watched("Late", started_s=9_000, heard_s=100)])
        found = recover(path, tmp_path / "new.db", zone=ZONE)
    assert ("Song Late",) in {row[-1:] for row in sightings(found.path)}


def test_rows_that_cannot_be_right_are_lost_and_counted(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged, isolation_level=None)) as conn:
        conn.execute(
            "insert into sighting_classes (id, source, kind, reason_start, reason_end, heard)"
            " values (99, 'radio', 'music', '', '', 'known')"
        )
        conn.execute("update sightings set class_id = 99 where id = 7")
        conn.execute("update sightings set ended_ms = 5 where id = 8")
        conn.execute("update facts set data = '{'")
        conn.execute("delete from tracks where id = 3")
    found = recover(damaged, damaged.with_name("new.db"), zone=ZONE)
    lost = {table.name: table.lost for table in found.tables}
    assert lost["sightings"] == 2 + 10
    assert lost["facts"] == 1
    with closing(open_reading(found.path)) as conn:
        assert_sound(conn)


@pytest.mark.parametrize("content", [b"", b"text", b"SQLite format 3\0" + bytes(5_000)])
def test_a_file_without_a_history_gives_none(tmp_path: Path, content: bytes) -> None:
    path = write_file(tmp_path / "other.db", content)
    with pytest.raises(StoreError, match="Nothing of a history can be read"):
        recover(path, tmp_path / "new.db", zone=ZONE)
    assert list(tmp_path.iterdir()) == [path]


def test_a_definition_that_cannot_be_parsed_hides_no_row(whole: Path, damaged: Path) -> None:
    content = damaged.read_bytes().replace(b"CREATE TABLE tracks", b"CR\xffATE TABLE tracks")
    damaged.write_bytes(content.replace(b"CREATE VIEW v_plays", b"CREATE WIEV v_plays"))
    found = recover(damaged, damaged.with_name("new.db"), zone=ZONE)
    assert found.is_whole
    assert sightings(found.path) == sightings(whole)


def test_a_recovery_replaces_no_file(whole: Path, damaged: Path) -> None:
    with pytest.raises(UsageError, match="A recovery never replaces a file"):
        recover(whole, damaged, zone=ZONE)
