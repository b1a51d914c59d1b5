"""``wrapped``, in files and pipes, and played on a terminal."""

import json
import re
import signal
import sys
from pathlib import Path

import pytest

from tests.cli.conversing import converse
from tests.cli.on_screen import on_screen, until
from tests.cli.running import failed, here, musicanalyser

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows")
_FULL, _NORMAL = b"\x1b[?1049h", b"\x1b[?1049l"


def test_in_a_pipe_all_cards_follow_each_other(own: Path) -> None:
    ran = musicanalyser(own, "wrapped", "--month")
    assert (ran.code, ran.err) == (0, "")
    assert "\x1b" not in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80
    headings = re.findall(r"^(\d+ hours of music)$", ran.out, re.MULTILINE)
    assert len(headings) == 1
    assert "VERDICT" in ran.out


def test_plain_it_is_words_alone(own: Path) -> None:
    told = here(own, "--plain", "wrapped", "--month").out
    assert not re.search("[\u2500-\u25ff\u2800-\u28ff]", told)
    assert "hours of music\n" in told


def test_programs_get_eight_to_ten_cards_with_their_sentences(own: Path) -> None:
    story = json.loads(here(own, "wrapped", "--format", "json").out)
    assert 8 <= len(story["parts"]) <= 10
    *cards, roast = story["parts"]
    assert all(card["summary"] and card["rows"] for card in cards)
    assert len({card["title"] for card in cards}) == len(cards)
    assert roast["report"] == "roast"


def test_a_picture_file_becomes_one_for_each_card(own: Path, tmp_path: Path) -> None:
    ran = here(own, "wrapped", "--month", "-o", str(tmp_path / "w.svg"))
    files = sorted(tmp_path.glob("w-*.svg"))
    assert ran.err == "".join(f"Wrote {path}\n" for path in files)
    assert len(files) >= 8
    assert not (tmp_path / "w.svg").exists()
    for path in files:
        assert 'width="1080" height="1920"' in path.read_text("utf-8")


def test_a_page_is_one_file_with_every_card(own: Path, tmp_path: Path) -> None:
    here(own, "wrapped", "--month", "-o", str(tmp_path / "w.html"))
    page = (tmp_path / "w.html").read_text("utf-8")
    assert page.count("<section") >= 8
    assert [path.name for path in tmp_path.glob("w*")] == ["w.html"]


def test_without_plays_it_says_what_to_do(own: Path) -> None:
    ran = here(own, "wrapped", "--in", "2001")
    hint = "Choose a longer window, such as --year or --all."
    assert ran == failed("Nothing was played in this window.", hint)


@on_unix
def test_keys_go_on_and_back_to_the_roast_and_out(own: Path) -> None:
    keys = [("1 of", " "), ("2 of", "b"), ("1 of", "e"), ("quit", "q")]
    code, shown = converse(own, "wrapped", "--month", answers=keys)
    assert code == 0
    told, after = shown.split(_NORMAL.decode())
    assert told.count("1 of") == 2
    assert re.search(r"(\d+) of \1", told)
    assert "VERDICT" in after


@on_unix
def test_who_leaves_before_the_roast_is_not_shown_it(own: Path) -> None:
    code, shown = converse(own, "wrapped", "--month", answers=[("q: quit", "q")])
    assert code == 0
    assert "VERDICT" not in shown


@on_unix
def test_notes_are_read_and_not_played(own: Path) -> None:
    code, shown = converse(own, "wrapped", "--month", "--notes", answers=[])
    assert code == 0
    assert "VERDICT" in shown
    assert "q: quit" not in shown


def test_a_story_leaves_no_snapshot_behind(own: Path) -> None:
    here(own, "wrapped", "--month")
    assert json.loads(here(own, "snapshots", "list", "--format", "json").out)["rows"] == []


@on_unix
def test_ctrl_c_gives_the_terminal_back(own: Path) -> None:
    with on_screen(own, "wrapped", "--month") as (running, terminal):
        shown = until(terminal, b"q: quit")
        running.send_signal(signal.SIGINT)
        shown = until(terminal, _NORMAL, shown)
        assert running.wait(timeout=30) == 130
    assert shown.index(_FULL) < shown.index(_NORMAL)
