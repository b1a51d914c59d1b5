"""One file of an export, opened: its format, the digest of its content, and its rows."""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from gzip import BadGzipFile
from io import BytesIO
from typing import IO
from zipfile import BadZipFile
from zoneinfo import ZoneInfo

from musicanalyser.imports import FORMATS, recognise_format
from musicanalyser.imports.archive import DeepZipError, Member, UnsupportedZipError
from musicanalyser.imports.decoding import LARGEST_FILE_BYTES, TooLargeError
from musicanalyser.imports.foreign_services import explain_foreign
from musicanalyser.imports.imported_file import ImportedFile, MissingColumnError, ZoneMissingError
from musicanalyser.imports.json_rows import AT_ONCE_BYTES, NotAListError
from musicanalyser.model.evidence import BadRow, LiveSpan, PodcastShow, Sighting

NO_HISTORY = "not a listening history"
_DAMAGE = (BadZipFile, BadGzipFile, EOFError, zlib.error)


class SkippedFileError(Exception):
    """A file is no listening history, as most files of an export; the message says why."""


class NoZoneError(SkippedFileError):
    """A file holds times without a zone."""


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
    rows: Iterator[Sighting | PodcastShow | LiveSpan | BadRow]


@contextmanager
def open_member(
    member: Member, *, among: Iterable[Member] = (), zone: ZoneInfo | None = None
) -> Iterator[OpenedFile]:
    """Open a file of an export, and close it at the end of the ``with`` block.

    ``among`` are all files of the import, and ``zone`` is that of files that do not say theirs.

    Raises:
        SkippedFileError: If the file is too large, or no format recognises it.
        NoZoneError: If the file needs a zone; while rows are read, too.
        UnreadableFileError: If it is damaged; while rows are read, too.
    """
    with _errors_explained():
        format_name = _recognise(member)
        with _open_with_digest(member) as (digest, stream):
            opener = partial(_open_sibling, member, among)
            file = ImportedFile(name=member.name, zone=zone, open_sibling=opener)
            rows = FORMATS[format_name].read(stream, file)
            yield OpenedFile(format_name=format_name, digest=digest, rows=rows)


def _recognise(member: Member) -> str:
    if member.size_bytes > LARGEST_FILE_BYTES:
        raise TooLargeError
    head = member.head()
    format_name = recognise_format(head)
    if format_name is None:
        raise SkippedFileError(_explain_head(head))
    return format_name


def _open_sibling(
    member: Member, among: Iterable[Member], recognises: Callable[[bytes], bool]
) -> IO[bytes] | None:
    """Open another file of a delivery by its first bytes; ``None`` if there is none."""
    for other in among:
        if other.delivery == member.delivery and other is not member:
            with suppress(*_DAMAGE, OSError):
                if recognises(other.head()):
                    return other.open()
    return None


def _explain_head(head: bytes) -> str:
    """Return why a file with these first bytes is not read."""
    if reason := explain_foreign(head):
        return reason
    return {b"": "empty", b"[]": "an empty list"}.get(head.strip(), NO_HISTORY)


@contextmanager
def _open_with_digest(member: Member) -> Iterator[tuple[bytes, IO[bytes]]]:
    """Yield the digest and a stream of the content; a small file is read only once."""
    with member.open() as stream:
        content = stream.read(AT_ONCE_BYTES + 1)
        if len(content) <= AT_ONCE_BYTES:
            yield hashlib.sha256(content).digest(), BytesIO(content)
            return
    del content
    digest = member.digest()
    with member.open() as stream:
        yield digest, stream


@contextmanager
def _errors_explained() -> Iterator[None]:
    try:
        yield
    except NotAListError:
        raise UnreadableFileError("not a JSON list of plays") from None
    except MissingColumnError as error:
        raise UnreadableFileError(f"has no column {error}") from None
    except ZoneMissingError:
        raise NoZoneError("does not say the zone of its times: name it with --zone") from None
    except TooLargeError:
        raise SkippedFileError(f"larger than {LARGEST_FILE_BYTES // 1024**2:,} MB") from None
    except DeepZipError:
        raise UnreadableFileError("a zip within a zip within a zip: unpack it first") from None
    except _DAMAGE:
        raise UnreadableFileError("damaged") from None
    except UnsupportedZipError:
        raise UnreadableFileError("encrypted, or compressed by an unsupported method") from None
    except OSError as error:
        raise UnreadableFileError(f"cannot be read: {error.strerror or error}") from None
