"""Deleting everything, or what came through the API, as its user does it."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from musicanalyser.flows.live.lock import LOCKED_COMMANDS, single_instance
from musicanalyser.spotify.token_file import TokenFile
from tests.cli.conversing import converse
from tests.cli.listening_in import Hands, Listener, recent, signed_in
from tests.cli.running import failed, here
from tests.simulators.spotify.server import Service, serving
from tests.simulators.spotify.worlds import Still

PLAYS = "select title, started_at, heard_ms, verdict, source from v_plays order by started_at, id"
unix = pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows")


@pytest.fixture
def service() -> Iterator[Service]:
    rows = [recent("Zeppelin Quay", ended_s=-10), recent("B", ended_s=-300)]
    with serving(Still(rows=rows), clock=Hands()) as running:
        yield running


@pytest.fixture
def listener(home: Path, service: Service) -> Listener:
    return signed_in(home, service)


def test_a_purge_shows_every_file_and_deletes_it(own: Path) -> None:
    here(own, "demo")
    here(own, "config", "set", "tone", "gentle")
    here(own, "db", "backup")
    files = sorted(path for path in own.rglob("*") if path.is_file())
    assert {"config.toml", "demo.db", "history.db"} <= {path.name for path in files}
    listed = "".join(f"  {path}\n" for path in files)
    asked = here(own, "purge")
    assert (asked.code, asked.out) == (2, "")
    assert asked.err == (
        f"To be deleted for good:\n{listed}"
        "Error: Deleting needs a confirmation.\n  Add --yes to delete without being asked.\n"
    )
    assert sorted(path for path in own.rglob("*") if path.is_file()) == files
    purged = here(own, "purge", "--yes")
    assert (purged.code, purged.out) == (0, "")
    assert purged.err == f"To be deleted for good:\n{listed}Deleted {len(files):,} files.\n"
    assert not own.exists()
    assert here(own, "purge").err == "There is nothing to delete.\n"


def test_a_rejected_sign_in_and_every_lock_are_deleted_too(listener: Listener) -> None:
    assert listener.here("ingest").code == 0
    sign_in = TokenFile(
        listener.home / "spotify-token.json", now=lambda: datetime(2026, 11, 1, tzinfo=UTC)
    )
    with sign_in.locked():
        sign_in.set_aside()
    for command in LOCKED_COMMANDS:
        with single_instance(listener.home / "history.db", command):
            pass
    names = {path.name for path in listener.home.iterdir()}
    assert {"spotify-token.dead.json", "spotify-token.json.lock"} <= names
    assert listener.here("purge", "--yes").code == 0
    assert not listener.home.exists()


def test_settings_that_cannot_be_read_are_deleted_too(own: Path) -> None:
    (own / "config.toml").write_text("= broken", encoding="utf-8")
    (own / "history.db").write_bytes(b"damaged")
    assert here(own, "purge", "--yes").code == 0
    assert not own.exists()


def test_a_purge_waits_until_nothing_records_in_the_background(own: Path, tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("the unit files are those of systemd")
    unit = tmp_path / ".config" / "systemd" / "user" / "musicanalyser-watch.service"
    unit.parent.mkdir(parents=True)
    unit.touch()
    assert here(own, "purge", "--yes", environ={"HOME": str(tmp_path)}) == failed(
        "It records in the background, and would begin anew.",
        "First run: musicanalyser service uninstall",
    )
    assert (own / "history.db").exists()


@unix
@pytest.mark.parametrize(("answer", "left"), [("n", True), ("", True), ("yes", False)])
def test_a_purge_is_confirmed_at_the_terminal(own: Path, answer: str, left: bool) -> None:
    code, shown = converse(own, "purge", answers=[("files? [y/N] ", f"{answer}\n")])
    assert code == 0, shown
    assert own.exists() is left


def test_without_a_confirmation_nothing_of_the_api_is_deleted(listener: Listener) -> None:
    listener.here("ingest")
    refused = listener.here("purge", "--api")
    assert (refused.code, refused.out) == (2, "")
    assert "To be deleted for good: 2 sightings and 0 facts.\n" in refused.err
    assert (listener.home / "spotify-token.json").exists()
    assert len(listener.rows(PLAYS)) == 2


def test_after_a_purge_of_the_api_the_history_is_what_exports_alone_make_it(
    listener: Listener, export: Path
) -> None:
    assert listener.here("import", str(export)).code == 0
    before = listener.rows(PLAYS)
    listener.here("ingest")
    listener.here("db", "backup")
    assert len(listener.rows(PLAYS)) == len(before) + 2
    purged = listener.here("purge", "--api", "--yes")
    assert purged.code == 0
    assert purged.err.splitlines() == [
        "To be deleted for good: 2 sightings and 0 facts.",
        "Imported exports and saved roasts stay.",
        "Signed out.",
        "Deleted 2 sightings and 0 facts.",
        f"The 1 backups in {listener.home / 'backups'} still hold them.",
    ]
    assert listener.rows(PLAYS) == before
    assert not (listener.home / "spotify-token.json").exists()


def test_what_was_purged_is_in_no_byte_of_the_files(listener: Listener) -> None:
    """Another program that has the history open would else keep SQLite's log as it is."""
    listener.here("ingest")
    files = [listener.home / "history.db", listener.home / "history.db-wal"]
    with closing(sqlite3.connect(files[0])) as other:
        other.execute("select count(*) from plays").fetchone()
        listener.here("auth", "status")
        assert any(b"Zeppelin Quay" in path.read_bytes() for path in files)
        assert listener.here("purge", "--api", "--yes").code == 0
        assert not any(b"Zeppelin Quay" in path.read_bytes() for path in files)


def test_a_purge_of_the_api_where_there_is_no_history_makes_none(
    home: Path, service: Service
) -> None:
    nobody = Listener(home=home, service=service)
    ran = nobody.here("purge", "--api", "--yes")
    assert (ran.code, ran.out, ran.err) == (0, "", "Not signed in.\n")
    assert not home.exists()
