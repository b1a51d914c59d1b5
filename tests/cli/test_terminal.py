"""What is different on a real terminal."""

import json
import re
import sys
from pathlib import Path

import pytest

from tests.cli.running import musicanalyser, on_terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows")

_PAGER = "sed -n '1p;$='"
"""Shows the first line of what it is given, and how many lines there are."""


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_an_answer_fills_the_terminal_in_colour(lived_in: Path, width: int) -> None:
    code, shown = on_terminal(lived_in, "stats", width=width)
    assert code == 0
    assert "\x1b[" in shown
    assert max(map(len, plain(shown).splitlines())) == width


def test_without_colour_a_terminal_shows_what_a_pipe_holds(lived_in: Path) -> None:
    code, shown = on_terminal(lived_in, "stats", "skips", NO_COLOR="1")
    assert (code, shown) == (0, musicanalyser(lived_in, "stats", "skips").out)


def test_a_log_longer_than_the_terminal_is_given_to_the_pager(lived_in: Path) -> None:
    full = musicanalyser(lived_in, "log").out.splitlines()
    code, shown = on_terminal(lived_in, "log", height=10, PAGER=_PAGER)
    assert code == 0
    first, count = plain(shown).splitlines()
    assert (first, int(count)) == (full[0], len(full))


@pytest.mark.parametrize(
    "words", [("stats", "top-tracks", "--limit", "40"), ("sql", "select id from v_tracks")]
)
def test_a_list_longer_than_the_terminal_is_given_to_the_pager(
    lived_in: Path, words: tuple[str, ...]
) -> None:
    full = musicanalyser(lived_in, *words).out.splitlines()
    _, shown = on_terminal(lived_in, *words, PAGER=_PAGER)
    first, count = plain(shown).splitlines()
    assert first.split() == full[0].split()
    assert int(count) > 24


@pytest.mark.parametrize(
    "words", [("stats",), ("stats", "heatmap", "--limit", "40"), ("stats", "skips")]
)
def test_charts_and_answers_of_usual_length_are_never_paged(
    lived_in: Path, words: tuple[str, ...]
) -> None:
    code, shown = on_terminal(lived_in, *words, PAGER="false")
    assert code == 0
    assert "--notes" in shown


def test_a_page_longer_than_the_terminal_begins_at_its_top(lived_in: Path) -> None:
    name = musicanalyser(lived_in, "stats", "top-artists", "--all", "--format", "jsonl").out
    artist = str(json.loads(name.splitlines()[0])["artist"])
    _, shown = on_terminal(lived_in, "stats", "artist", artist, PAGER=_PAGER)
    first, count = plain(shown).splitlines()
    assert artist in first
    assert int(count) > 24
    code, shown = on_terminal(lived_in, "stats", "artist", artist, height=60, PAGER="false")
    assert (code, "--notes" in shown) == (0, True)


def test_a_log_that_fits_is_shown_at_once(lived_in: Path) -> None:
    code, shown = on_terminal(lived_in, "log", "--limit", "1", PAGER="false")
    assert code == 0
    assert plain(shown) == musicanalyser(lived_in, "log", "--limit", "1").out


@pytest.mark.parametrize("pager", ["no-such-program", "true"])
def test_a_pager_that_is_missing_or_ends_early_is_no_error(lived_in: Path, pager: str) -> None:
    code, shown = on_terminal(lived_in, "log", height=10, PAGER=pager)
    assert code == 0
    assert ("Listening log" in shown) is (pager != "true")


def test_an_import_shows_how_far_it_is_and_leaves_only_its_report(home: Path, export: Path) -> None:
    code, shown = on_terminal(home, "import", str(export), width=100)
    assert code == 0
    assert re.search(r"[0-9,]+ rows, [0-9,]+/s", plain(shown))
    assert "━" in shown or "╸" in shown


def test_quiet_shows_no_progress_on_a_terminal_either(home: Path, export: Path) -> None:
    _, shown = on_terminal(home, "--quiet", "import", str(export))
    assert "rows," not in plain(shown).partition("Import")[0]
