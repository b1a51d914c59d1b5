"""Files of the program's own, as they are on the disk while they are written and after a crash."""

import os
import stat
import sys
from pathlib import Path

import pytest

from musicanalyser.files import make_private_folder, unfinished_copies, write_private

unix = pytest.mark.skipif(sys.platform == "win32", reason="modes and folders of Unix")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "folder" / "secret.txt"


def crash(_handle: int) -> None:
    raise OSError(28, "No space left on device")


def test_it_holds_the_text_and_nothing_lies_beside_it(path: Path) -> None:
    write_private(path, "first é")
    write_private(path, "second")
    assert path.read_text(encoding="utf-8") == "second"
    assert list(path.parent.iterdir()) == [path]


@unix
def test_only_its_owner_can_read_it_at_any_moment_whatever_the_umask(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[int] = []

    def look(_handle: int) -> None:
        modes.extend(stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir())

    path.parent.mkdir(parents=True)
    path.touch(0o644)
    path.chmod(0o644)
    before = os.umask(0)
    try:
        monkeypatch.setattr(os, "fsync", look)
        write_private(path, "text")
    finally:
        os.umask(before)
    while_written, after = modes[:-1], modes[-1]
    assert sorted(while_written) == [0o600, 0o644]
    assert after == 0o600


@unix
def test_the_file_reaches_the_disk_before_it_is_in_its_place_and_its_name_after(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[bool, str | None]] = []

    def look(handle: int) -> None:
        is_folder = os.path.samestat(os.fstat(handle), path.parent.stat())
        synced.append((is_folder, path.read_text() if path.exists() else None))

    monkeypatch.setattr(os, "fsync", look)
    write_private(path, "text")
    assert synced == [(False, None), (True, "text")]


@unix
def test_a_folder_that_cannot_be_synced_is_no_error(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")

    monkeypatch.setattr(os, "fsync", only_files)
    write_private(path, "text")
    assert path.read_text() == "text"


def test_a_failure_in_mid_write_leaves_the_old_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_private(path, "old")
    monkeypatch.setattr(os, "fsync", crash)
    with pytest.raises(OSError, match="No space left"):
        write_private(path, "new")
    assert path.read_text() == "old"
    assert list(path.parent.iterdir()) == [path]


def test_a_text_that_cannot_be_encoded_leaves_the_old_file(path: Path) -> None:
    write_private(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_private(path, "\ud800")
    assert path.read_text() == "old"
    assert list(path.parent.iterdir()) == [path]


@unix
def test_a_symbolic_link_is_replaced_and_what_it_led_to_stays(path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text("mine")
    path.parent.mkdir(parents=True)
    path.symlink_to(elsewhere)
    write_private(path, "text")
    assert not path.is_symlink()
    assert (path.read_text(), elsewhere.read_text()) == ("text", "mine")


def test_what_a_killed_process_left_is_found_by_the_name_of_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_private(path, "old")
    write_private(path.with_name("other.txt"), "other")
    path.with_name(".other.txt.left").touch()
    left: list[Path] = []

    def killed(_handle: int) -> None:
        left.extend(unfinished_copies(path))
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        write_private(path, "new")
    assert len(left) == 1
    assert left[0].name.startswith(f".{path.name}.")
    assert unfinished_copies(path) == []


@unix
@pytest.mark.parametrize("umask", [0, 0o022, 0o077])
def test_folders_are_their_owner_s_alone_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    tmp_path.chmod(0o755)
    before = os.umask(umask)
    try:
        make_private_folder(tmp_path / "new" / "folder")
        make_private_folder(tmp_path / "new" / "folder")
    finally:
        os.umask(before)
    made = (tmp_path / "new", tmp_path / "new" / "folder")
    assert [stat.S_IMODE(one.stat().st_mode) for one in made] == [0o700, 0o700]
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
