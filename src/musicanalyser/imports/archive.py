"""The files behind a path: a zip as it came, an unpacked folder, or a single file."""

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO

from musicanalyser.errors import ImportFileError

MOST_FILES = 10_000
"""No export has more; a zip or folder that has is refused."""
LARGEST_FILE_BYTES = 1024**3
"""A larger file is passed over: Spotify's have about 12 MB."""
HEAD_BYTES = 16 * 1024
_ZIP_MAGIC = b"PK\x03\x04"


class UnreadableError(Exception):
    """A member is encrypted, or packed in a way that not every Python can read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of an export; ``delivery`` is the same for the files that came together."""

    name: str
    delivery: str
    size_bytes: int
    open: Callable[[], IO[bytes]]

    def head(self) -> bytes:
        """Return the first bytes, by which a format is recognised."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)

    def digest(self) -> bytes:
        """Return the SHA-256 of the content."""
        with self.open() as stream:
            return hashlib.file_digest(stream, "sha256").digest()  # type: ignore[arg-type]  # a zip member can be read but has no readinto buffer in its type


def members(path: Path, *, keep_open: ExitStack) -> list[Member]:
    """Return the files of an export in the order of their names; zips stay open in ``keep_open``.

    A damaged zip inside a folder is a member that cannot be opened.

    Raises:
        ImportFileError: If there is nothing at the path, or it cannot or should not be read.
    """
    try:
        if path.is_dir():
            return list(_folder(path, keep_open))
        return list(_zip(path, keep_open)) if _is_zip(path) else [_file(path, path.name)]
    except OSError as error:
        raise ImportFileError(
            f"{path} cannot be read: {error.strerror or error}.", hint="Check the path."
        ) from None
    except zipfile.BadZipFile:
        raise ImportFileError(
            f"{path} is a damaged zip.", hint="Download it again, or unpack what can be saved."
        ) from None


def _folder(path: Path, keep_open: ExitStack) -> Iterator[Member]:
    files = sorted((file for file in path.rglob("*") if file.is_file()), key=_in_order)
    _refuse_too_many(path, len(files))
    for file in files:
        try:
            found = list(_zip(file, keep_open)) if _is_zip(file) else None
        except (OSError, zipfile.BadZipFile) as error:
            found = [replace(_file(file, _name_in(path, file)), open=_failing(error))]
        yield from [_file(file, _name_in(path, file))] if found is None else found


def _file(path: Path, name: str) -> Member:
    return Member(
        name=_printable(name),
        delivery=str(path.parent.resolve()),
        size_bytes=path.stat().st_size,
        open=lambda: path.open("rb"),
    )


def _zip(path: Path, keep_open: ExitStack) -> Iterator[Member]:
    try:
        archive = keep_open.enter_context(zipfile.ZipFile(path))
    except (UnicodeDecodeError, NotImplementedError) as error:
        raise zipfile.BadZipFile(str(error)) from None
    infos = [info for info in archive.infolist() if not info.is_dir()]
    _refuse_too_many(path, len(infos))
    for info in sorted(infos, key=lambda info: _in_order(info.filename)):
        packed = info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
        yield Member(
            name=_printable(info.filename),
            delivery=str(path.resolve()),
            size_bytes=info.file_size,
            open=_failing(UnreadableError()) if packed else partial(_open, archive, info),
        )


def _open(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    try:
        return archive.open(info)
    except RuntimeError:  # so it says that a password is wanted
        raise UnreadableError from None


def _failing(error: Exception) -> Callable[[], IO[bytes]]:
    def fail() -> IO[bytes]:
        raise error

    return fail


def _name_in(folder: Path, file: Path) -> str:
    return file.relative_to(folder).as_posix()


def _in_order(name: Path | str) -> list[tuple[int, str]]:
    """Order names as people count: 2 before 10."""
    parts = re.split(r"(\d+)", str(name))
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]


def _printable(name: str) -> str:
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_ZIP_MAGIC)) == _ZIP_MAGIC


def _refuse_too_many(path: Path, count: int) -> None:
    if count > MOST_FILES:
        raise ImportFileError(
            f"{path} holds {count:,} files; an export has at most {MOST_FILES:,}.",
            hint="Give the export itself, not a folder around it.",
        )
