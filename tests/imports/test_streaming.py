"""Rows come out while a file is read: memory holds a piece of it, however large it is."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import IO

import pytest
from msgspec import Struct

from musicanalyser.imports.csv_rows import read_table, read_text_lines
from musicanalyser.imports.json_rows import read_list_or_lines, read_named_lists

ROWS = 60_000
PIECE_BYTES = 64 * 1024


class Row(Struct):
    """The field of all rows here."""

    n: str


FILES: dict[str, tuple[bytes, Callable[[IO[bytes]], Iterator[object]]]] = {
    "table": (b"n,x\n" + b"1,abcdefghij\n" * ROWS, lambda stream: read_table(stream, Row)),
    "text": (b"1\tabcdefghij\n" * ROWS, read_text_lines),
    "lines": (b'{"n":"1","x":0}\n' * ROWS, lambda stream: read_list_or_lines(stream, Row)),
    "named": (
        b'{"rows":[' + b'{"n":"1","x":0},' * ROWS + b'{"n":"1"}]}',
        lambda stream: read_named_lists(stream, "rows", Row),
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_no_more_is_read_than_the_rows_so_far_need(name: str) -> None:
    content, read = FILES[name]
    stream = BytesIO(content)
    rows = read(stream)
    for number in range(1, ROWS):
        next(rows)
        if number % 6_000 == 1:
            assert stream.tell() < number * len(content) / ROWS + 2 * PIECE_BYTES
