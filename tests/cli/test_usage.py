"""Wrong command lines: exit code 2, two lines, nothing done."""

from pathlib import Path

import pytest

from tests.cli.running import failed, here, musicanalyser


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (
            ["statz"],
            "No such command 'statz'. Did you mean 'stats'?",
            "Try 'musicanalyser --help'.",
        ),
        (["frobnicate"], "No such command 'frobnicate'.", "Try 'musicanalyser --help'."),
        (
            ["--dbs", "x"],
            "No such option: --dbs (Possible options: --db, --debug)",
            "Try 'musicanalyser --help'.",
        ),
        (
            ["stats", "--wek"],
            "No such option: --wek (Possible options: --per, --week)",
            "Try 'musicanalyser stats --help'.",
        ),
        (
            ["stats", "--db", "x"],
            "--db must come before the command.",
            "Run: musicanalyser --db ... stats",
        ),
        (
            ["config", "list", "--quiet"],
            "--quiet must come before the command.",
            "Run: musicanalyser --quiet ... list",
        ),
        (
            ["stats", "--in"],
            "Option '--in' requires an argument.",
            "Try 'musicanalyser --help'.",
        ),
        (
            ["stats", "skips", "more"],
            "stats skips takes no name: 'more'.",
            "Names belong to artist, track, album, as in: musicanalyser stats artist 'more'",
        ),
        (
            ["stats", "artist"],
            "stats artist needs the name of one artist.",
            'Run: musicanalyser stats artist "NAME"',
        ),
        (
            ["stats", "artist", "Paper", "Boats"],
            "Got unexpected extra argument(s) (Boats)",
            "Try 'musicanalyser stats --help'.",
        ),
        (
            ["stats", "--limit", "0"],
            "Invalid value for '--limit': 0 is not in the range x>=1.",
            "Try 'musicanalyser stats --help'.",
        ),
        (
            ["stats", "--count-as", "streams"],
            (
                "Invalid value for '--count-as': 'streams' is not one of"
                " 'any', 'stream', 'scrobble', 'full'."
            ),
            "Try 'musicanalyser stats --help'.",
        ),
        (["import"], "Missing argument 'PATH...'.", "Try 'musicanalyser import --help'."),
        (
            ["config", "unst"],
            "No such command 'unst'. Did you mean 'unset'?",
            "Try 'musicanalyser config --help'.",
        ),
        (
            ["stats", "topartists"],
            "There is no statistic 'topartists'.",
            "Did you mean top-artists?",
        ),
        (
            ["stats", "--format", "xml"],
            "There is no format 'xml'.",
            "Choose one of: table, json, jsonl, csv, markdown. For a picture, use -o FILE.svg.",
        ),
        (
            ["stats", "-o", "answer.doc"],
            "No output format for 'answer.doc'.",
            "Use a file name that ends in .csv, .html, .json, .jsonl, .md, .png, .svg, .txt.",
        ),
        (
            ["stats", "-o", "answer.svg", "--format", "csv"],
            "'answer.svg' does not have a suffix of --format csv.",
            "Omit --format, or use another file name.",
        ),
        (
            ["stats", "--in", "2025-13"],
            "'2025-13' is not a year, a month, a week or a day.",
            "Write it as 2025, 2025-03, 2025-W11 or 2025-03-14.",
        ),
        (
            ["--as-of", "soon", "stats"],
            "'soon' is not a date.",
            "Write one from 1900 to 2199, as 2025-03-14 or 2025-03-14T18:30.",
        ),
        (
            ["config", "get", "time_zone"],
            "There is no setting 'time_zone'.",
            "Did you mean timezone?",
        ),
        (
            ["config", "set", "timezone", "Vienna"],
            "timezone cannot be 'Vienna'.",
            "Did you mean Europe/Vienna?",
        ),
    ],
)
def test_a_wrong_command_line_is_explained_in_two_lines(
    home: Path, words: list[str], message: str, hint: str
) -> None:
    assert here(home, *words) == failed(message, hint, code=2)
    assert not home.exists()


def test_a_name_far_from_any_statistic_lists_them_all(home: Path) -> None:
    ran = here(home, "stats", "xyz")
    assert ran.code == 2
    assert ran.err.splitlines()[1].startswith("  Choose one of: overview, compare, totals, ")


def test_it_is_the_same_in_a_process_of_its_own(home: Path) -> None:
    words = ["stats", "--wek"]
    assert musicanalyser(home, *words) == here(home, *words)


def test_control_characters_in_an_argument_never_reach_the_terminal(home: Path) -> None:
    ran = here(home, "stats", "--in", "\x1b]0;owned\x07")
    assert ran.code == 2
    assert ran.err.replace("\n", "").isprintable()
