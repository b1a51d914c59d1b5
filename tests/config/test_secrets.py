import os
import stat
import sys
from pathlib import Path

import pytest

from musicanalyser.config.secrets import (
    SECRETS,
    StoredSecret,
    delete_secret,
    find_secret,
    save_secret,
)
from musicanalyser.enrich import SOURCES
from musicanalyser.errors import ConfigError
from musicanalyser.llm import PROVIDERS

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
KEY = "AIza-not-a-key"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "keys.toml"


def test_without_a_file_there_is_no_key(path: Path) -> None:
    assert {find_secret(path, {}, key) for key in SECRETS} == {None}
    assert not path.parent.exists()


def test_a_key_is_kept_and_forgotten(path: Path) -> None:
    save_secret(path, "gemini_api_key", f"  {KEY}\n")
    assert find_secret(path, {}, "gemini_api_key") == StoredSecret(value=KEY, set_by="file")
    assert find_secret(path, {}, "openai_api_key") is None
    delete_secret(path, "gemini_api_key")
    assert find_secret(path, {}, "gemini_api_key") is None


def test_the_environment_wins_and_its_first_variable_first(path: Path) -> None:
    save_secret(path, "gemini_api_key", "from-the-file")
    environ = {"GOOGLE_API_KEY": "second"}
    assert find_secret(path, environ, "gemini_api_key") == StoredSecret(
        value="second", set_by="environment"
    )
    environ["GEMINI_API_KEY"] = "first"
    assert find_secret(path, environ, "gemini_api_key") == StoredSecret(
        value="first", set_by="environment"
    )
    environ = {"GEMINI_API_KEY": " "}
    assert find_secret(path, environ, "gemini_api_key") == StoredSecret(
        value="from-the-file", set_by="file"
    )


def test_the_key_of_openai_is_no_key_for_another_server(path: Path) -> None:
    save_secret(path, "openai_api_key", KEY)
    assert find_secret(path, {"OPENAI_API_KEY": KEY}, "compatible_api_key") is None


@on_posix
def test_only_the_owner_can_read_the_file_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        for _ in range(2):
            save_secret(path, "gemini_api_key", KEY)
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            path.chmod(0o644)
    finally:
        os.umask(before)
    assert [file.name for file in path.parent.iterdir()] == ["keys.toml"]


@pytest.mark.parametrize("value", ["", " ", "two words", "tab\there", "ключ", "a\x1b[0m", "a\x7f"])
def test_what_cannot_be_a_key_is_refused_and_not_repeated(path: Path, value: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        save_secret(path, "gemini_api_key", value)
    assert (refusal.value.message, refusal.value.hint) == (
        "This is not a valid gemini_api_key.",
        "A key is one word without spaces.",
    )
    assert not path.exists()


def test_a_key_is_not_shown_by_what_holds_it() -> None:
    assert repr(StoredSecret(value=KEY, set_by="file")) == "StoredSecret(set_by='file')"


def test_every_provider_has_a_key_of_its_own_under_the_variables_it_names() -> None:
    for name, provider in PROVIDERS.items():
        assert SECRETS[f"{name}_api_key"].variables == provider.SERVICE.key_variables


def test_every_source_that_wants_a_key_has_one() -> None:
    wanted = {one.SERVICE.key.secret for one in SOURCES.values() if one.SERVICE.key is not None}
    assert wanted == SECRETS.keys() - {f"{name}_api_key" for name in PROVIDERS}
