"""Tables with headers: every whole row comes out, whatever is around it."""

import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct, field

from musicanalyser.imports.csv_rows import (
    LONGEST_LINE_CHARS,
    read_table,
    read_text_lines,
)
from musicanalyser.imports.imported_file import MissingColumnError
from musicanalyser.model.evidence import BadRow


class Row(Struct):
    """The columns that these tests read."""

    name: str = field(name="Name")
    count: str = field(name="Count", default="none")


NO_QUOTE = "a quote is in a wrong place, or a field is too long"


def found(content: str | bytes, delimiter: str = ",") -> list[tuple[str, str] | str]:
    """Return the fields of the good rows, and the reason of the bad ones."""
    data = content.encode() if isinstance(content, str) else content
    return [
        row.why if isinstance(row, BadRow) else (row[1].name, row[1].count)
        for row in read_table(BytesIO(data), Row, delimiter=delimiter)
    ]


def test_columns_are_found_by_name_whatever_their_order() -> None:
    assert found("x,Count,y,Name\n1,2,3,four\n") == [("four", "2")]
    assert found("\ufeffName,Count\nfour,2") == [("four", "2")]
    assert found('"Name"," Count "\r\n"four","2"\r\n') == [("four", "2")]


def test_what_follows_a_hash_in_a_title_is_not_its_name() -> None:
    assert found("Count;Name#somebody\n2;four\n", ";") == [("four", "2")]


def test_a_missing_column_is_none_or_an_error() -> None:
    assert found("Name,x\nfour,1\n") == [("four", "none")]
    for content in ("", "Count\n2\n", "\n\n", "name,count\nfour,2\n"):
        with pytest.raises(MissingColumnError, match="Name"):
            found(content)


def test_quoted_newlines_commas_and_quotes_are_parts_of_a_field() -> None:
    assert found('Name,Count\n"a,\n""b""\n",2\nc,3\n') == [('a,\n"b"\n', "2"), ("c", "3")]


def test_empty_lines_are_no_rows() -> None:
    assert found("\nName,Count\n\n\na,1\n\r\n\nb,2\n\n") == [("a", "1"), ("b", "2")]


@pytest.mark.parametrize("broken", ["lonely", "one,two,three", '5" single,d,x'])
def test_a_row_of_a_wrong_width_costs_no_neighbour(broken: str) -> None:
    rows = found(f"Name,Count\na,1\n{broken}\nb,2\n")
    assert (rows[0], rows[2]) == (("a", "1"), ("b", "2"))
    assert isinstance(rows[1], str)
    assert "fields instead of 2" in rows[1]


def test_a_quote_that_nothing_closes_costs_its_line_alone() -> None:
    after = [("b", "2"), ("c", "3")]
    assert found('Name,Count\n"a,1\nb,2\nc,3\n') == [NO_QUOTE, *after]
    assert found('Name,Count\n"a,1\nb,2\n"x,1\nc,3\n') == [NO_QUOTE, ("b", "2"), NO_QUOTE, after[1]]
    assert found('Name,Count\n"a"x,1\nb,2\n') == [NO_QUOTE, ("b", "2")]
    assert found('Name,Count\n5" single,1\n') == [('5" single', "1")]
    many = "".join(f"n{number},{number}\n" for number in range(30_000))
    assert len(found(f'Name,Count\n"a,1\n{many}')) == 30_001


def test_a_line_without_an_end_is_not_held_in_memory() -> None:
    rows = found("Name,Count\na,1\n" + "x" * (3 * LONGEST_LINE_CHARS) + "\nb,2\n")
    assert (rows[0], rows[2]) == (("a", "1"), ("b", "2"))
    assert len(rows) == 3


def test_bytes_that_are_no_text_are_kept_apart_from_text() -> None:
    assert found(b"Name,Count\n\xff,1\n\x00,2\n") == [("\udcff", "1"), ("\x00", "2")]


def test_rows_are_numbered_from_one_with_the_bad_ones() -> None:
    rows = list(read_table(BytesIO(b"Name,Count\na,1\nb\nc,3\n"), Row))
    assert [row.row if isinstance(row, BadRow) else row[0] for row in rows] == [1, 2, 3]


def test_lines_come_without_their_ends() -> None:
    assert list(read_text_lines(BytesIO(b"\xef\xbb\xbfa\tb\r\nc\n\nd"))) == ["a\tb", "c", "", "d"]


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=9)


@settings(deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), max_size=6), st.sampled_from([",", ";"]))
def test_what_the_csv_module_writes_is_read_back(
    rows: list[tuple[str, str]], delimiter: str
) -> None:
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("Name", "Count"), *rows])
    assert found(text.getvalue(), delimiter) == rows


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_end_in_rows_or_in_a_refusal(content: bytes) -> None:
    for row in read_table(BytesIO(b"Name,Count\n" + content), Row):
        assert isinstance(row, BadRow | tuple)
    assert list(read_table(BytesIO(b"Name,Count\n" + content + b"\na,1"), Row))
