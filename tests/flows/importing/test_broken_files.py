"""Files that cannot be read are reported one by one, and good files are still imported."""

import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from musicanalyser.errors import ImportFileError
from tests.flows.histories import assert_sound, blank, import_into
from tests.imports.sample_rows import account_row, extended_row, make_zip, to_json, write_file

GOOD = to_json([extended_row()])
LARGE = to_json([extended_row(ms_played=n) for n in range(500)])


def _patched(packed: bytes, **places: int) -> bytes:
    """Return a zip of one file with numbers of both its headers changed."""
    raw = bytearray(packed)
    local, central = raw.index(b"PK\x03\x04"), raw.index(b"PK\x01\x02")
    for name, value in places.items():
        at_local, at_central, size = {
            "flags": (6, 8, 2),
            "method": (8, 10, 2),
            "size": (22, 24, 4),
        }[name]
        raw[local + at_local : local + at_local + size] = value.to_bytes(size, "little")
        raw[central + at_central : central + at_central + size] = value.to_bytes(size, "little")
    return bytes(raw)


def _with_damage(packed: bytes) -> bytes:
    raw = bytearray(packed)
    raw[200:230] = bytes(30)
    return bytes(raw)


ONE = make_zip({"a.json": LARGE})
UNREADABLE = "encrypted, or compressed by an unsupported method"
ZIPS = {
    "encrypted": (_patched(ONE, flags=1), UNREADABLE),
    "packed in an unknown way": (_patched(ONE, method=97), UNREADABLE),
    "packed with LZMA": (make_zip({"a.json": LARGE}, zipfile.ZIP_LZMA), UNREADABLE),
    "packed with bzip2": (make_zip({"a.json": LARGE}, zipfile.ZIP_BZIP2), UNREADABLE),
    "damaged": (_with_damage(ONE), "damaged"),
    "stored and damaged": (
        _with_damage(make_zip({"a.json": LARGE}, zipfile.ZIP_STORED)),
        "damaged",
    ),
    "declared shorter than it is": (_patched(ONE, size=1_000), "damaged"),
    "declared huge": (_patched(ONE, size=2**31), "larger than 1,024 MB"),
}


@pytest.mark.parametrize("what", ZIPS)
def test_a_file_that_cannot_be_read_from_its_zip_is_reported_and_the_others_are_imported(
    what: str, tmp_path: Path
) -> None:
    content, reason = ZIPS[what]
    write_file(tmp_path / "broken.zip", content)
    write_file(tmp_path / "good.json", GOOD)
    with closing(blank()) as conn:
        broken, good = import_into(conn, tmp_path).files
        assert (broken.name, broken.not_read_reason, broken.rows) == ("a.json", reason, 0)
        assert (good.name, good.not_read_reason, good.rows) == ("good.json", "", 1)
        assert conn.execute("select distinct file from v_evidence").fetchall() == [("good.json",)]
        assert_sound(conn)


FILES = {
    "an object": (to_json(extended_row()), True, "not a JSON list of plays"),
    "an object of lists": (to_json({"plays": [extended_row()]}), True, "not a JSON list of plays"),
    "nothing": (b"", False, "empty"),
    "an empty list": (b"[]", False, "an empty list"),
    "another file of the account": (
        to_json({"playlists": [{"name": "a"}]}),
        False,
        "not a listening history",
    ),
    "a PDF": (b"%PDF-1.7 " + bytes(range(256)), False, "not a listening history"),
    "a resource fork of macOS": (
        b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X" + bytes(200),
        False,
        "not a listening history",
    ),
}


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_is_no_history_is_named_and_only_a_broken_one_has_failed(
    what: str, tmp_path: Path
) -> None:
    content, has_failed, reason = FILES[what]
    write_file(tmp_path / "good.json", GOOD)
    write_file(tmp_path / "__MACOSX" / "._good.json", content)
    with closing(blank()) as conn:
        files = {file.name: file for file in import_into(conn, tmp_path).files}
        assert files["good.json"].rows == 1
        other = files["__MACOSX/._good.json"]
        assert (other.has_failed, other.not_read_reason, other.rows) == (has_failed, reason, 0)


def test_a_truncated_file_keeps_its_rows_and_costs_no_other(tmp_path: Path) -> None:
    write_file(tmp_path / "a.json", to_json([extended_row(ms_played=n) for n in (1, 2)])[:-40])
    write_file(tmp_path / "b.json", to_json([account_row()]))
    with closing(blank()) as conn:
        tally = import_into(conn, tmp_path)
        assert [(file.name, file.not_read_reason, file.rows) for file in tally.files] == [
            ("a.json", "", 2),
            ("b.json", "", 1),
        ]
        assert [(bad.file, bad.row) for bad in tally.bad_rows] == [("a.json", 2)]


def test_with_one_path_missing_nothing_at_all_is_read(tmp_path: Path) -> None:
    good = write_file(tmp_path / "good.json", GOOD)
    with closing(blank()) as conn:
        with pytest.raises(ImportFileError):
            import_into(conn, good, tmp_path / "missing.json")
        assert conn.execute("select count(*) from sightings").fetchone() == (0,)
        assert conn.execute("select count(*) from runs").fetchone() == (0,)
