"""One file of an export, opened: its format, the digest of its content, and its rows."""

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import IO
from zipfile import BadZipFile

from musicanalyser.imports import FORMATS, recognise_format
from musicanalyser.imports.archive import Member, UnsupportedZipError
from musicanalyser.imports.json_rows import AT_ONCE_BYTES, NotAListError
from musicanalyser.model.evidence import BadRow, Sighting

LARGEST_FILE_BYTES = 1024**3
"""A larger file is skipped: those of Spotify have about 12 MB."""


class SkippedFileError(Exception):
    """A file is no listening history, as most files of an export; the message says why."""


class UnreadableFileError(Exception):
    """A listening history cannot be read to its end; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """A listening history, open for reading.

    ``format_name`` is a key of `FORMATS`, ``digest`` the SHA-256 of the whole content. ``rows``
    can be iterated once.
    """

    format_name: str
    digest: bytes
    rows: Iterator[Sighting | BadRow]


@contextmanager
def open_member(member: Member) -> Iterator[OpenedFile]:
    """Open a file of an export, and close it at the end of the ``with`` block.

    Raises:
        SkippedFileError: If the file is too large, or no format recognises it.
        UnreadableFileError: If it is damaged; while rows are read, too.
    """
    with _errors_explained():
        format_name = _recognise(member)
        with _open_with_digest(member) as (digest, stream):
            rows = FORMATS[format_name].read(stream, name=member.name)
            yield OpenedFile(format_name=format_name, digest=digest, rows=rows)


def _recognise(member: Member) -> str:
    if member.size_bytes > LARGEST_FILE_BYTES:
        raise SkippedFileError(f"larger than {LARGEST_FILE_BYTES // 1024**2:,} MB")
    head = member.head()
    format_name = recognise_format(head)
    if format_name is None:
        raise SkippedFileError("not a listening history" if head else "empty")
    return format_name


@contextmanager
def _open_with_digest(member: Member) -> Iterator[tuple[bytes, IO[bytes]]]:
    """Yield the digest and a stream of the content; a small file is read only once."""
    with member.open() as stream:
        if member.size_bytes <= AT_ONCE_BYTES:
            content = stream.read()
            yield hashlib.sha256(content).digest(), BytesIO(content)
        else:
            yield member.digest(), stream


@contextmanager
def _errors_explained() -> Iterator[None]:
    try:
        yield
    except NotAListError:
        raise UnreadableFileError("not a JSON list of plays") from None
    except (BadZipFile, EOFError, zlib.error):
        raise UnreadableFileError("damaged in the zip") from None
    except UnsupportedZipError:
        raise UnreadableFileError("encrypted, or compressed by an unsupported method") from None
    except OSError as error:
        raise UnreadableFileError(f"cannot be read: {error.strerror or error}") from None
