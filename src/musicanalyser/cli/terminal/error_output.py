"""Error messages on the terminal, and the exit code of each error."""

import errno
import os
import platform
import re
import sqlite3
import traceback
from contextlib import suppress
from datetime import UTC, datetime

import typer

from musicanalyser.cli.terminal.invocation import Invocation
from musicanalyser.cli.terminal.version import installed_version
from musicanalyser.errors import Error, ExitCode, LockedError, StoreError
from musicanalyser.files import write_private

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_MISSING = re.compile(r"no such (?:table|column): (?:main\.|h\.)?(v_\w+)")
"""A view that somebody dropped; statements of users are handled where they are run."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_DISK_FULL = Error("The disk is full.", hint="Free some space, then run the command again.")
_DATABASE_ERRORS: dict[int, Error] = {
    sqlite3.SQLITE_FULL: _DISK_FULL,
    sqlite3.SQLITE_BUSY: LockedError(
        "The database is in use.",
        hint="Wait until the other musicanalyser process ends, then try again.",
    ),
    sqlite3.SQLITE_READONLY: StoreError(
        "The database cannot be written.", hint="Check the permissions of the file and its folder."
    ),
    sqlite3.SQLITE_CANTOPEN: StoreError(
        "The database cannot be opened.", hint="Check the permissions of the file and its folder."
    ),
    sqlite3.SQLITE_IOERR: StoreError(
        "The database cannot be read or written.", hint="Check the disk."
    ),
    sqlite3.SQLITE_CORRUPT: StoreError(
        "The database is damaged.", hint="Run `musicanalyser doctor --full`."
    ),
}
"""By SQLite's primary result code. Any other code means a bug of the program."""


class _BugError(Error):
    exit_code = ExitCode.BUG


class _TyperError(Error):
    exit_code = ExitCode.USAGE


def report_failure(error: Exception, call: Invocation) -> int:
    """Print what happened and what to do next, in two lines; return the exit code."""
    if _is_interrupt(error):
        return int(ExitCode.INTERRUPTED)
    if call.options.debug:
        traceback.print_exception(error, file=call.err)
    shown = _expected_error(error) or _bug(error, call)
    with suppress(OSError):  # stderr is closed
        for line in (f"Error: {shown.message}", f"  {shown.hint}"):
            print(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", line), file=call.err, flush=True)
    return int(shown.exit_code)


def _is_interrupt(error: Exception) -> bool:
    """Return whether Ctrl-C stopped SQLite, which has its own error for that."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT


def _expected_error(error: Exception) -> Error | None:
    match error:
        case Error():
            return error
        case typer.TyperException():
            return _usage_error(error)
        case sqlite3.Error():
            return _database_error(error)
        case OSError(errno=code) if code in _FULL:
            return _DISK_FULL
        case OSError(strerror=str(reason), filename=path) if path is not None:
            return Error(
                f"{os.fsdecode(path)}: {reason}.", hint="Check the path and its permissions."
            )
        case _:
            return None


def _database_error(error: sqlite3.Error) -> Error | None:
    if missing := _MISSING.search(str(error)):
        return StoreError(
            f"The database is damaged: it has no {missing[1]}.", hint="Run `musicanalyser doctor`."
        )
    return _DATABASE_ERRORS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)


def _usage_error(error: typer.TyperException) -> Error:
    """Return what Typer could not parse, and where to find help."""
    context = getattr(error, "ctx", None)
    if context is None:
        return _TyperError(error.format_message(), hint="Try 'musicanalyser --help'.")
    root = context.find_root()
    option = getattr(error, "option_name", None)
    if context is not root and any(option in one.opts for one in root.command.params):
        return _TyperError(
            f"{option} must come before the command.",
            hint=f"Run: {root.info_name} {option} ... {context.info_name}",
        )
    return _TyperError(error.format_message(), hint=f"Try '{context.command_path} --help'.")


def _bug(error: Exception, call: Invocation) -> Error:
    """Save the details of an unexpected error in a private log file."""
    message = (
        f"This is a bug in musicanalyser: {traceback.format_exception_only(error)[-1].strip()}"
    )
    path = call.paths.logs / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}.log"
    try:
        write_private(path, "".join([_environment(), *traceback.format_exception(error)]))
    except OSError:
        traceback.print_exception(error, file=call.err)
        return _BugError(message, hint="Please report it with the lines above.")
    return _BugError(message, hint=f"Please report it with the details in {path}")


def _environment() -> str:
    version = installed_version("musicanalyser")
    return f"musicanalyser {version}, Python {platform.python_version()}, {platform.platform()}\n"
