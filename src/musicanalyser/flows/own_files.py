"""All files that the program has made: found by the names that it gives, and deleted."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from musicanalyser.errors import Error
from musicanalyser.files import follow, sync_folder
from musicanalyser.flows.backups import list_backups, unfinished_backups
from musicanalyser.flows.live.lock import LOCKED_COMMANDS, lock_file, single_instance

_BESIDE = (
    r"(\.\d{8}T\d{6}Z)?(-wal|-shm|-journal)?"  # a history that `db restore` set aside has a date
    rf"|\.({'|'.join(LOCKED_COMMANDS)})\.lock"
    r"|\.restored"
)
_PART = r"\.{name}\.(restored\.)?\w+(-journal)?"
"""What a killed process left of a copy or of a private file."""
_LOG = re.compile(r"\d{8}T\d{6}Z-\d+\.log")


def find_own_files(*, databases: Sequence[Path], private: Sequence[Path], logs: Path) -> list[Path]:
    """Return the files that are there, sorted: none that somebody else has put beside them.

    ``databases`` come with their backups, locks and logs of SQLite, ``private`` are single files,
    and ``logs`` is the folder of details about bugs. The target of a link is one of them, too.
    """
    found = {
        *(path for database in databases for path in _of_database(database)),
        *(path for file in private for path in _matching(file, r"\.lock")),
        *(path for path in _entries(logs) if _LOG.fullmatch(path.name)),
    }
    return sorted(found | {follow(path) for path in found if path.is_symlink()})


def delete_files(files: Iterable[Path], *, databases: Iterable[Path]) -> None:
    """Delete files, and the folders that they leave empty.

    Raises:
        LockedError: If a locked command is running on a database; then nothing is deleted.
        Error: If a file cannot be deleted; the others are.
    """
    kept: list[str] = []
    held = [
        (database, command)
        for database in databases
        for command in LOCKED_COMMANDS
        if database.exists()
    ]
    doomed = {*files, *(lock_file(*one) for one in held)}
    with ExitStack() as locks:
        for one in held:
            locks.enter_context(single_instance(*one))
        for path in doomed:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                kept.append(f"{path} ({error.strerror})")
    _delete_empty({path.parent for path in doomed})
    if kept:
        raise Error(f"Not deleted: {', '.join(kept)}.", hint="Delete it yourself, or try again.")


def _of_database(database: Path) -> Iterator[Path]:
    yield from _matching(database, _BESIDE)
    yield from (path for path, _ in list_backups(database))
    yield from unfinished_backups(database)


def _matching(file: Path, beside: str) -> Iterator[Path]:
    """Yield a file, what lies beside it by a pattern, and unfinished copies of it."""
    name = re.escape(file.name)
    pattern = re.compile(f"{name}({beside})?|{_PART.format(name=name)}")
    return (path for path in _entries(file.parent) if pattern.fullmatch(path.name))


def _entries(folder: Path) -> list[Path]:
    with suppress(FileNotFoundError, NotADirectoryError):
        return [path for path in folder.iterdir() if path.is_file() or path.is_symlink()]
    return []


def _delete_empty(folders: Iterable[Path]) -> None:
    """Delete folders that are empty, the deepest first."""
    for folder in sorted(folders, key=lambda one: len(one.parts), reverse=True):
        with suppress(OSError):  # it holds files of somebody else
            folder.rmdir()
            continue
        sync_folder(folder)
