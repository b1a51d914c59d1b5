"""A disk whose power can be cut at any moment of what a process wrote to it.

`write_log.c` logs what the process does. What it synced is kept. Of anything else each part may be
kept or lost, in any order, and a write may be torn between sectors. A created file has its name
once the file or its folder is synced, as on ext4, xfs and btrfs; a name that was changed or
removed, once its folder is.
"""

import struct
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

_SOURCE = Path(__file__).with_name("write_log.c")
_HEAD = struct.Struct("<8sQQq")
_SECTOR_BYTES = 512
_MAPPED = "-shm"
"""SQLite's index of its log is shared memory, and made anew after a crash."""


class Operation(NamedTuple):
    """One record of the log; what each field means depends on ``what``."""

    what: str
    path: str
    data: bytes
    number: int


def build_write_log(folder: Path) -> Path:
    """Compile the library that logs writes, and return it.

    Raises:
        OSError: If there is no C compiler, or it fails.
    """
    library = folder / "write_log.so"
    ended = subprocess.run(  # noqa: S603 - a file of ours
        ["cc", "-shared", "-fPIC", "-O1", "-o", library, _SOURCE, "-ldl", "-lpthread"],  # noqa: S607 - as installed
        capture_output=True,
        check=False,
    )
    if ended.returncode:
        raise OSError(ended.stderr.decode())
    return library


def logging_environ(library: Path, log: Path, root: Path) -> dict[str, str]:
    """Return the variables with which a process logs what it does below a folder."""
    return {"LD_PRELOAD": str(library), "WRITE_LOG": str(log), "WRITE_LOG_ROOT": str(root)}


def read_log(log: Path) -> Iterator[Operation]:
    """Yield the operations of a log, except those on memory that files only stand for."""
    content, at = log.read_bytes(), 0
    while at < len(content):
        what, one, other, number = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        path, data = content[at : at + one].decode(), content[at + one : at + one + other]
        at += one + other
        if not path.endswith(_MAPPED):
            yield Operation(chr(what[0]), path, data, number)


@dataclass(slots=True, eq=False)
class _File:
    kept: bytearray = field(default_factory=bytearray)
    pending: list[Operation] = field(default_factory=list)

    def sync(self) -> None:
        for operation in self.pending:
            _apply(self.kept, operation, len(operation.data))
        self.pending.clear()


class Disk:
    """What is on the disk after some operations, and what of it is certain to stay."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        self._names: dict[str, _File] = {}
        self._kept_names: dict[str, _File] = {}
        for operation in operations:
            self._run(operation)

    def write_after_cut(self, root: Path, folder: Path, chance: Random | None) -> None:
        """Write the files below a folder as they are found after the cut, into another folder.

        With ``chance``, some of what was not synced is there as well; without, none of it.
        """
        for path, file in self._names_after_cut(chance).items():
            content = bytearray(file.kept)
            for operation in file.pending if chance else ():
                if chance and chance.random() < 0.5:
                    is_torn = chance.random() < 0.2
                    sectors = len(operation.data) // _SECTOR_BYTES
                    size = chance.randint(0, sectors) * _SECTOR_BYTES if is_torn else None
                    _apply(content, operation, len(operation.data) if size is None else size)
            _write(folder / Path(path).relative_to(root), content)

    def write_after_kill(self, root: Path, folder: Path) -> None:
        """Write the files below a folder as a killed process leaves them: nothing is lost."""
        for path, file in self._names.items():
            content = bytearray(file.kept)
            for operation in file.pending:
                _apply(content, operation, len(operation.data))
            _write(folder / Path(path).relative_to(root), content)

    def _names_after_cut(self, chance: Random | None) -> dict[str, _File]:
        names = dict(self._kept_names)
        for path in sorted(self._names.keys() | self._kept_names.keys()):
            file = self._names.get(path)
            if chance and chance.random() < 0.5 and file is not names.get(path):
                if file is None:
                    del names[path]
                else:
                    names[path] = file
        return names

    def _run(self, operation: Operation) -> None:
        what, path = operation.what, operation.path
        if what == "C":
            self._names[path] = _File()
        elif what == "S":
            self._sync(path)
        elif what == "U":
            self._names.pop(path, None)
        elif what == "R" and path in self._names:
            self._names[operation.data.decode()] = self._names.pop(path)
        elif what == "L" and path in self._names:
            self._names[operation.data.decode()] = self._names[path]
        elif path in self._names:
            self._names[path].pending.append(operation)

    def _sync(self, path: str) -> None:
        if path in self._names:
            self._names[path].sync()
            self._kept_names[path] = self._names[path]
            return
        for names in (self._kept_names, self._names):
            for name in [one for one in names if Path(one).parent == Path(path)]:
                if name in self._names:
                    self._kept_names[name] = self._names[name]
                else:
                    del self._kept_names[name]


def _write(path: Path, content: bytearray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _apply(content: bytearray, operation: Operation, size: int) -> None:
    """Change content as a write, of which only the first bytes count, or a cut does."""
    if operation.what == "T":
        del content[operation.number :]
        content.extend(bytes(operation.number - len(content)))
    elif operation.what == "W" and size:
        end = operation.number + size
        content.extend(bytes(max(0, end - len(content))))
        content[operation.number : end] = operation.data[:size]
