"""A file of an export, opened: its format, digest and rows, or why it is not read."""

import zlib
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from typing import IO
from zipfile import BadZipFile

import pytest

from musicanalyser.imports.archive import HEAD_BYTES, Member, UnsupportedZipError
from musicanalyser.imports.decoding import LARGEST_FILE_BYTES
from musicanalyser.imports.json_rows import AT_ONCE_BYTES
from musicanalyser.imports.opened_file import (
    SkippedFileError,
    UnreadableFileError,
    open_member,
)
from musicanalyser.model.evidence import BadRow, Sighting
from tests.imports.sample_rows import account_row, extended_row, to_json


def member(content: bytes, *, size_bytes: int | None = None) -> Member:
    size = len(content) if size_bytes is None else size_bytes
    return Member(name="a.json", delivery="here", size_bytes=size, open=lambda: BytesIO(content))


def failing(error: Exception) -> Callable[[], IO[bytes]]:
    def fail() -> IO[bytes]:
        raise error

    return fail


@pytest.mark.parametrize(
    ("row", "format_name"),
    [(extended_row(), "spotify-extended"), (account_row(), "spotify-account")],
)
def test_a_file_has_a_format_a_digest_and_rows(row: dict[str, object], format_name: str) -> None:
    content = to_json([row, 7])
    with open_member(member(content)) as opened:
        first, second = opened.rows
        assert opened.format_name == format_name
    assert opened.digest == sha256(content).digest()
    assert isinstance(first, Sighting)
    assert isinstance(second, BadRow)


@pytest.mark.parametrize("padding", [AT_ONCE_BYTES, AT_ONCE_BYTES + 1])
def test_a_large_file_has_the_same_digest_and_rows(padding: int) -> None:
    content = to_json([extended_row()]).ljust(padding)
    with open_member(member(content)) as opened:
        assert len(list(opened.rows)) == 1
    assert opened.digest == sha256(content).digest()


def test_a_format_is_recognised_by_a_first_row_with_long_names() -> None:
    row = {"master_metadata_track_name": "x" * (HEAD_BYTES // 2), **extended_row()}
    with open_member(member(to_json([row]))) as opened:
        assert opened.format_name == "spotify-extended"
    assert HEAD_BYTES >= 16 * 1024


@pytest.mark.parametrize(
    ("size_bytes", "reason"),
    [
        (LARGEST_FILE_BYTES, "an empty list"),
        (LARGEST_FILE_BYTES + 1, "larger than 1,024 MB"),
    ],
)
def test_a_file_above_one_gigabyte_is_skipped(size_bytes: int, reason: str) -> None:
    with (
        pytest.raises(SkippedFileError, match=reason),
        open_member(member(b"[]", size_bytes=size_bytes)),
    ):
        pass


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (BadZipFile(), "damaged"),
        (EOFError(), "damaged"),
        (zlib.error(), "damaged"),
        (UnsupportedZipError(), "encrypted, or compressed by an unsupported method"),
        (PermissionError(13, "Permission denied"), "cannot be read: Permission denied"),
        (OSError("odd"), "cannot be read: odd"),
    ],
)
def test_every_error_has_its_reason(error: Exception, reason: str) -> None:
    broken = Member(name="a", delivery="here", size_bytes=1, open=failing(error))
    with pytest.raises(UnreadableFileError, match=reason), open_member(broken):
        pass


def test_an_error_while_rows_are_read_has_its_reason_too() -> None:
    single_object = member(to_json(extended_row()))
    with (
        pytest.raises(UnreadableFileError, match="not a JSON list of plays"),
        open_member(single_object) as opened,
    ):
        list(opened.rows)
