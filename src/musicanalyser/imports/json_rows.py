"""The rows of a JSON list, at any length and with any damage.

Only the fields that a format declares are decoded. A file of Spotify's usual size is decoded at
once, which is fast. Larger and damaged files are decoded row by row, which limits memory and keeps
the good rows around a broken one.
"""

import codecs
import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import IO, TypeVar

import msgspec

from musicanalyser.model.evidence import BadRow

AT_ONCE_BYTES = 16 * 1024 * 1024
"""Files up to this size are decoded at once."""
LONGEST_ROW_CHARS = 256 * 1024
"""A row that is not complete after this many characters is broken."""

_PIECE_BYTES = 64 * 1024
"""Small, because the allocator never returns the memory of larger pieces."""
_BETWEEN_ROWS = re.compile(r"[\s,]*")
_NEXT_ROW = re.compile(r",\s*(?=\{)")
_MOST_BROKEN = 100
"""Reading stops after as many broken rows without a good one between them."""
_DECODER = json.JSONDecoder()

T = TypeVar("T", bound=msgspec.Struct)


class NotAListError(Exception):
    """The file holds something other than a list."""


def read_rows(stream: IO[bytes], row_type: type[T]) -> Iterator[tuple[int, T] | BadRow]:
    """Yield the rows of the JSON list in a UTF-8 stream, with their numbers counted from 1.

    Raises:
        NotAListError: If the stream does not begin with a list.
        OSError: If the stream cannot be read.
    """
    start = stream.read(AT_ONCE_BYTES + 1)
    if len(start) <= AT_ONCE_BYTES:
        try:
            values = msgspec.json.decode(start, type=list[row_type])  # type: ignore[valid-type]  # known at run time only
        except (ValueError, RecursionError):
            pass  # reading row by row finds what is wrong, and where
        else:
            yield from enumerate(values, start=1)
            return
    for row in _RowReader(BytesIO(start), stream).rows():
        if isinstance(row, BadRow):
            yield row
            continue
        try:
            yield row[0], msgspec.convert(row[1], row_type)
        except (msgspec.ValidationError, UnicodeError) as error:
            yield BadRow(row=row[0], why=_explain(error))


class _RowReader:
    """Decodes a stream row by row; holds no more text than the present row needs."""

    def __init__(self, *streams: IO[bytes]) -> None:
        self._streams = list(streams)
        self._decode = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape").decode
        self._text = ""
        self._at = 0

    def rows(self) -> Iterator[tuple[int, object] | BadRow]:
        """Yield the rows of the list, and of lists that were appended to the file."""
        if not self._skip_to_row() or self._text[self._at] != "[":
            raise NotAListError
        number = broken = 0
        inside = False
        while self._skip_to_row():
            if self._text[self._at] == ("]" if inside else "["):
                inside = not inside
                self._at += 1
                continue
            number += 1
            if not inside or broken == _MOST_BROKEN:
                why = "too many broken rows" if inside else "something follows the list"
                why = f"{why}; the rest of the file was not read"
                yield BadRow(row=number, why=why, is_last=True)
                return
            row = self._decode_row(number)
            broken = broken + 1 if isinstance(row, BadRow) else 0
            yield row
        if inside and not broken:
            yield BadRow(row=number + 1, why="the file ends before its list does", is_last=True)

    def _decode_row(self, number: int) -> tuple[int, object] | BadRow:
        while True:
            try:
                value, self._at = _DECODER.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if len(self._text) - self._at < LONGEST_ROW_CHARS and self._read_more():
                    continue
                is_last = not self._skip_broken_row()
                return BadRow(row=number, why=_explain(error), is_last=is_last)
            return number, value

    def _skip_broken_row(self) -> bool:
        """Skip the broken row: go on where the next row seems to begin, if there is one."""
        while (found := _NEXT_ROW.search(self._text, self._at + 1)) is None:
            self._at = max(self._at, len(self._text) - 64)
            if not self._read_more():
                self._at = len(self._text)
                return False
        self._at = found.end()
        return True

    def _skip_to_row(self) -> bool:
        """Skip spaces and commas; return whether anything follows."""
        while True:
            if found := _BETWEEN_ROWS.match(self._text, self._at):
                self._at = found.end()
            if self._at < len(self._text):
                return True
            if not self._read_more():
                return False

    def _read_more(self) -> bool:
        while self._streams:
            piece = self._streams[0].read(_PIECE_BYTES)
            if piece:
                self._text = self._text[self._at :] + self._decode(piece)
                self._at = 0
                return True
            self._streams.pop(0)
        return False


def _explain(error: Exception) -> str:
    if isinstance(error, msgspec.ValidationError):
        text = str(error).replace("`", "").replace(" - at $.", " in ")
        text = text.replace("int | float | str", "a number")
        return f"{text[:1].lower()}{text[1:]}"
    if isinstance(error, UnicodeError):
        return "a name is not valid UTF-8"
    if isinstance(error, json.JSONDecodeError):
        return f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"
    if isinstance(error, RecursionError):
        return "not valid JSON: nested too deeply"
    return "not valid JSON: a number is too long"
