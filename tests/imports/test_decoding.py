"""Files that are packed with gzip or saved in UTF-16 are read like any other."""

import gzip
import json
from contextlib import ExitStack
from pathlib import Path

import pytest

from musicanalyser.imports import decoding
from musicanalyser.imports.archive import list_members
from musicanalyser.imports.opened_file import SkippedFileError, UnreadableFileError, open_member
from musicanalyser.model.evidence import Sighting
from tests.imports.sample_rows import extended_row, make_zip, to_json, write_file

ROWS = [
    extended_row(master_metadata_track_name=title, ms_played=number)
    for number, title in enumerate(("Senhora", "\u591c\u306e\u4f1a", "\U0001f30a"))
]
PLAIN = to_json(ROWS)
TEXT = json.dumps(ROWS, ensure_ascii=False, indent=1)


def titles(path: Path) -> list[str | None]:
    with ExitStack() as keep_open:
        (member,) = list_members(path, keep_open=keep_open)
        with open_member(member) as opened:
            return [row.item.title for row in opened.rows if isinstance(row, Sighting)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize("packed", [False, True])
def test_every_encoding_of_json_is_read(tmp_path: Path, encoding: str, *, packed: bool) -> None:
    content = TEXT.encode(encoding)
    path = write_file(tmp_path / "a.json", gzip.compress(content) if packed else content)
    assert titles(path) == titles(write_file(tmp_path / "plain.json", PLAIN))


def test_a_packed_file_may_lie_in_a_zip(tmp_path: Path) -> None:
    path = write_file(tmp_path / "a.zip", make_zip({"a.json.gz": gzip.compress(PLAIN)}))
    assert len(titles(path)) == len(ROWS)


def test_a_large_file_in_utf_16_is_read_row_by_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("musicanalyser.imports.json_rows.AT_ONCE_BYTES", 1_000)
    monkeypatch.setattr("musicanalyser.imports.opened_file.AT_ONCE_BYTES", 1_000)
    path = write_file(tmp_path / "a.json", json.dumps(ROWS * 50).encode("utf-16"))
    assert len(titles(path)) == len(ROWS) * 50


def test_a_file_that_unpacks_to_more_than_the_limit_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "LARGEST_FILE_BYTES", 100_000)
    bomb = gzip.compress(to_json([extended_row()]) + b" " * 200_000)
    with pytest.raises(SkippedFileError, match="larger than"):
        titles(write_file(tmp_path / "a.json.gz", bomb))


@pytest.mark.parametrize("kept", [0.5, 0.95])
def test_a_packed_file_that_is_cut_is_damaged(tmp_path: Path, kept: float) -> None:
    packed = gzip.compress(to_json([extended_row(ms_played=n * 7919) for n in range(500)]))
    with pytest.raises(UnreadableFileError, match="damaged"):
        titles(write_file(tmp_path / "a.json.gz", packed[: int(len(packed) * kept)]))
