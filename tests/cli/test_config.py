import json
from pathlib import Path

from tests.cli.running import failed, here


def test_a_setting_is_saved_and_read_back(home: Path) -> None:
    kept = here(home, "config", "set", "session_gap_minutes", "45")
    assert (kept.code, kept.out, kept.err) == (0, "", "Set session_gap_minutes to 45.\n")
    assert here(home, "config", "get", "session_gap_minutes").out == "45\n"
    text = (home / "config.toml").read_text(encoding="utf-8")
    assert text == "session_gap_minutes = 45\n"


def test_a_setting_that_is_reset_has_its_default_again(home: Path) -> None:
    here(home, "config", "set", "session_gap_minutes", "45")
    gone = here(home, "config", "unset", "session_gap_minutes")
    assert (gone.code, gone.err) == (0, "Reset session_gap_minutes.\n")
    assert here(home, "config", "get", "session_gap_minutes").out == "30\n"


def test_a_setting_without_a_value_cannot_be_printed(home: Path) -> None:
    assert here(home, "config", "get", "timezone") == failed(
        "timezone is not set.", "Time zone of days and hours; default: the system's."
    )


def test_the_list_shows_where_each_value_is_set(home: Path) -> None:
    here(home, "config", "set", "session_gap_minutes", "45")
    environ = {"MUSICANALYSER_TIMEZONE": "Asia/Tokyo"}
    ran = here(home, "config", "list", "--format", "json", environ=environ)
    rows = json.loads(ran.out)["rows"]
    assert [(row["setting"], row["value"], row["from"]) for row in rows[:5]] == [
        ("timezone", "Asia/Tokyo", "environment"),
        ("zones", None, "default"),
        ("session_gap_minutes", 45, "file"),
        ("theme", "auto", "default"),
        ("provider", "offline", "default"),
    ]
    rows = json.loads(here(home, "config", "list", "--format", "json").out)["rows"]
    assert (rows[0]["value"], rows[0]["from"]) == (None, "default")


def test_a_setting_that_the_environment_overrides_is_saved_with_a_message(home: Path) -> None:
    environ = {"MUSICANALYSER_TIMEZONE": "Asia/Tokyo"}
    ran = here(home, "config", "set", "timezone", "Europe/Vienna", environ=environ)
    assert ran.err == (
        "Set timezone to Europe/Vienna.\n"
        "MUSICANALYSER_TIMEZONE is also set, and overrides the file.\n"
    )


def test_showing_settings_writes_nothing(home: Path) -> None:
    for words in (["path"], ["list"], ["get", "session_gap_minutes"]):
        assert here(home, "config", *words).code == 0
    assert not home.exists()


def test_a_wrong_variable_is_named_and_the_path_is_still_shown(home: Path) -> None:
    environ = {"MUSICANALYSER_SESSION_GAP_MINUTES": "0"}
    assert here(home, "config", "list", environ=environ) == failed(
        "MUSICANALYSER_SESSION_GAP_MINUTES cannot be 0.",
        "Use a whole number from 1 to 1440.",
    )
    assert here(home, "config", "path", environ=environ).out == f"{home / 'config.toml'}\n"
