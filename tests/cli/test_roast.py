"""``roast`` with the offline writer, as its users run it."""

import json
import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from musicanalyser.llm import PROVIDERS
from musicanalyser.store.connection import open_writing, transaction
from tests.cli.running import failed, here, musicanalyser
from tests.stats.history import set_source

PARTS = ["tagline", "line", "stamp", "redeeming"]


def roasted(home: Path, *words: str) -> dict[str, Any]:
    ran = here(home, "roast", *words, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    report: dict[str, Any] = json.loads(ran.out)
    return report


def texts(report: dict[str, Any], part: str) -> list[str]:
    return [row["text"] for row in report["rows"] if row["part"] == part]


def part(report: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return next(one["rows"] for one in report["parts"] if one["report"] == name)


def test_a_roast_is_a_card_that_says_what_it_rests_on(own: Path) -> None:
    ran = musicanalyser(own, "roast")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert {len(line) for line in lines if line.isascii()} <= {80}
    assert "2 Apr – 30 Jun 2025" in ran.out  # noqa: RUF001 - an en dash
    assert "Written offline, seed 1, tone medium, language en" in " ".join(ran.out.split())
    portrait, proofs, _ = re.split("├─+┤", ran.out)
    assert set(re.findall(r"\[\d\]", portrait)) <= set(re.findall(r"\[\d\]", proofs))


def test_every_line_of_a_roast_cites_facts_that_there_are(own: Path) -> None:
    report = roasted(own)
    assert report["report"] == "roast"
    assert report["window"]["label"] == "last 90 days"
    assert report["coverage"]["share"] > 0.9
    parts = list(dict.fromkeys(row["part"] for row in report["rows"]))
    assert parts == PARTS
    ids = {fact["id"] for fact in part(report, "facts")}
    for row in report["rows"]:
        if row["part"] == "line":
            assert set(row["fact_ids"].split()) <= ids
            assert row["fact_ids"]
    assert {fact["statistic"] for fact in part(report, "facts")} >= {"skips", "heatmap"}


def test_the_same_roast_comes_from_its_snapshot_and_another_seed_writes_another(own: Path) -> None:
    first, second, third = roasted(own), roasted(own), roasted(own, "--seed", "2")
    assert second["rows"] == first["rows"]
    assert second["notes"][1] == "Written on 2025-06-30. --again writes a new one."
    assert third["rows"] != first["rows"]
    numbers = [part(each, "snapshot")[0]["id"] for each in (first, second, third)]
    assert numbers == [1, 1, 2]
    assert part(roasted(own, "--again"), "snapshot")[0]["id"] == 3


@pytest.mark.parametrize("tone", ["gentle", "medium", "savage"])
@pytest.mark.parametrize("language", ["en", "de", "ES"])
def test_it_is_written_in_three_tones_and_three_languages(
    own: Path, tone: str, language: str
) -> None:
    report = roasted(own, "--tone", tone, "--lang", language)
    assert f"tone {tone}, language {language}" in report["notes"][0]
    assert len(texts(report, "line")) >= 3


def test_options_win_over_the_environment_and_that_over_the_file(own: Path) -> None:
    assert here(own, "config", "set", "tone", "gentle").code == 0
    assert "tone gentle" in roasted(own)["notes"][0]
    environ = {"MUSICANALYSER_TONE": "savage"}
    assert "tone savage" in here(own, "roast", "--format", "json", environ=environ).out
    ran = here(own, "roast", "--tone", "medium", "--format", "json", environ=environ)
    assert "tone medium" in ran.out


@pytest.mark.parametrize("name", ["roast.svg", "roast.html", "roast.md", "roast.csv"])
def test_it_is_written_to_files(own: Path, name: str) -> None:
    title = roasted(own)["title"]
    assert here(own, "roast", "-o", str(own / name)).code == 0
    text = (own / name).read_text("utf-8")
    assert (title in text) is (name != "roast.csv")
    assert "redeeming" in text or "♥" in text


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (
            ["--lang", "fr"],
            "The offline writer does not know the language 'fr'.",
            "It knows en, de, es; a model, --provider, may know more.",
        ),
        (
            ["--provider", "hal"],
            "--provider cannot be 'hal'.",
            "Use one of: offline, gemini, openai, compatible.",
        ),
        (["--lang", "a{b}"], "--lang cannot be 'a{b}'.", "Use a language, such as en or de."),
        (
            ["--base-url", "http://localhost:1/v1"],
            "--base-url cannot be used with the provider offline.",
            "Add --provider compatible. No key of another provider is sent there.",
        ),
        (
            ["--base-url", "http://localhost:1/v1", "--provider", "openai"],
            "--base-url cannot be used with the provider openai.",
            "Add --provider compatible. No key of another provider is sent there.",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(
    own: Path, words: list[str], message: str, hint: str
) -> None:
    assert here(own, "roast", *words) == failed(message, hint, code=2)
    assert "No roast" in here(own, "snapshots", "list").out


def test_too_little_to_roast_is_no_success(own: Path) -> None:
    assert here(own, "roast", "--in", "2001") == failed(
        "Nothing was played in this window.",
        "Choose a longer window, such as --year or --all.",
    )


def test_what_would_be_sent_is_printed_and_nothing_is_kept(own: Path) -> None:
    ran = musicanalyser(own, "roast", "--show-prompt", "--tone", "savage", "--lang", "fr")
    assert (ran.code, ran.err) == (0, "")
    assert "Voice: a prosecutor" in ran.out
    assert "French" in ran.out
    assert '"fact_ids"' in ran.out
    assert not re.search(r"spotify:|https?://|\d{4}-\d\d-\d\d|@", ran.out)
    assert "No roast" in here(own, "snapshots", "list").out
    again = musicanalyser(own, "roast", "--show-prompt", "--tone", "savage", "--lang", "fr")
    assert again == ran


def test_a_prompt_tells_of_exports_alone_unless_all_is_asked_for(own: Path) -> None:
    favourite = json.loads(here(own, "stats", "top-artists", "--format", "json").out)["rows"][0]
    with closing(open_writing(own / "history.db")) as conn, transaction(conn):
        of_artist = "select id from v_plays where artist = ?"
        for (play_id,) in conn.execute(of_artist, (favourite["artist"],)).fetchall():
            set_source(conn, play_id, "watch")

    def is_told(*words: str) -> bool:
        return favourite["artist"] in here(own, "roast", "--show-prompt", *words).out

    assert not is_told()
    assert is_told("--data", "all")
    here(own, "config", "set", "roast_data", "all")
    assert is_told()
    assert not is_told("--data", "exports")
    assert favourite["artist"] in json.dumps(part(roasted(own), "facts"))


def test_the_definition_says_whether_only_exports_take_part(own: Path) -> None:
    told = "Only plays known from exports are included."
    assert told not in roasted(own)["definition"]
    assert told in roasted(own, "--data", "exports")["definition"]


@pytest.mark.parametrize("provider", ["gemini", "openai", "compatible"])
def test_where_nobody_can_be_asked_nothing_is_sent(own: Path, provider: str) -> None:
    environ = {
        "MUSICANALYSER_BASE_URL": "https://models.example.org/v1",
        "MUSICANALYSER_PROVIDER": provider,
    }
    ran = musicanalyser(own, "roast", **environ)
    assert ran.code == 0
    title = PROVIDERS[provider].SERVICE.title
    assert ran.err == (
        f"Nothing was sent to {title}, because you have not agreed to it."
        " The roast was written offline."
        f" To agree: musicanalyser config set roast_consent {provider}\n"
    )
    assert "Written offline" in ran.out


def test_answers_colour_the_verdict_and_are_answered_back(own: Path) -> None:
    plain = texts(roasted(own), "stamp")
    ran = here(own, "roast", "--answers", "yn", "--format", "json")
    assert ran.code == 0
    assert len(ran.err.splitlines()) == 2
    (stamp,) = texts(json.loads(ran.out), "stamp")
    assert stamp.startswith(plain[0])
    assert stamp != plain[0]


def test_questions_need_a_terminal_or_answers(own: Path) -> None:
    assert here(own, "roast", "--ask") == failed(
        "Questions need a terminal.", "Give the answers with them: --answers yny", code=2
    )
    assert here(own, "roast", "--answers", "yes") == failed(
        "--answers cannot be 'yes'.", "Write a y or an n for each question.", code=2
    )
