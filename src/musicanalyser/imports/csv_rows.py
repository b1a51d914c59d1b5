"""The rows of a CSV table, at any length and with any damage.

Only the columns that a format declares are kept. Rows are read one by one, so that memory does not
grow with the file.
"""

import csv
import io
from collections import deque
from collections.abc import Iterator
from operator import itemgetter
from typing import IO, TypeVar

from msgspec import NODEFAULT, Struct, structs

from musicanalyser.imports.imported_file import MissingColumnError
from musicanalyser.model.evidence import BadRow

LONGEST_LINE_CHARS = 128 * 1024
"""The rest of a longer line is dropped. As long may a field be for the `csv` module."""

T = TypeVar("T", bound=Struct)


def read_table(
    stream: IO[bytes], row_type: type[T], *, delimiter: str = ","
) -> Iterator[tuple[int, T] | BadRow]:
    """Yield the rows of a table in a UTF-8 stream, with their numbers counted from 1.

    The fields of ``row_type`` are text, and their encoded names are those of columns. A field with
    a default may have no column. Bytes that are no UTF-8 become lone surrogates.

    Raises:
        MissingColumnError: If there is no column for a field without a default.
        OSError: If the stream cannot be read.
    """
    records = _read_records(_Lines(stream), delimiter)
    header = next(records, None) or []
    places = _find_columns(header, row_type)
    pick = itemgetter(*places.values(), 0)  # one more place, as one alone would make no tuple
    names = tuple(places)
    for number, record in enumerate(records, start=1):
        if record is None:
            yield BadRow(row=number, why="a quote is in a wrong place, or a field is too long")
        elif len(record) != len(header):
            yield BadRow(row=number, why=f"{len(record)} fields instead of {len(header)}")
        else:
            yield number, row_type(**dict(zip(names, pick(record), strict=False)))


def read_text_lines(stream: IO[bytes]) -> Iterator[str]:
    """Yield the lines of a UTF-8 stream without their ends; the rest of a long line is dropped."""
    return (line.rstrip("\r\n") for line in _Lines(stream))


def _find_columns(header: list[str], row_type: type[Struct]) -> dict[str, int]:
    """Return the place of the column of each field, by the name of the field.

    What follows a ``#`` in a title, such as the name of a user, is no part of its name.
    """
    titles = {title.partition("#")[0].strip(): place for place, title in enumerate(header)}
    places = {}
    for field in structs.fields(row_type):
        if field.encode_name in titles:
            places[field.name] = titles[field.encode_name]
        elif field.default is NODEFAULT:
            raise MissingColumnError(field.encode_name)
    return places


def _read_records(lines: "_Lines", delimiter: str) -> Iterator[list[str] | None]:
    """Yield the fields of each record, ``None`` for one that is broken.

    A quote that nothing closes takes in the lines behind it: they are read again without it.
    """
    width = 0
    while lines.mark():
        try:
            record = next(csv.reader(lines, delimiter=delimiter, strict=True))
        except csv.Error:  # a quote in a wrong place, or a field that is too long
            record = None
        if record == []:
            continue  # a blank line
        width = width or len(record or ())
        if lines.since_mark > 1 and (record is None or len(record) != width):
            lines.return_behind_first()
            record = None
        yield record


class _Lines:
    """The lines of a stream with their ends, of which those since a mark can be read again."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._text = io.TextIOWrapper(
            stream, encoding="utf-8-sig", errors="surrogateescape", newline=""
        )
        self._again: deque[str] = deque()
        self._seen: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        if not line:
            raise StopIteration
        self._seen.append(line)
        return line

    @property
    def since_mark(self) -> int:
        """The number of lines since the mark."""
        return len(self._seen)

    def mark(self) -> bool:
        """Set the mark here; return whether there is another line."""
        self._seen = []
        if not self._again and (line := self._read()):
            self._again.append(line)
        return bool(self._again)

    def return_behind_first(self) -> None:
        """Return to the second line since the mark."""
        self._again.extendleft(reversed(self._seen[1:]))

    def _read(self) -> str:
        line = rest = self._text.readline(LONGEST_LINE_CHARS)
        while rest and rest[-1] not in "\r\n":
            rest = self._text.readline(LONGEST_LINE_CHARS)
        return line
