import os
import re
import sys
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from musicanalyser.errors import ImportFileError
from musicanalyser.imports import archive
from musicanalyser.imports.archive import HEAD_BYTES, MOST_FILES, Member, list_members
from musicanalyser.imports.opened_file import UnreadableFileError, open_member
from tests.imports.sample_rows import make_zip, write_file


@pytest.fixture
def keep_open() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def contents(found: list[Member]) -> dict[str, bytes]:
    """Return what is in the files, by their names."""
    read = {}
    for member in found:
        with member.open() as stream:
            read[member.name] = stream.read()
        assert member.size_bytes == len(read[member.name])
        assert member.head() == read[member.name][:HEAD_BYTES]
    return read


def test_a_single_file_is_its_own_export(tmp_path: Path, keep_open: ExitStack) -> None:
    found = list_members(write_file(tmp_path / "x" / "a.json", b"[1]"), keep_open=keep_open)
    assert contents(found) == {"a.json": b"[1]"}


def test_a_zip_is_read_without_unpacking_it(tmp_path: Path, keep_open: ExitStack) -> None:
    files = {"Data/a.json": b"[1]", "Data/b.json": b"x" * 50_000, "ReadMe.pdf": b"%PDF"}
    path = write_file(tmp_path / "my_spotify_data.zip", make_zip(files))
    assert contents(list_members(path, keep_open=keep_open)) == files
    assert list(tmp_path.iterdir()) == [path]


def test_a_zip_is_recognised_by_its_content(tmp_path: Path, keep_open: ExitStack) -> None:
    path = write_file(tmp_path / "download", make_zip({"a.json": b"[1]"}))
    assert contents(list_members(path, keep_open=keep_open)) == {"a.json": b"[1]"}


def test_a_zip_within_a_zip_is_read_too(tmp_path: Path, keep_open: ExitStack) -> None:
    inner = make_zip({"b.json": b"[1]", "c.json": b"[2]"})
    path = write_file(tmp_path / "all.zip", make_zip({"Data/in.zip": inner, "a.json": b"[0]"}))
    found = list_members(path, keep_open=keep_open)
    assert contents(found) == {
        "Data/in.zip/b.json": b"[1]",
        "Data/in.zip/c.json": b"[2]",
        "a.json": b"[0]",
    }
    assert len({member.delivery for member in found}) == 2


@pytest.mark.parametrize(
    ("inner", "reason"),
    [
        (make_zip({"in.zip": make_zip({"a.json": b"[1]"})}), "a zip within a zip within a zip"),
        (make_zip({"a.json": b"[1]" * 100})[:-30], "damaged"),
    ],
)
def test_an_inner_zip_that_cannot_be_read_is_named_and_costs_no_other_file(
    tmp_path: Path, keep_open: ExitStack, inner: bytes, reason: str
) -> None:
    path = write_file(tmp_path / "all.zip", make_zip({"a.json": b"[0]", "b.zip": inner}))
    good, bad = list_members(path, keep_open=keep_open)
    assert contents([good]) == {"a.json": b"[0]"}
    with pytest.raises(UnreadableFileError, match=reason), open_member(bad):
        pass


def test_a_folder_gives_its_files_and_those_of_the_zips_in_it(
    tmp_path: Path, keep_open: ExitStack
) -> None:
    write_file(tmp_path / "a.json", b"[1]")
    write_file(tmp_path / "deeper" / "down" / "b.json", b"[2]")
    write_file(tmp_path / "c.zip", make_zip({"in/c.json": b"[3]", "in/": b""}))
    assert contents(list_members(tmp_path, keep_open=keep_open)) == {
        "a.json": b"[1]",
        "in/c.json": b"[3]",
        "deeper/down/b.json": b"[2]",
    }


def test_files_are_sorted_by_the_numbers_in_their_names(
    tmp_path: Path, keep_open: ExitStack
) -> None:
    names = ["h_2.json", "h_10.json", "h_1.json"]
    path = write_file(tmp_path / "a.zip", make_zip(dict.fromkeys(names, b"")))
    for name in names:
        write_file(tmp_path / "folder" / name, b"")
    for place in (path, tmp_path / "folder"):
        found = [member.name for member in list_members(place, keep_open=keep_open)]
        assert found == ["h_1.json", "h_2.json", "h_10.json"]


def test_files_that_came_together_are_of_one_delivery(tmp_path: Path, keep_open: ExitStack) -> None:
    for name in ("a.zip", "b.zip"):
        write_file(tmp_path / name, make_zip({"1.json": b"", "2.json": b""}))
    found = list_members(tmp_path, keep_open=keep_open)
    assert [member.name for member in found] == ["1.json", "2.json"] * 2
    assert found[0].delivery == found[1].delivery != found[2].delivery == found[3].delivery


def test_equal_contents_have_equal_digests(tmp_path: Path, keep_open: ExitStack) -> None:
    write_file(tmp_path / "a.json", b"x" * 100_000)
    write_file(tmp_path / "b.zip", make_zip({"b": b"x" * 100_000, "c": b"x"}))
    one, two, three = (member.digest() for member in list_members(tmp_path, keep_open=keep_open))
    assert one == two != three


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names must be Unicode there")
def test_a_name_that_is_not_utf8_is_made_printable(tmp_path: Path, keep_open: ExitStack) -> None:
    name = os.fsdecode(b"endsong_\xff\x1b[2J.json")
    found = list_members(write_file(tmp_path / name, b"[1]").parent, keep_open=keep_open)
    assert contents(found) == {"endsong_\ufffd\ufffd[2J.json": b"[1]"}


