"""Every console block of the README and the docs is run, against the invented history.

A block holds commands behind ``$`` and below each what it prints, or nothing where that does not
matter; a line ``...`` stands for any lines. To write the outputs anew after a change on purpose:
``MUSICANALYSER_REWRITE_DOCS=1 pytest tests/docs``.
"""

import os
import re
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.demo import make_extended_history, write_zip
from musicanalyser.flows.demo_history import store_demo_facts
from musicanalyser.store.connection import open_writing

ROOT = Path(__file__).parent.parent.parent
PICTURE = ROOT / "docs" / "overview.svg"
LEFT_OUT = "\n...\n"
REWRITE = bool(os.environ.get("MUSICANALYSER_REWRITE_DOCS"))
ZONE = "Europe/Berlin"
NOW = datetime(2026, 6, 30, 21, tzinfo=ZoneInfo(ZONE))

BLOCK = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)
PAGES = [
    page
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    if BLOCK.search(page.read_text("utf-8"))
]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the blocks are for a Unix shell")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A command of a page, and what the page says that it prints."""

    command: str
    shown: str


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an export in it, and a home where it has been imported and enriched."""
    folder = tmp_path_factory.mktemp("docs")
    write_zip(folder / "my_spotify_data.zip", make_extended_history(until=NOW))
    (folder / "bin").mkdir()
    program = folder / "bin" / "musicanalyser"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m musicanalyser "$@"\n')
    program.chmod(0o755)
    shell("musicanalyser import my_spotify_data.zip", folder)
    with closing(open_writing(folder / "home" / "history.db")) as conn:
        store_demo_facts(conn, until=NOW)
    return folder


@pytest.fixture
def place(imported: Path, tmp_path: Path) -> Path:
    """The same for one page alone, as some commands remember that they were run."""
    return copied(imported, tmp_path / "place")


def copied(imported: Path, place: Path) -> Path:
    return Path(shutil.copytree(imported, place))


def shell(command: str, place: Path) -> str:
    """Run a command as a reader would; return what is printed on stdout, and insist on success."""
    environ = {
        "PATH": f"{place / 'bin'}:{os.environ['PATH']}",
        "MUSICANALYSER_HOME": str(place / "home"),
        "MUSICANALYSER_AS_OF": NOW.isoformat(),
        "MUSICANALYSER_TIMEZONE": ZONE,
        "PYTHONUTF8": "1",
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
    }
    ended = subprocess.run(  # noqa: S603 - the commands are those of our own pages
        ["/bin/sh", "-c", command],
        env=environ,
        cwd=place,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0, f"{command}\n{ended.stderr}"
    return ended.stdout


def examples(block: str) -> list[Example]:
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    split = (part.partition("\n") for part in parts)
    return [Example(command=command, shown=shown) for command, _, shown in split]


def matches(shown: str, printed: str) -> bool:
    pattern = re.escape(shown).replace(re.escape(LEFT_OUT), r"\n(?:.*\n)*")
    return re.fullmatch(pattern, printed) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_shows_is_what_the_program_prints(
    page: Path, imported: Path, place: Path, tmp_path: Path
) -> None:
    text = page.read_text("utf-8")
    if REWRITE:
        scratch = copied(imported, tmp_path / "scratch")
        text = BLOCK.sub(lambda block: rewritten(block[0], scratch), text)
        page.write_text(text, "utf-8")
    for block in BLOCK.findall(text):
        for example in examples(block):
            printed = shell(example.command, place)
            if example.shown.strip():
                assert example.shown == printed or matches(example.shown, printed)


def rewritten(block: str, place: Path) -> str:
    lines = []
    for example in examples(block):
        printed = shell(example.command, place)
        fresh = anew(example.shown, printed) if example.shown.strip() else example.shown
        lines.append(f"$ {example.command}\n{fresh}")
    return "".join(lines)


def anew(shown: str, printed: str) -> str:
    """Return what is printed, without what was left out: each piece keeps its ends."""
    if LEFT_OUT not in shown:
        return printed
    lines, pieces = printed.splitlines(keepends=True), []
    for piece in re.split(r"(?m)^\.\.\.\n", shown):
        ends = piece.splitlines(keepends=True)
        if ends:
            first = lines.index(ends[0])
            pieces.append("".join(lines[first : lines.index(ends[-1], first) + 1]))
        else:
            pieces.append("")
    return "...\n".join(pieces)


def test_the_picture_in_the_readme_is_what_the_program_draws(place: Path) -> None:
    shell("COLUMNS=120 musicanalyser stats --year -o overview.svg", place)
    drawn = (place / "overview.svg").read_text("utf-8")
    if REWRITE:
        PICTURE.write_text(drawn, "utf-8")
    assert drawn == PICTURE.read_text("utf-8")
