"""The files of an export: in a zip, which is read in place, in a folder, or a single file."""

import hashlib
import os
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO

from musicanalyser.errors import ImportFileError
from musicanalyser.imports.decoding import LARGEST_FILE_BYTES, TooLargeError, decode

MOST_FILES = 10_000
"""No export has more; a zip or folder with more is refused."""
MOST_BYTES = 16 * 1024**3
"""No export is larger; a zip that unpacks to more is refused."""
HEAD_BYTES = 16 * 1024
"""Enough to hold the first row of a file, whose keys identify its format."""
_BLOCK_BYTES = 1024**2
_ZIP_MAGIC = b"PK\x03\x04"


class UnsupportedZipError(Exception):
    """A member is encrypted, or compressed by a method that not every Python supports."""


class DeepZipError(Exception):
    """A zip lies within a zip that lies within a zip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of an export.

    ``name`` is printable and holds the folders inside the export. ``delivery`` is the same for
    files that came together: those of one zip, or of one folder. ``open`` returns the content
    in UTF-8, without gzip.
    """

    name: str
    delivery: str
    size_bytes: int
    open: Callable[[], IO[bytes]]

    def head(self) -> bytes:
        """Return the first bytes, which identify the format."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)

    def digest(self) -> bytes:
        """Return the SHA-256 of the content."""
        with self.open() as stream:
            return hashlib.file_digest(stream, "sha256").digest()  # type: ignore[arg-type]  # a zip member can be read but has no readinto buffer in its type


def list_members(path: Path, *, keep_open: ExitStack) -> list[Member]:
    """Return the files of an export, sorted by name; zips stay open in ``keep_open``.

    A damaged zip inside a folder is a member that raises an error when it is opened.

    Raises:
        ImportFileError: If the path is missing or unreadable, or holds too many files.
    """
    try:
        if path.is_dir():
            return list(_list_folder(path, keep_open))
        if not path.is_file():
            return list(_list_stream(path, keep_open))
        if _is_zip(path):
            return list(_list_zip(path, str(path.resolve()), keep_open))
        return [_make_member(path, path.name)]
    except OSError as error:
        raise ImportFileError(
            f"{path} cannot be read: {error.strerror or error}.", hint="Check the path."
        ) from None
    except TooLargeError:
        raise ImportFileError(
            f"{path} goes on after {LARGEST_FILE_BYTES // 1024**2:,} MB.", hint="Check the path."
        ) from None
    except zipfile.BadZipFile:
        raise ImportFileError(
            f"{path} is a damaged zip.", hint="Download it again, or unpack what can be saved."
        ) from None


def _list_folder(path: Path, keep_open: ExitStack) -> Iterator[Member]:
    files = sorted((file for file in path.rglob("*") if file.is_file()), key=_natural_key)
    _check_count(path, len(files))
    for file in files:
        try:
            delivery = str(file.resolve())
            found = list(_list_zip(file, delivery, keep_open)) if _is_zip(file) else None
        except (OSError, zipfile.BadZipFile) as error:
            found = [replace(_make_member(file, _relative_name(path, file)), open=_raiser(error))]
        yield from [_make_member(file, _relative_name(path, file))] if found is None else found


def _list_stream(path: Path, keep_open: ExitStack) -> Iterator[Member]:
    """Yield the files of a pipe or a device, which can be read once and in its order only."""
    copy = keep_open.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - closed with the rest
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK_BYTES):
            copy.write(block)
            if copy.tell() > LARGEST_FILE_BYTES:
                raise TooLargeError
    size_bytes = copy.tell()
    copy.seek(0)
    if copy.read(len(_ZIP_MAGIC)) == _ZIP_MAGIC:
        yield from _list_zip(copy, str(path), keep_open)
    else:
        name = _make_printable(path.name)
        yield Member(
            name=name, delivery=str(path), size_bytes=size_bytes, open=partial(_open_copy, copy)
        )


def _open_copy(copy: IO[bytes]) -> IO[bytes]:
    """Return the content of a copy from its start; nobody else may be reading it."""
    copy.seek(0)
    return decode(os.fdopen(os.dup(copy.fileno()), "rb"))


def _make_member(path: Path, name: str) -> Member:
    return Member(
        name=_make_printable(name),
        delivery=str(path.parent.resolve()),
        size_bytes=path.stat().st_size,
        open=lambda: decode(path.open("rb")),
    )


def _list_zip(
    file: Path | IO[bytes], delivery: str, keep_open: ExitStack, *, folder: str = ""
) -> Iterator[Member]:
    """Yield the files of a zip, and those of zips within it; ``folder`` is the name of such a zip.

    Raises:
        BadZipFile: If the zip is damaged.
    """
    try:
        archive = keep_open.enter_context(zipfile.ZipFile(file))
    except (NotImplementedError, ValueError) as error:
        raise zipfile.BadZipFile(str(error)) from None
    infos = [info for info in archive.infolist() if not info.is_dir()]
    _check_count(delivery, len(infos))
    _check_size(delivery, sum(info.file_size for info in infos))
    for info in sorted(infos, key=lambda info: _natural_key(info.filename)):
        packed = info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
        member = Member(
            name=_make_printable(folder + info.filename),
            delivery=delivery,
            size_bytes=info.file_size,
            open=_raiser(UnsupportedZipError()) if packed else partial(_open_in_zip, archive, info),
        )
        if info.filename.lower().endswith(".zip"):
            yield from _list_inner_zip(member, keep_open, is_too_deep=bool(folder))
        else:
            yield member


def _list_inner_zip(member: Member, keep_open: ExitStack, *, is_too_deep: bool) -> list[Member]:
    """Return the files of a zip within a zip, or the zip itself if it cannot be read."""
    if is_too_deep:
        return [replace(member, open=_raiser(DeepZipError()))]
    delivery = f"{member.delivery}/{member.name}"
    try:
        copy = keep_open.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - closed with the rest
        _copy(member, copy)
        return list(_list_zip(copy, delivery, keep_open, folder=f"{member.name}/"))
    except (OSError, TooLargeError, UnsupportedZipError, zipfile.BadZipFile, zlib.error) as error:
        return [replace(member, open=_raiser(error))]


def _copy(member: Member, copy: IO[bytes]) -> None:
    """Write the content of a zip to a file that, unlike it, can be read in any order."""
    if member.size_bytes > LARGEST_FILE_BYTES:
        raise TooLargeError
    with member.open() as stream:
        shutil.copyfileobj(stream, copy)


def _open_in_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    try:
        return decode(archive.open(info))
    except (NotImplementedError, ValueError) as error:  # a damaged header
        raise zipfile.BadZipFile(str(error)) from None
    except RuntimeError:  # zipfile raises it for an encrypted member
        raise UnsupportedZipError from None


def _raiser(error: Exception) -> Callable[[], IO[bytes]]:
    def fail() -> IO[bytes]:
        raise error

    return fail


def _relative_name(folder: Path, file: Path) -> str:
    return file.relative_to(folder).as_posix()


def _natural_key(name: Path | str) -> list[tuple[int, str]]:
    """Return a key that sorts numbers by value: 2 before 10, however many digits they have."""
    parts = re.split(r"0*([0-9]+)", str(name))
    return [(len(part), part) if place % 2 else (0, part) for place, part in enumerate(parts)]


def _make_printable(name: str) -> str:
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_ZIP_MAGIC)) == _ZIP_MAGIC


def _check_size(path: Path | str, size_bytes: int) -> None:
    if size_bytes > MOST_BYTES:
        raise ImportFileError(
            f"{path} unpacks to {size_bytes // 1024**3:,} GB; an export is smaller than"
            f" {MOST_BYTES // 1024**3:,} GB.",
            hint="Give the export itself.",
        )


def _check_count(path: Path | str, count: int) -> None:
    if count > MOST_FILES:
        raise ImportFileError(
            f"{path} holds {count:,} files; an export has at most {MOST_FILES:,}.",
            hint="Give the export itself, not a folder around it.",
        )
