"""What the options of ``stats`` and ``log`` ask the history."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from musicanalyser.stats import STATS
from tests.cli.running import here, musicanalyser


def asked(home: Path, *words: str, environ: dict[str, str] | None = None) -> dict[str, Any]:
    """Return an answer as programs read it."""
    ran = here(home, *words, "--format", "json", environ=environ)
    assert (ran.code, ran.err) == (0, "")
    answer: dict[str, Any] = json.loads(ran.out)
    return answer


@pytest.mark.parametrize("name", STATS)
def test_every_statistic_answers_by_its_name(lived_in: Path, name: str) -> None:
    assert asked(lived_in, "stats", name)["report"] == name


def test_stats_alone_is_the_overview_of_the_last_30_days(lived_in: Path) -> None:
    answer = asked(lived_in, "stats")
    assert answer["report"] == "overview"
    assert answer["window"] == {
        "label": "last 30 days",
        "since": "2025-06-01T00:00:00+02:00",
        "until": "2025-06-30T23:59:59.999999+02:00",
        "timezone": "Europe/Vienna",
    }


def test_a_window_that_is_asked_for_takes_its_place(lived_in: Path) -> None:
    assert asked(lived_in, "stats", "--in", "2025-06-14")["window"] == {
        "label": "2025-06-14",
        "since": "2025-06-14T00:00:00+02:00",
        "until": "2025-06-15T00:00:00+02:00",
        "timezone": "Europe/Vienna",
    }


@pytest.mark.parametrize("rule", ["any", "stream", "scrobble", "full"])
def test_every_rule_of_counting_reaches_the_statistic(lived_in: Path, rule: str) -> None:
    answer = asked(lived_in, "stats", "totals", "--count-as", rule)
    assert f"(--count-as {rule})" in answer["definition"]


def test_rank_and_length_of_a_list_reach_the_statistic(lived_in: Path) -> None:
    rows = asked(lived_in, "stats", "top-tracks", "--by", "plays", "--limit", "3")["rows"]
    plays = [row["plays"] for row in rows]
    assert len(plays) == 3
    assert plays == sorted(plays, reverse=True)


def test_private_sessions_take_part_only_if_asked(lived_in: Path) -> None:
    without = asked(lived_in, "stats", "totals", "--all")["definition"]
    assert without.endswith("Private sessions excluded.")
    with_private = asked(lived_in, "stats", "totals", "--all", "--private")["definition"]
    assert with_private.endswith("Private sessions included.")


def test_the_heatmap_has_six_blocks_or_24_hours(lived_in: Path) -> None:
    for words, hours in ((["stats", "heatmap"], 6), (["stats", "heatmap", "--hourly"], 24)):
        assert len(asked(lived_in, *words)["rows"]) == 7 * hours


def test_the_gap_of_sessions_is_that_of_the_settings(lived_in: Path) -> None:
    environ = {"MUSICANALYSER_SESSION_GAP_MINUTES": "45"}
    answer = asked(lived_in, "stats", "sessions", environ=environ)
    assert "a silence of more than 45 minutes" in answer["definition"]


def test_the_log_shows_the_latest_25_plays_of_all_time(lived_in: Path) -> None:
    answer = asked(lived_in, "log")
    assert answer["window"]["label"] == "all time"
    assert len(answer["rows"]) == 25


def test_a_window_shows_all_of_its_plays_unless_limited(lived_in: Path) -> None:
    plays = asked(lived_in, "sql", "select count(*) as plays from v_plays")["rows"][0]["plays"]
    assert plays > 25
    assert len(asked(lived_in, "log", "--all")["rows"]) == plays
    latest = asked(lived_in, "log", "--all", "--limit", "2")["rows"]
    assert latest == asked(lived_in, "log")["rows"][-2:]


def test_the_log_reads_as_days_or_as_one_line_a_play(lived_in: Path) -> None:
    timeline, plain = (
        here(lived_in, "log", *view).out for view in (["--view", "timeline"], ["--view", "list"])
    )
    assert here(lived_in, "log").out == timeline
    assert re.search(r"^[A-Z][a-z]+day, \d+ Jun 2025$", timeline, re.MULTILINE)
    assert re.search(r"^Start +Title +Artist", plain, re.MULTILINE)


def test_answers_in_a_pipe_are_80_wide_and_without_colour(lived_in: Path) -> None:
    for words in (["stats"], ["log"], ["stats", "totals"]):
        ran = musicanalyser(lived_in, *words)
        assert (ran.code, ran.err) == (0, "")
        assert "\x1b" not in ran.out
        assert max(map(len, ran.out.splitlines())) <= 80


def test_columns_and_force_color_are_heeded_in_a_pipe(lived_in: Path) -> None:
    wide = musicanalyser(lived_in, "stats", COLUMNS="120").out
    assert 80 < max(map(len, wide.splitlines())) <= 120
    assert "\x1b[" in musicanalyser(lived_in, "stats", FORCE_COLOR="1").out
    assert "\x1b[" not in musicanalyser(lived_in, "stats", FORCE_COLOR="1", NO_COLOR="1").out


def test_a_setting_changes_the_time_zone_and_days_follow_it(export: Path, home: Path) -> None:
    assert here(home, "import", str(export)).code == 0
    before = here(home, "stats", "totals").out
    moved = here(home, "config", "set", "timezone", "Asia/Tokyo")
    assert (moved.code, moved.out) == (0, "")
    assert moved.err.startswith("Days and hours of the history now use Asia/Tokyo.\n")
    ran = here(home, "stats", "totals")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out != before


def test_reading_in_another_time_zone_changes_nothing_and_says_which_it_uses(
    export: Path, home: Path
) -> None:
    assert here(home, "import", str(export)).code == 0
    before = here(home, "stats", "totals").out
    (database,) = home.glob("*.db")
    kept = database.read_bytes()
    for variable in ("TZ", "MUSICANALYSER_TIMEZONE"):
        ran = here(home, "stats", "totals", environ={variable: "Asia/Tokyo"})
        assert (ran.code, ran.out) == (0, before)
        assert ran.err == (
            "Days and hours use Europe/Vienna, the time zone of the history. To change it:"
            " musicanalyser config set timezone Asia/Tokyo\n"
        )
    assert database.read_bytes() == kept


def test_the_same_question_at_the_same_moment_has_the_same_answer(lived_in: Path) -> None:
    assert musicanalyser(lived_in, "stats", "--year") == here(lived_in, "stats", "--year")


def test_csv_is_read_back_as_it_was(lived_in: Path) -> None:
    rows = list(csv.DictReader(here(lived_in, "log", "--format", "csv").out.splitlines()))
    assert [row["title"] or None for row in rows] == [
        row["title"] for row in asked(lived_in, "log")["rows"]
    ]


def test_verbose_tells_where_the_answer_comes_from(lived_in: Path) -> None:
    ran = here(lived_in, "--verbose", "stats", "totals")
    assert ran.err == (
        f"Settings from {lived_in / 'config.toml'}\nReading {lived_in / 'history.db'}\n"
    )
    assert here(lived_in, "--verbose", "--quiet", "stats", "totals").err == ""
