"""API keys: typed in hidden, stored for the owner only, never shown."""

import json
import stat
import sys
from pathlib import Path

import pytest

from musicanalyser.config.secrets import SECRETS
from tests.cli.conversing import converse
from tests.cli.running import Ran, failed, here, musicanalyser

KEY = "sk-not-a-key-but-looks-like-one"
NAMES = pytest.mark.parametrize("name", SECRETS)


def everything(home: Path, *ran: Ran) -> str:
    """Return all output, and the content of all files but that of the keys."""
    files = [path for path in home.rglob("*") if path.is_file() and path.name != "keys.toml"]
    return repr(ran) + "".join(path.read_text("utf-8", errors="replace") for path in files)


@NAMES
def test_a_key_comes_from_the_first_line_of_a_pipe(home: Path, name: str) -> None:
    ran = musicanalyser(home, "config", "set", name, stdin=f"{KEY}\nsomething else\n")
    assert (ran.code, ran.out, ran.err) == (0, "", f"Saved {name}.\n")
    assert (home / "keys.toml").read_text("utf-8") == f'{name} = "{KEY}"\n'
    assert KEY not in everything(home, ran)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows")
def test_a_key_typed_at_a_terminal_is_not_shown(home: Path) -> None:
    code, shown = converse(
        home, "config", "set", "gemini_api_key", answers=[("API key for Gemini: ", f"{KEY}\n")]
    )
    assert (code, shown) == (0, "API key for Gemini: \nSaved gemini_api_key.\n")
    assert KEY in (home / "keys.toml").read_text("utf-8")
    assert stat.S_IMODE((home / "keys.toml").stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows")
@pytest.mark.parametrize("typed", ["\x04", "\n"], ids=["end", "nothing"])
def test_without_a_key_nothing_changes(home: Path, typed: str) -> None:
    question = "API key for Gemini: "
    code, shown = converse(home, "config", "set", "gemini_api_key", answers=[(question, typed)])
    assert code == 1
    assert "This is not a valid gemini_api_key." in shown
    assert not home.exists()


@NAMES
def test_a_key_on_the_command_line_is_refused_and_not_repeated(home: Path, name: str) -> None:
    assert here(home, "config", "set", name, KEY) == failed(
        f"{name} is not accepted on the command line, where others can read it.",
        f"Run `musicanalyser config set {name}` and paste it at the prompt.",
        code=2,
    )
    assert not home.exists()


@pytest.mark.parametrize("text", ["", "\n", "two words\n", "\x1b[31m\n"])
def test_what_cannot_be_a_key_is_refused(home: Path, text: str) -> None:
    ran = musicanalyser(home, "config", "set", "gemini_api_key", stdin=text)
    assert ran == failed("This is not a valid gemini_api_key.", "A key is one word without spaces.")
    assert not (home / "keys.toml").exists()


def test_no_command_shows_a_key_from_the_file_or_the_environment(home: Path) -> None:
    musicanalyser(home, "config", "set", "gemini_api_key", stdin=KEY)
    environ = {"OPENAI_API_KEY": f"{KEY}-2"}
    rans = [
        here(home, *words, environ=environ)
        for words in (
            ["config", "list"],
            ["config", "list", "--format", "json"],
            ["config", "get", "gemini_api_key"],
            ["config", "get", "openai_api_key"],
            ["config", "set", "openai_api_key", f"{KEY}-3"],
            ["--debug", "config", "set", "openai_api_key", f"{KEY}-3"],
            ["doctor"],
            ["--verbose", "doctor", "--format", "json"],
        )
    ]
    assert KEY not in everything(home, *rans)


def test_the_list_and_the_doctor_show_which_keys_are_set(home: Path) -> None:
    musicanalyser(home, "config", "set", "gemini_api_key", stdin=KEY)
    environ = {"OPENAI_API_KEY": KEY}
    rows = json.loads(here(home, "config", "list", "--format", "json", environ=environ).out)["rows"]
    settings = {row["setting"]: (row["value"], row["from"]) for row in rows}
    assert [settings[name] for name in SECRETS] == [
        ("set", "file"),
        ("set", "environment"),
        *[(None, "default")] * (len(SECRETS) - 2),
    ]
    rows = json.loads(here(home, "doctor", "--format", "json", environ=environ).out)["rows"]
    found = {row["what"]: row["found"] for row in rows}
    assert [found[name] for name in SECRETS] == [
        "set, file",
        "set, environment",
        *["not set"] * (len(SECRETS) - 2),
    ]
    assert found["roast provider"] == "offline"


def test_a_key_cannot_be_printed_with_get(home: Path) -> None:
    assert here(home, "config", "get", "gemini_api_key") == failed(
        "gemini_api_key is never shown.", "`config list` shows whether it is set.", code=2
    )


def test_a_key_is_deleted(home: Path) -> None:
    musicanalyser(home, "config", "set", "gemini_api_key", stdin=KEY)
    gone = here(home, "config", "unset", "gemini_api_key")
    assert (gone.code, gone.err) == (0, "Deleted gemini_api_key.\n")
    assert KEY not in (home / "keys.toml").read_text("utf-8")


def test_a_key_that_the_environment_overrides_is_saved_with_a_message(home: Path) -> None:
    ran = musicanalyser(home, "config", "set", "openai_api_key", stdin=KEY, OPENAI_API_KEY="other")
    assert ran.err == (
        "Saved openai_api_key.\nAn environment variable also sets it, and overrides the file.\n"
    )


def test_a_broken_file_of_keys_is_reported_without_its_content(home: Path) -> None:
    home.mkdir()
    (home / "keys.toml").write_text(f"gemini_api_key = {KEY}\n", "utf-8")
    ran = here(home, "config", "list")
    assert ran.code == 1
    assert ran.err.startswith(f"Error: {home / 'keys.toml'} is not valid TOML.\n")
    assert KEY not in ran.err
    rows = json.loads(here(home, "doctor", "--format", "json").out)["rows"]
    assert {
        "what": "problem",
        "found": f"{home / 'keys.toml'} is not valid TOML.",
        "fine": False,
    } in rows


def test_a_setting_needs_a_value(home: Path) -> None:
    assert here(home, "config", "set", "tone") == failed(
        "No value given for tone.", "Run: musicanalyser config set tone VALUE", code=2
    )
