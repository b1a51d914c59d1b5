"""Every file of the program's own is found and deleted, and nobody else's."""

import os
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from musicanalyser.errors import Error, LockedError
from musicanalyser.flows.backups import back_up
from musicanalyser.flows.live.lock import LOCKED_COMMANDS, single_instance
from musicanalyser.flows.own_files import delete_files, find_own_files
from musicanalyser.flows.restoring import restore
from tests.flows.histories import NOW
from tests.flows.test_backups import database

__all__ = ["database"]


def own_files(database: Path) -> Sequence[Path]:
    home = database.parent
    return find_own_files(databases=[database], private=[home / "keys.toml"], logs=home / "logs")


def everything_in(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if not path.is_dir()}


def test_whatever_the_program_makes_is_deleted_with_its_folders(database: Path) -> None:
    home = database.parent
    for days in range(3):
        back_up(database, None, now=NOW - timedelta(days=days))
    made = back_up(database, home.parent / "kept.db", now=NOW)
    restore(database, made.path, now=NOW)
    (home / f"{database.name}-wal").touch()
    for name in (".history.db.restored.1234", ".history.db.restored.1234-journal"):
        (home / name).touch()
    (home / "backups" / ".history-20250630T200000Z.db.1234").touch()
    (home / "keys.toml").touch()
    (home / ".keys.toml.abc_1").touch()
    (home / "logs").mkdir()
    (home / "logs" / "20250630T200000Z-77.log").touch()
    found = own_files(database)
    assert set(found) == everything_in(home)
    assert {path.parent.name for path in found} == {"home", "backups", "logs"}
    delete_files(found, databases=[database])
    assert not home.exists()
    assert made.path.exists()


@pytest.mark.parametrize(
    "name",
    [
        "history.db.txt",
        "my-history.db",
        "history.db.old",
        "notes.md",
        "backups/history-mine.db",
        "backups/other-20250630T200000Z.db",
        "logs/mine.log",
        "keys.toml.txt",
    ],
)
def test_what_somebody_else_has_put_there_stays(database: Path, name: str) -> None:
    path = database.parent / name
    path.parent.mkdir(exist_ok=True)
    path.touch()
    delete_files(own_files(database), databases=[database])
    assert everything_in(database.parent) == {path}


def test_the_file_behind_a_link_is_deleted_too(database: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "disk" / "real.db"
    elsewhere.parent.mkdir()
    database.rename(elsewhere)
    database.symlink_to(elsewhere)
    delete_files(own_files(database), databases=[database])
    assert not elsewhere.exists()
    assert not database.is_symlink()


@pytest.mark.parametrize("command", LOCKED_COMMANDS)
def test_nothing_is_deleted_while_a_command_records(database: Path, command: str) -> None:
    with single_instance(database, command):
        before = everything_in(database.parent)
        with pytest.raises(LockedError):
            delete_files(own_files(database), databases=[database])
        assert before <= everything_in(database.parent)


def test_a_file_that_cannot_be_deleted_is_named_and_the_others_are_gone(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = database.with_name("keys.toml")
    keys.touch()
    found = own_files(database)
    unlink = Path.unlink

    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        if path == keys:
            raise PermissionError(1, os.strerror(1))
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(Error, match=r"Not deleted: .*keys\.toml"):
        delete_files(found, databases=[database])
    assert everything_in(database.parent) == {keys}
