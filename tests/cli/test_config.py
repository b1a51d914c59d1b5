import json
from pathlib import Path

from tests.cli.running import failed, here


def test_a_setting_is_kept_and_read_back(home: Path) -> None:
    kept = here(home, "config", "set", "session_gap_minutes", "45")
    assert (kept.code, kept.out, kept.err) == (0, "", "session_gap_minutes is now 45.\n")
    assert here(home, "config", "get", "session_gap_minutes").out == "45\n"
    text = (home / "config.toml").read_text(encoding="utf-8")
    assert text == "session_gap_minutes = 45\n"


def test_a_setting_that_is_taken_out_has_its_default_again(home: Path) -> None:
    here(home, "config", "set", "session_gap_minutes", "45")
    gone = here(home, "config", "unset", "session_gap_minutes")
    assert (gone.code, gone.err) == (0, "session_gap_minutes is now its default again.\n")
    assert here(home, "config", "get", "session_gap_minutes").out == "30\n"


def test_what_is_not_set_has_no_value_to_get(home: Path) -> None:
    assert here(home, "config", "get", "timezone") == failed(
        "timezone is not set.", "Time zone of days and hours, the system's if not set."
    )


def test_the_list_tells_where_each_value_comes_from(home: Path) -> None:
    here(home, "config", "set", "session_gap_minutes", "45")
    environ = {"MUSICANALYSER_TIMEZONE": "Asia/Tokyo"}
    ran = here(home, "config", "list", "--format", "json", environ=environ)
    rows = json.loads(ran.out)["rows"]
    assert [(row["setting"], row["value"], row["from"]) for row in rows[:3]] == [
        ("timezone", "Asia/Tokyo", "environment"),
        ("session_gap_minutes", 45, "file"),
        ("provider", "offline", "default"),
    ]
    rows = json.loads(here(home, "config", "list", "--format", "json").out)["rows"]
    assert (rows[0]["value"], rows[0]["from"]) == (None, "default")


def test_setting_what_the_environment_overrules_says_so(home: Path) -> None:
    environ = {"MUSICANALYSER_TIMEZONE": "Asia/Tokyo"}
    ran = here(home, "config", "set", "timezone", "Europe/Vienna", environ=environ)
    assert ran.err == (
        "timezone is now Europe/Vienna.\n"
        "But MUSICANALYSER_TIMEZONE is set in the environment, and wins.\n"
    )


def test_asking_changes_nothing(home: Path) -> None:
    for words in (["path"], ["list"], ["get", "session_gap_minutes"]):
        assert here(home, "config", *words).code == 0
    assert not home.exists()


def test_a_wrong_variable_can_be_seen_and_the_path_still_be_found(home: Path) -> None:
    environ = {"MUSICANALYSER_SESSION_GAP_MINUTES": "0"}
    assert here(home, "config", "list", environ=environ) == failed(
        "MUSICANALYSER_SESSION_GAP_MINUTES cannot be 0.",
        "It takes a whole number from 1 to 1440.",
    )
    assert here(home, "config", "path", environ=environ).out == f"{home / 'config.toml'}\n"
