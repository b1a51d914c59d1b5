"""One at a time: a lock that a killed process leaves to the next."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from musicanalyser.errors import LockedError


@contextmanager
def only_one(database: Path, command: str) -> Iterator[None]:
    """Hold the lock of a command on a database for as long as the block runs.

    Raises:
        LockedError: If another process holds it.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(database.with_name(f"{database.name}.{command}.lock"), mode=0o600)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise LockedError(
            f"Another `musicanalyser {command}` is at work on this database.",
            hint="Let it go on, or end it first.",
        ) from None
    try:
        yield
    finally:
        lock.release()
