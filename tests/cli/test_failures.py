"""Failures outside of the program: exit code 1 and two lines. Bugs inside: 70 and a log file."""

import errno
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest

from musicanalyser.cli.screen_options import ScreenOptions
from musicanalyser.cli.terminal.error_output import report_failure
from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.errors import LockedError
from musicanalyser.store.connection import open_writing
from tests.cli.running import Ran, command, failed, here, world


def failing(home: Path, error: Exception, *, debug: bool = False) -> Ran:
    """Return what the program leaves behind when an error ends it."""
    out, err = StringIO(), StringIO()
    environ = {"MUSICANALYSER_HOME": str(home)}
    call = Invocation(environ=environ, out=out, err=err, options=ScreenOptions(debug=debug))
    return Ran(code=report_failure(error, call), out=out.getvalue(), err=err.getvalue())


def arisen(error: Exception) -> Exception:
    """Return an error that knows where it arose."""
    try:
        raise error
    except type(error):
        return error


def sqlite_error(*statements: str, path: str = ":memory:") -> sqlite3.Error:
    """Return the error that SQLite ends with."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as conn:
        try:
            for statement in statements:
                conn.execute(statement).fetchall()
        except sqlite3.Error as error:
            return error
    raise AssertionError("SQLite had nothing against it")


def test_without_a_history_every_reading_command_says_how_to_get_one(home: Path) -> None:
    for words in (["stats"], ["stats", "totals"], ["log"], ["sql", "select 1"]):
        assert here(home, *words) == failed(
            "There is no history yet.",
            "Run `musicanalyser import my_spotify_data.zip`, or `musicanalyser demo`.",
        )
    assert not home.exists()


@pytest.mark.parametrize("words", [["stats"], ["sql", "select 1"], ["import", "x.zip"]])
def test_a_file_that_is_not_ours_is_refused_and_left_alone(home: Path, words: list[str]) -> None:
    home.mkdir()
    other = home / "other.db"
    other.write_text("something else entirely", encoding="utf-8")
    (home / "x.zip").touch()
    assert here(home, "--db", str(other), *words) == failed(
        f"{other} is not a database of musicanalyser; it was left untouched.",
        "Choose another file with --db.",
    )
    assert other.read_text(encoding="utf-8") == "something else entirely"


def test_a_database_from_a_newer_version_is_refused(home: Path) -> None:
    open_writing(home / "history.db").close()
    with closing(sqlite3.connect(home / "history.db")) as conn:
        conn.execute("pragma user_version = 99")
    assert here(home, "stats") == failed(
        f"{home / 'history.db'} was written by a newer version of musicanalyser.",
        "Update with: pip install --upgrade musicanalyser",
    )


def test_settings_that_cannot_be_used_stop_what_rests_on_them(home: Path) -> None:
    home.mkdir()
    settings = home / "config.toml"
    settings.write_text("timezone = \n", encoding="utf-8")
    expected = failed(f"{settings} is not valid TOML.", "Invalid value (at line 1, column 12).")
    for words in (["stats"], ["config", "list"], ["config", "set", "timezone", "UTC"]):
        assert here(home, *words) == expected
    assert here(home, "config", "path").out == f"{settings}\n"


def test_a_folder_in_the_place_of_the_settings_is_named(home: Path) -> None:
    (home / "config.toml").mkdir(parents=True)
    ran = here(home, "stats")
    assert ran == failed(
        f"{home / 'config.toml'}: {os.strerror(errno.EISDIR)}.",
        "Check the path and its permissions.",
    )


def test_a_database_that_another_process_writes_is_not_waited_for_forever(home: Path) -> None:
    locked = LockedError("Another musicanalyser is writing this database.", hint="Wait.")
    assert failing(home, locked) == failed(locked.message, "Wait.", code=5)


@pytest.mark.parametrize(
    ("statements", "message", "code"),
    [
        (
            ["pragma max_page_count = 1", "create table a (b)", "create table c (d)"],
            "The disk is full.",
            1,
        ),
        (["pragma query_only = on", "create table a (b)"], "The database cannot be written.", 1),
    ],
)
def test_what_sqlite_cannot_do_is_told_in_our_words(
    home: Path, statements: list[str], message: str, code: int
) -> None:
    ran = failing(home, sqlite_error(*statements))
    assert (ran.code, ran.err.splitlines()[0]) == (code, f"Error: {message}")


def test_sqlite_errors_beyond_the_database_itself_are_told_in_our_words(tmp_path: Path) -> None:
    busy = tmp_path / "busy.db"
    with closing(sqlite3.connect(busy, isolation_level=None)) as conn:
        conn.execute("begin exclusive")
        ran = failing(tmp_path, sqlite_error("begin immediate", path=str(busy)))
    assert (ran.code, ran.err.splitlines()[0]) == (5, "Error: The database is in use.")
    damaged = tmp_path / "damaged.db"
    with closing(sqlite3.connect(damaged)) as conn:
        conn.execute("create table a (b)")
    damaged.write_bytes(damaged.read_bytes()[:100] + b"\x99" * 4000)
    ran = failing(tmp_path, sqlite_error("select * from a", path=str(damaged)))
    assert (ran.code, ran.err.splitlines()[0]) == (1, "Error: The database is damaged.")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_called_that(home: Path, number: int) -> None:
    assert failing(home, OSError(number, os.strerror(number))) == failed(
        "The disk is full.", "Free some space, then run the command again."
    )


def test_an_error_that_nobody_foresaw_is_kept_for_a_report(home: Path) -> None:
    ran = failing(home, arisen(RuntimeError("odd \x1b[31m")))
    [log] = (home / "logs").iterdir()
    assert ran == failed(
        "This is a bug in musicanalyser: RuntimeError: odd \N{REPLACEMENT CHARACTER}[31m",
        f"Please report it with the details in {log}",
        code=70,
    )
    text = log.read_text(encoding="utf-8")
    assert text.startswith("musicanalyser ")
    assert "Traceback (most recent call last)" in text
    assert "in arisen" in text
    if sys.platform != "win32":
        assert log.stat().st_mode & 0o777 == 0o600


def test_debug_shows_where_an_error_arose(home: Path) -> None:
    ran = failing(home, arisen(KeyError("gone")), debug=True)
    assert ran.code == 70
    assert ran.err.startswith("Traceback (most recent call last)")
    assert "KeyError: 'gone'\nError: This is a bug" in ran.err


def test_debug_works_for_errors_that_were_foreseen_too(home: Path) -> None:
    plain, debug = here(home, "stats"), here(home, "--debug", "stats")
    assert debug.err.startswith("Traceback (most recent call last)")
    assert debug.err.endswith(f"StoreError: There is no history yet.\n{plain.err}")
    assert debug.code == plain.code


def test_where_no_log_can_be_written_the_details_are_shown(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ran = failing(tmp_path / "file" / "home", RuntimeError("odd"))
    assert ran == Ran(
        code=70,
        out="",
        err="RuntimeError: odd\n"
        "Error: This is a bug in musicanalyser: RuntimeError: odd\n"
        "  Please report it with the lines above.\n",
    )


def test_quiet_never_silences_an_error(home: Path) -> None:
    assert here(home, "--quiet", "stats") == here(home, "stats")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk always full")
def test_a_pipe_into_a_full_disk_ends_in_one_error(home: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(  # noqa: S603 - the program under test
            command("config", "list"),
            env=world(home),
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert (ended.returncode, ended.stderr) == (
        1,
        failed("The disk is full.", "Free some space, then run the command again.").err,
    )
