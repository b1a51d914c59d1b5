"""A lock that lets one instance of a command run on a database; a killed process frees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from musicanalyser.errors import LockedError
from musicanalyser.files import make_private_folder

LOCKED_COMMANDS = ("watch", "ingest", "enrich")
"""The commands of which one runs at a time on a database."""


@contextmanager
def single_instance(database: Path, command: str) -> Iterator[None]:
    """Hold the lock of a command on a database while the block runs.

    Raises:
        LockedError: If another process holds it.
    """
    make_private_folder(database.parent)
    lock = FileLock(lock_file(database, command), mode=0o600)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise LockedError(
            f"Another `musicanalyser {command}` is running on this database.",
            hint="Stop it first, or wait until it has finished.",
        ) from None
    try:
        yield
    finally:
        lock.release()


def lock_file(database: Path, command: str) -> Path:
    """Return the file of that lock, which stays when nobody holds it."""
    return database.with_name(f"{database.name}.{command}.lock")
