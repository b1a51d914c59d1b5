"""What can go wrong in a way the user can act on, and the exit code that says so."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of the program, as listed in ``docs/errors.md``."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NOT_SIGNED_IN = 3
    TRY_LATER = 4
    LOCKED = 5
    BUG = 70
    INTERRUPTED = 130


class Error(Exception):
    """One line that says what happened, and one that says what to do next."""

    exit_code = ExitCode.FAILED

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(Error):
    """The command line asks for something that does not make sense."""

    exit_code = ExitCode.USAGE


class ConfigError(Error):
    """The configuration file, or the environment, holds a value that cannot be used."""


class StoreError(Error):
    """The database cannot be opened, read or written."""


class LockedError(Error):
    """Another instance is writing."""

    exit_code = ExitCode.LOCKED


class ImportFileError(Error):
    """A path given to ``import`` cannot be read as a file, a folder or a zip."""


class NotSignedInError(Error):
    """There is no sign-in to Spotify, or it holds no longer."""

    exit_code = ExitCode.NOT_SIGNED_IN


class TryLaterError(Error):
    """A service is away or limits us; ``until_ms`` is when to try again, in ms since 1970 UTC."""

    exit_code = ExitCode.TRY_LATER

    def __init__(self, message: str, *, hint: str, until_ms: int | None = None) -> None:
        super().__init__(message, hint=hint)
        self.until_ms = until_ms
