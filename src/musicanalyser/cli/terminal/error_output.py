"""What an error says to the person at the terminal, and with which exit code it ends."""

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
from musicanalyser.cli.terminal.version import version_of
from musicanalyser.errors import Error, ExitCode, LockedError, StoreError
from musicanalyser.files import write_private

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_DISK_FULL = Error("The disk is full.", hint="Make room, then run the command again.")
_DATABASE_SAYS: dict[int, Error] = {
    sqlite3.SQLITE_FULL: _DISK_FULL,
    sqlite3.SQLITE_BUSY: LockedError(
        "The database is in use.", hint="Wait for the other musicanalyser to end, and try again."
    ),
    sqlite3.SQLITE_READONLY: StoreError(
        "The database cannot be written.", hint="Check the rights of its file and of its folder."
    ),
    sqlite3.SQLITE_CANTOPEN: StoreError(
        "The database cannot be opened.", hint="Check the rights of its file and of its folder."
    ),
    sqlite3.SQLITE_IOERR: StoreError(
        "The database cannot be read or written.", hint="Check the disk it lies on."
    ),
    sqlite3.SQLITE_CORRUPT: StoreError(
        "The database is damaged.", hint="Run `musicanalyser doctor`."
    ),
}
"""By SQLite's primary result code; whatever is not here is a fault of the program."""


class _BugError(Error):
    exit_code = ExitCode.BUG


class _TyperError(Error):
    exit_code = ExitCode.USAGE


def fail(error: Exception, call: Invocation) -> int:
    """Say in two lines what went wrong and what to do next; return the exit code."""
    if _is_interrupt(error):
        return int(ExitCode.INTERRUPTED)
    if call.debug:
        traceback.print_exception(error, file=call.err)
    known = _known(error) or _bug(error, call)
    with suppress(OSError):  # nobody is left to tell
        for line in (f"Error: {known.message}", f"  {known.hint}"):
            print(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", line), file=call.err, flush=True)
    return int(known.exit_code)


def _is_interrupt(error: Exception) -> bool:
    """Whether SQLite was stopped by Ctrl-C, which it tells as an error of its own."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT


def _known(error: Exception) -> Error | None:
    match error:
        case Error():
            return error
        case typer.TyperException():
            return _usage(error)
        case sqlite3.Error():
            return _DATABASE_SAYS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        case OSError(errno=code) if code in _FULL:
            return _DISK_FULL
        case OSError(strerror=str(why), filename=where) if where is not None:
            return Error(f"{os.fsdecode(where)}: {why}.", hint="Check the path and its rights.")
        case _:
            return None


def _usage(error: typer.TyperException) -> Error:
    """Say what Typer could not read, and where to look it up."""
    context = getattr(error, "ctx", None)
    if context is None:
        return _TyperError(error.format_message(), hint="Try 'musicanalyser --help'.")
    root = context.find_root()
    option = getattr(error, "option_name", None)
    if context is not root and any(option in one.opts for one in root.command.params):
        return _TyperError(
            f"{option} stands before the command.",
            hint=f"Write: {root.info_name} {option} ... {context.info_name}",
        )
    return _TyperError(error.format_message(), hint=f"Try '{context.command_path} --help'.")


def _bug(error: Exception, call: Invocation) -> Error:
    """Keep the details of an error that nobody foresaw in a private file of its own."""
    message = (
        f"This is a bug in musicanalyser: {traceback.format_exception_only(error)[-1].strip()}"
    )
    path = call.paths.logs / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}.log"
    try:
        write_private(path, "".join([_setting(), *traceback.format_exception(error)]))
    except OSError:
        traceback.print_exception(error, file=call.err)
        return _BugError(message, hint="Please report it with the lines above.")
    return _BugError(message, hint=f"Please report it with the details in {path}")


def _setting() -> str:
    version = version_of("musicanalyser")
    return f"musicanalyser {version}, Python {platform.python_version()}, {platform.platform()}\n"
