import json
from collections.abc import Iterator
from io import BytesIO

import pytest
from msgspec import Struct

from musicanalyser.imports.json_rows import (
    AT_ONCE_BYTES,
    NotAListError,
    read_list_or_lines,
    read_named_lists,
    read_rows,
)
from musicanalyser.imports.json_text import LONGEST_ROW_CHARS
from musicanalyser.model.evidence import BadRow


class Row(Struct):
    """The only fields these tests declare; all others are ignored."""

    n: int
    text: str | None = None


def found(content: str | bytes) -> list[int | tuple[int, str]]:
    """Return ``n`` of the good rows, and row and reason of the bad ones."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return [
        (row.row, row.why) if isinstance(row, BadRow) else row[1].n
        for row in read_rows(BytesIO(data), Row)
    ]


def test_rows_come_with_their_numbers_from_one() -> None:
    rows = [
        row[0] for row in read_rows(BytesIO(b'[{"n":7},{"n":8}]'), Row) if isinstance(row, tuple)
    ]
    assert rows == [1, 2]


@pytest.mark.parametrize(
    "content", ["[]", " [ ] ", "\ufeff[]", "\r\n[\n]\n"], ids=["bare", "spaced", "BOM", "lines"]
)
def test_an_empty_list_has_no_rows(content: str) -> None:
    assert found(content) == []


@pytest.mark.parametrize(
    "content", ["", "  ", "\ufeff", "{}", '{"n": 1}', "5", "null", '"[1]"', "x"]
)
def test_anything_but_a_list_is_refused(content: str) -> None:
    with pytest.raises(NotAListError):
        found(content)


def test_a_byte_order_mark_is_ignored() -> None:
    assert found('\ufeff[{"n": 1}]') == [1]


def test_undeclared_fields_are_not_decoded() -> None:
    assert found('[{"n": 1, "ip_addr": {"deep": [[["\\u0000", 1e999]]]}}]') == [1]


def test_the_last_of_equal_keys_holds() -> None:
    assert found('[{"n": 1, "n": 2}]') == [2]
    assert found('[{"n": 1, "n": 2}, 5]') == [2, (2, "expected object, got int")]


@pytest.mark.parametrize(
    "broken", ["oops", "nul", '{"n": tru}', '{"n" 5}', "{", '{"n": 5', "[", "\\"]
)
def test_a_broken_row_costs_no_neighbour(broken: str) -> None:
    rows = found(f'[{{"n": 1}}, {{"n": 2}}, {broken}, {{"n": 4}}, {{"n": 5}}]')
    assert [row for row in rows if isinstance(row, int)] == [1, 2, 4, 5]
    ((place, why),) = (row for row in rows if isinstance(row, tuple))
    assert place == 3
    assert why.startswith("not valid JSON")


@pytest.mark.parametrize(
    "wrong", ["5", '"x"', "null", "true", "[]", '[{"n": 3}]', '{"n": "3"}', "{}"]
)
def test_a_row_of_a_wrong_kind_costs_no_neighbour(wrong: str) -> None:
    rows = found(f'[{{"n": 1}}, {wrong}, {{"n": 3}}]')
    assert rows[0] == 1
    assert isinstance(rows[1], tuple)
    assert rows[2] == 3


def test_lists_set_one_after_the_other_are_all_read() -> None:
    assert found('[{"n": 1}][{"n": 2}]\n[]\n[{"n": 3}]') == [1, 2, 3]


def test_something_behind_the_list_is_reported() -> None:
    assert found('[{"n": 1}] and more') == [
        1,
        (2, "something follows the list; the rest of the file was not read"),
    ]


@pytest.mark.parametrize("separator", [" ", "", ",,", "\n,\n,\n"])
def test_too_few_or_too_many_commas_are_forgiven(separator: str) -> None:
    assert found(f'[{{"n": 1}}{separator}{{"n": 2}},]') == [1, 2]


@pytest.mark.parametrize("depth", [1_100, 100_000])
def test_deep_nesting_costs_its_row_alone(depth: int) -> None:
    for opening in ("[", '{"a":'):
        first, broken, last = found(f'[{{"n": 1}}, {opening * depth}, {{"n": 3}}]')
        assert (first, last) == (1, 3)
        assert isinstance(broken, tuple)
        assert broken[0] == 2
        assert broken[1].startswith("not valid JSON: ")  # how deep is too deep differs by Python


def test_a_file_of_nothing_but_nesting_ends_soon() -> None:
    rows = found("[" + '{"a":[{},' * 200_000)
    assert rows[-1] == (len(rows), "too many broken rows; the rest of the file was not read")
    assert len(rows) < 3_000


@pytest.mark.parametrize(
    ("number", "good"),
    [("9" * 5_000, False), ("1e999", False), ("-0", True), ("NaN", False), ("1.5", False)],
)
def test_odd_numbers_are_taken_or_reported(number: str, *, good: bool) -> None:
    first, second, third = found(f'[{{"n": 1}}, {{"n": {number}}}, {{"n": 3}}]')
    assert (first, third) == (1, 3)
    assert isinstance(second, int) == good


def test_invalid_utf8_spoils_at_most_the_rows_it_stands_in() -> None:
    rows = found(b'[{"n": 1}, {"n": 2, "text": "a\xff\xfeb"}, {"n": 3, "other": "\xc3"}]')
    assert rows[0] == 1
    assert rows[-1] == 3
    assert len(rows) == 3


def test_a_lone_surrogate_is_passed_on_for_the_format_to_judge() -> None:
    (row,) = read_rows(BytesIO(b'[{"n": 1, "text": "\\ud800"}]'), Row)
    assert isinstance(row, tuple)
    assert row[1].text == "\ud800"


def test_control_characters_in_text_break_their_row_alone() -> None:
    rows = found('[{"n": 1}, {"n": 2, "text": "a\x00b"}, {"n": 3}]')
    assert rows[0] == 1
    assert isinstance(rows[1], tuple)
    assert rows[2] == 3


@pytest.mark.parametrize("row", [b'{"n": 2, "\\ud800": 0}', b'{"n": 2, "a\xff": 0}', b'"\\ud800"'])
def test_a_name_that_is_not_text_says_so(row: bytes) -> None:
    assert found(b'[{"n": 1}, %b, 3]' % row)[:2] == [1, (2, "a name is not valid UTF-8")]


@pytest.mark.parametrize(("broken", "is_read"), [(99, True), (100, False)])
def test_reading_stops_after_a_hundred_broken_rows(broken: int, *, is_read: bool) -> None:
    rows = found("[" + '{"n": tru},' * broken + '{"n": 7}]')
    assert (7 in rows) is is_read
    stopped = (101, "too many broken rows; the rest of the file was not read")
    assert (stopped in rows) is not is_read


def padded(rows: list[str], *, by: str = " ") -> bytes:
    """Return a list too large to be decoded at once."""
    return ("[" + ",".join(rows) + by * AT_ONCE_BYTES + "]").encode()


def test_a_file_too_large_to_decode_at_once_gives_the_same_rows() -> None:
    rows = [json.dumps({"n": n, "text": "\u00e4\U0001f98a" * n}) for n in range(300)]
    small = list(read_rows(BytesIO(padded(rows, by="")), Row))
    assert list(read_rows(BytesIO(padded(rows)), Row)) == small
    assert len(small) == 300


def test_a_row_longer_than_the_bound_is_broken_and_its_neighbours_are_not() -> None:
    long = json.dumps({"n": 2, "text": "x" * 8 * LONGEST_ROW_CHARS})
    rows = list(read_rows(BytesIO(padded(['{"n": 1}', long, '{"n": 3}'])), Row))
    assert [row[1].n for row in rows if isinstance(row, tuple)] == [1, 3]
    assert [row.row for row in rows if isinstance(row, BadRow)] == [2]


def test_a_row_that_never_ends_is_given_up_soon() -> None:
    content = b'[{"n": 1}, {"n": 2, "text": "' + b"x" * (2 * AT_ONCE_BYTES)
    rows = found(content)
    assert rows[0] == 1
    assert isinstance(rows[1], tuple)
    assert len(rows) == 2


@pytest.mark.parametrize("key", [b"\\ud800", b"a\xffb", b"\xed\xa0\x80"])
def test_a_key_that_is_not_text_costs_at_most_its_row(key: bytes) -> None:
    rows = found(b'[{"n": 1}, {"n": 2, "%b": 0}, {"n": 3}]' % key)
    assert rows[0] == 1
    assert rows[-1] == 3
    assert len(rows) == 3


def numbers(rows: Iterator[tuple[int, Row] | BadRow]) -> list[int | str]:
    """Return ``n`` of the good rows, and the reason of the bad ones."""
    return [row.why if isinstance(row, BadRow) else row[1].n for row in rows]


@pytest.mark.parametrize(
    "content",
    [
        '{"n": 1}\n{"n": 2}\n{"n": 3}\n',
        '{"n": 1}\r\n\r\n{"n": 2}\r\n{"n": 3}',
        '\ufeff[{"n": 1}, {"n": 2}, {"n": 3}]',
    ],
    ids=["lines", "Windows lines", "list"],
)
def test_rows_on_lines_and_in_a_list_are_the_same(content: str) -> None:
    assert numbers(read_list_or_lines(BytesIO(content.encode()), Row)) == [1, 2, 3]


@pytest.mark.parametrize("broken", ['{"n": 2, "text": [{"n": 9}, {"n": 9', "oops", '{"n": 2'])
def test_a_broken_line_costs_no_other(broken: str) -> None:
    found = numbers(
        read_list_or_lines(BytesIO(f'{{"n": 1}}\n{broken}\n{{"n": 3}}\n'.encode()), Row)
    )
    assert [found[0], found[-1]] == [1, 3]
    assert len(found) == 3


def test_a_line_that_is_cut_is_the_last() -> None:
    *_, last = read_list_or_lines(BytesIO(b'{"n": 1}\n{"n": '), Row)
    assert isinstance(last, BadRow)
    assert last.is_last


@pytest.mark.parametrize(
    "content",
    [
        '{"version": 1, "rows": [{"n": 1}, {"n": 2}], "more": {"n": 5}}',
        '{"a": {"b": {"rows": [{"n": 1}, {"n": 2}]}}}',
        '[{"rows": [{"n": 1}]}, {"rows": {"n": 2}}]',
        '{"rows":{"n":1}}\n{"rows" :\n[ {"n":2} ] }',
        '{"rows": null, "rows": [], "x": "rows", "rows": [{"n": 1}, {"n": 2}]}',
    ],
)
def test_all_lists_of_one_name_are_read_wherever_they_are(content: str) -> None:
    assert numbers(read_named_lists(BytesIO(content.encode()), "rows", Row)) == [1, 2]


def test_a_named_list_that_is_cut_says_so_once() -> None:
    content = b'{"rows": [{"n": 1}, {"n": 2}'
    assert numbers(read_named_lists(BytesIO(content), "rows", Row)) == [
        1,
        2,
        "the file ends before its list does",
    ]
    assert numbers(read_named_lists(BytesIO(content + b', {"n"'), "rows", Row))[:2] == [1, 2]


def test_rows_of_several_lists_are_numbered_through() -> None:
    content = b'[{"rows": [{"n": 7}]}, {"rows": [{"n": 8}, 5]}]'
    rows = list(read_named_lists(BytesIO(content), "rows", Row))
    assert [row.row if isinstance(row, BadRow) else row[0] for row in rows] == [1, 2, 3]


def test_a_named_list_is_found_across_the_pieces_of_a_stream() -> None:
    for padding in range(64 * 1024 - 12, 64 * 1024 + 2):
        content = b'{"x": "' + b"x" * (padding - 9) + b'", "rows": [{"n": 1}]}'
        assert numbers(read_named_lists(BytesIO(content), "rows", Row)) == [1]
