"""Every recipe of the cookbook works, where its tool exists."""

import re
import shutil
import sys
from pathlib import Path

import pytest

from musicanalyser.cli.main import COMMANDS
from tests.docs.test_console_blocks import ROOT, copied, imported, shell

__all__ = ["imported"]
TEXT = (ROOT / "docs" / "cookbook.md").read_text("utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
CRON = re.findall(r"^(?:\S+ ){4}\S+ +(musicanalyser .*)$", TEXT, re.MULTILINE)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the blocks are for a Unix shell")


def needed(block: str) -> str:
    found = re.search(r"^# needs: (.*)$", block, re.MULTILINE)
    return found[1] if found else "nothing else"


@pytest.mark.parametrize("block", BLOCKS, ids=needed)
def test_a_recipe_answers(
    block: str, imported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = needed(block)
    if tool != "nothing else" and shutil.which(tool) is None:
        pytest.skip(f"this machine lacks {tool}")
    monkeypatch.setenv("TMUX_TMPDIR", str(tmp_path))
    place = copied(imported, tmp_path / "place")
    files = set(place.iterdir())
    printed = shell(f"set -e\n{block}", place)
    made = {path.name for path in set(place.iterdir()) - files}
    assert printed or made
    assert made <= set(re.findall(r"[\w-]+\.\w+|elsewhere", block))
    assert tool != "jq" or "null" not in printed  # as jq writes a field that is not there


def test_every_tool_of_the_cookbook_is_asked_for_by_its_name() -> None:
    assert {needed(block) for block in BLOCKS} == {
        "nothing else", "jq", "tmux", "sqlite3", "datasette", "duckdb", "a sign-in",
    }  # fmt: skip


@pytest.mark.parametrize("line", CRON)
def test_a_line_for_cron_works_in_the_bare_environment_of_cron(
    line: str, imported: Path, tmp_path: Path
) -> None:
    place = copied(imported, tmp_path / "place")
    command = line.replace(r"\%", "%").replace("$HOME", str(place))
    (name,) = set(command.split()) & COMMANDS.keys()
    if name == "ingest":
        command = f"{command} || test $? = 2"  # there is no app of Spotify's here
    assert shell(f"unset LANG LC_ALL; {command}", place) == ""


def test_the_cookbook_has_lines_for_cron() -> None:
    assert len(CRON) == 4
