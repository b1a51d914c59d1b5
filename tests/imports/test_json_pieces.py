"""Files that are cut, or arrive in pieces: every whole row comes out."""

import json
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from musicanalyser.imports.json_rows import NotAListError, read_rows
from musicanalyser.model.evidence import BadRow

THE_END = "the file ends before its list does"


class Row(Struct, frozen=True):
    """The fields that these tests read."""

    n: int
    text: str | None = None


class SlowStream(BytesIO):
    """A stream that never gives more than a few bytes at a time."""

    def __init__(self, content: bytes, most: int) -> None:
        super().__init__(content)
        self._most = most

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(self._most if size is None or size < 0 else min(size, self._most))


TEXT = st.text(st.characters(exclude_characters="{"), max_size=8)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT
ROWS = st.lists(
    st.fixed_dictionaries(
        {"n": st.integers(0, 2**40)},
        optional={"text": st.none() | TEXT, "ip_addr": SCALARS | st.lists(SCALARS, max_size=3)},
    ),
    max_size=5,
)
SPACES = st.sampled_from(["", " ", "\n", "\r\n  "])


def list_of(rows: list[dict[str, object]], space: str, *, plain: bool) -> tuple[bytes, list[int]]:
    """Return the rows as a list, and where each ends in it."""
    content = b"["
    ends: list[int] = []
    for row in rows:
        between = f"{space},{space}" if ends else space
        content += (between + json.dumps(row, ensure_ascii=plain)).encode("utf-8", "surrogatepass")
        ends.append(len(content))
    return content + f"{space}]".encode(), ends


def read(stream: BytesIO) -> tuple[list[tuple[int, Row]], list[BadRow]]:
    """Return the good rows and the bad ones."""
    good: list[tuple[int, Row]] = []
    bad: list[BadRow] = []
    for row in read_rows(stream, Row):
        bad.append(row) if isinstance(row, BadRow) else good.append(row)
    return good, bad


@settings(deadline=None)
@given(ROWS, SPACES, st.booleans(), st.integers(1, 60))
def test_a_slow_stream_gives_the_same_rows(
    rows: list[dict[str, object]],
    space: str,
    plain: bool,
    most: int,
) -> None:
    content, _ = list_of(rows, space, plain=plain)
    assert read(SlowStream(content, most)) == read(BytesIO(content))


@settings(deadline=None)
@given(ROWS, SPACES, st.booleans(), st.sampled_from([7, 64, 10**6]))
def test_wherever_a_file_is_cut_the_rows_before_come_out_and_the_end_is_reported_once(
    rows: list[dict[str, object]],
    space: str,
    plain: bool,
    most: int,
) -> None:
    content, ends = list_of(rows, space, plain=plain)
    whole, _ = read(BytesIO(content))
    for cut in range(1, len(content)):
        good, bad = read(SlowStream(content[:cut], most))
        complete = sum(end <= cut for end in ends)
        assert good == whole[:complete]
        assert [one.row for one in bad] == [complete + 1]


@settings(deadline=None)
@given(st.binary(max_size=200), st.integers(1, 60))
def test_any_bytes_end_in_rows_or_in_a_refusal(content: bytes, most: int) -> None:
    try:
        good, bad = read(SlowStream(b"[" + content, most))
    except NotAListError:
        return
    places = sorted([place for place, _ in good] + [one.row for one in bad])
    assert places == list(range(1, len(places) + 1))
