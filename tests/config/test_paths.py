from pathlib import Path

import pytest

from musicanalyser.config.paths import find_paths


def test_one_variable_puts_everything_under_one_folder() -> None:
    paths = find_paths({"MUSICANALYSER_HOME": "/somewhere"})
    assert paths.config == Path("/somewhere/config.toml")
    assert paths.keys == Path("/somewhere/keys.toml")
    assert paths.database == Path("/somewhere/history.db")
    assert paths.demo == Path("/somewhere/demo.db")
    assert paths.logs == Path("/somewhere/logs")


def test_another_database_leaves_everything_else_where_it_was() -> None:
    paths = find_paths({"MUSICANALYSER_HOME": "/somewhere"}, database=Path("mine.db"))
    assert paths.database == Path("mine.db")
    assert paths.demo == Path("/somewhere/demo.db")


def test_without_it_the_folders_are_those_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{variable}_HOME", f"/xdg/{variable.lower()}")
    monkeypatch.setenv("LOCALAPPDATA", "/xdg/data")
    paths = find_paths({})
    assert paths.config.name == "config.toml"
    assert paths.database.name == "history.db"
    assert paths.demo.parent == paths.database.parent
    assert {path.parent.name for path in (paths.config, paths.database)} == {"musicanalyser"}
    assert paths.logs.name == "musicanalyser"