def test_names_of_old_zips_become_printable(tmp_path: Path, keep_open: ExitStack) -> None:
    raw = make_zip({"Verlauf-ae.json": b"[1]"}).replace(b"-ae.", b"-\xe4\x81.")
    (member,) = list_members(write_file(tmp_path / "a.zip", raw), keep_open=keep_open)
    assert member.name.isprintable()
    assert member.head() == b"[1]"


def test_a_missing_path_is_refused(tmp_path: Path, keep_open: ExitStack) -> None:
    with pytest.raises(ImportFileError, match=r"missing\.zip cannot be read: No such file"):
        list_members(tmp_path / "missing.zip", keep_open=keep_open)


def test_an_empty_folder_has_no_files(tmp_path: Path, keep_open: ExitStack) -> None:
    assert list_members(tmp_path, keep_open=keep_open) == []


def _broken_zips() -> dict[str, bytes]:
    good = make_zip({"\u00e4.json": b"[1]" * 100})
    directory = good.index(b"PK\x01\x02")
    newer = bytearray(good)
    newer[directory + 6] = 99
    return {
        "cut in the middle": good[: len(good) // 2],
        "cut at the end": good[:-5],
        "no more than the magic": b"PK\x03\x04",
        "junk behind the magic": b"PK\x03\x04" + b"junk" * 100,
        "an invalid name": good.replace("\u00e4".encode(), b"\xff\xfe"),
        "a version from the future": bytes(newer),
    }


@pytest.mark.parametrize("what", _broken_zips())
def test_a_damaged_zip_is_refused_by_its_name(
    what: str, tmp_path: Path, keep_open: ExitStack
) -> None:
    path = write_file(tmp_path / "mine.zip", _broken_zips()[what])
    with pytest.raises(ImportFileError, match=re.escape(f"{path} is a damaged zip")):
        list_members(path, keep_open=keep_open)


@pytest.mark.parametrize("what", _broken_zips())
def test_a_damaged_zip_in_a_folder_costs_no_other_file(
    what: str, tmp_path: Path, keep_open: ExitStack
) -> None:
    write_file(tmp_path / "a.json", b"[1]")
    write_file(tmp_path / "b.zip", _broken_zips()[what])
    write_file(tmp_path / "c.json", b"[3]")
    first, damaged, last = list_members(tmp_path, keep_open=keep_open)
    assert contents([first, last]) == {"a.json": b"[1]", "c.json": b"[3]"}
    assert damaged.name == "b.zip"
    with pytest.raises(zipfile.BadZipFile):
        damaged.open()


def test_a_zip_of_more_files_than_any_export_is_refused(
    tmp_path: Path, keep_open: ExitStack
) -> None:
    files = {f"{number}": b"" for number in range(MOST_FILES + 1)}
    path = write_file(tmp_path / "bomb.zip", make_zip(files, zipfile.ZIP_STORED))
    with pytest.raises(ImportFileError, match=r"holds 10,001 files; an export has at most 10,000"):
        list_members(path, keep_open=keep_open)


def test_a_zip_that_unpacks_to_more_than_any_export_is_refused(
    tmp_path: Path, keep_open: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 999)
    zips = {
        size: write_file(tmp_path / f"{size}.zip", make_zip({"a": bytes(size)}))
        for size in (999, 1000)
    }
    assert len(list_members(zips[999], keep_open=keep_open)) == 1
    with pytest.raises(ImportFileError, match="unpacks to 0 GB"):
        list_members(zips[1000], keep_open=keep_open)


def test_many_files_of_a_zip_are_opened_in_little_time(
    tmp_path: Path, keep_open: ExitStack
) -> None:
    files = {f"{number}": b"" for number in range(MOST_FILES)}
    path = write_file(tmp_path / "many.zip", make_zip(files, zipfile.ZIP_STORED))
    assert {member.head() for member in list_members(path, keep_open=keep_open)} == {b""}


def test_numbers_in_names_may_have_any_number_of_digits(
    tmp_path: Path, keep_open: ExitStack
) -> None:
    names = ["2.json", "10.json", f"{'9' * 5000}.json"]
    path = write_file(tmp_path / "a.zip", make_zip(dict.fromkeys(reversed(names), b"[1]")))
    assert [member.name for member in list_members(path, keep_open=keep_open)] == names


def test_a_damaged_local_header_costs_no_other_file(tmp_path: Path, keep_open: ExitStack) -> None:
    packed = bytearray(make_zip({"a.json": b"[1]", "\u00e9.json": b"[2]"}))
    packed[packed.find("\u00e9".encode()) + 1] = 0x41
    found = list_members(write_file(tmp_path / "a.zip", bytes(packed)), keep_open=keep_open)
    assert contents(found[:1]) == {"a.json": b"[1]"}
    with pytest.raises(UnreadableFileError, match="damaged"), open_member(found[1]):
        pass
