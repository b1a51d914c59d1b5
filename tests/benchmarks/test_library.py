"""A kept history is the one that was asked for, whole and of today's program."""

from pathlib import Path

import pytest

from tests.benchmarks.histories.library import Library, environ_of


def write(text: str, path: Path) -> None:
    path.mkdir()
    (path / "text").write_text(text)


def test_what_was_made_once_is_not_made_again(tmp_path: Path) -> None:
    library = Library(folder=tmp_path)
    first = library.once("plays", lambda path: write("first", path))
    second = library.once("plays", lambda path: write("second", path))
    assert (second, (second / "text").read_text()) == (first, "first")


def test_what_a_kill_left_unfinished_is_made_anew(tmp_path: Path) -> None:
    library = Library(folder=tmp_path)

    def killed(path: Path) -> None:
        write("half", path)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.once("plays", killed)
    made = library.once("plays", lambda path: write("whole", path))
    assert [path.read_text() for path in tmp_path.rglob("text")] == ["whole"]
    assert made == tmp_path / "plays"


def test_what_another_program_wrote_is_deleted(tmp_path: Path) -> None:
    write("old", tmp_path / "home-10k-01234567")
    made = Library(folder=tmp_path).keep("home-10k", lambda path: write("new", path))
    assert list(tmp_path.iterdir()) == [made]


def test_the_world_of_a_benchmark_is_that_of_the_day_after_its_histories(tmp_path: Path) -> None:
    environ = environ_of(tmp_path)
    assert environ["MUSICANALYSER_AS_OF"] == "2026-07-01"
    assert environ["MUSICANALYSER_HOME"] == str(tmp_path)
    assert "HOME" not in environ
