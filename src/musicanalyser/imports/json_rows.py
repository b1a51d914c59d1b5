"""The rows of JSON: of a list, of the lists under one name, or one on each line.

Only the fields that a format declares are decoded. A file of Spotify's usual size is decoded at
once, which is fast. Others are decoded row by row, which limits memory and keeps the good rows
around a broken one.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import IO, TypeVar

import msgspec

from musicanalyser.imports.json_text import BEHIND_LINE, JsonText, Row, explain_json_error
from musicanalyser.model.evidence import BadRow

AT_ONCE_BYTES = 16 * 1024 * 1024
"""Files up to this size are decoded at once."""

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
    yield from _converted(_list_rows(JsonText(BytesIO(start), stream)), row_type)


def read_list_or_lines(stream: IO[bytes], row_type: type[T]) -> Iterator[tuple[int, T] | BadRow]:
    """Yield the rows of a JSON list, or of JSON with one row on each line.

    Raises:
        OSError: If the stream cannot be read.
    """
    text = JsonText(stream)
    is_list = text.skip_to_row() == "["
    rows = _list_rows(text) if is_list else text.rows_until("", next_row=BEHIND_LINE)
    return _converted(rows, row_type)


def read_named_lists(
    stream: IO[bytes], name: str, row_type: type[T]
) -> Iterator[tuple[int, T] | BadRow]:
    """Yield the rows of all lists that are the value of one name, or the value if it is a row.

    Raises:
        OSError: If the stream cannot be read.
    """
    return _converted(_named_rows(JsonText(stream), name), row_type)


def _converted(rows: Iterator[Row], row_type: type[T]) -> Iterator[tuple[int, T] | BadRow]:
    for row in rows:
        if isinstance(row, BadRow):
            yield row
            continue
        try:
            yield row[0], msgspec.convert(row[1], row_type)
        except (msgspec.ValidationError, UnicodeError) as error:
            yield BadRow(row=row[0], why=explain_json_error(error))


def _list_rows(text: JsonText) -> Iterator[Row]:
    """Yield the rows of a list, and of lists that were appended to the file."""
    if text.skip_to_row() != "[":
        raise NotAListError
    while char := text.skip_to_row():
        if char != "[":
            yield text.give_up("something follows the list")
            return
        text.skip_char()
        yield from _rows_of_list(text)


def _named_rows(text: JsonText, name: str) -> Iterator[Row]:
    start = re.compile(rf'"{name}"\s*:\s*(?=[\[{{])')
    while text.skip_behind(start):
        if text.skip_to_row() == "[":
            text.skip_char()
            yield from _rows_of_list(text)
        else:
            yield text.decode_row()


def _rows_of_list(text: JsonText) -> Iterator[Row]:
    row: Row | None = None
    for row in text.rows_until("]"):
        yield row
    if text.skip_to_row():
        text.skip_char()
    elif not (isinstance(row, BadRow) and row.is_last):
        yield text.give_up("the file ends before its list does", rest="")
