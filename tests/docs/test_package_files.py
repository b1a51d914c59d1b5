"""The manual page and the completion that come with the package are those of this version.

To write them anew after a change on purpose: ``MUSICANALYSER_REWRITE_DOCS=1 pytest tests/docs``.
"""

import os
import shutil
import subprocess
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from musicanalyser.errors import ExitCode
from tests.cli.running import musicanalyser
from tests.docs.manual import manual_page

ROOT = Path(__file__).parent.parent.parent
HELP = ROOT / "tests" / "cli" / "golden"
MANUAL = ROOT / "docs" / "musicanalyser.1"
COMPLETION = {
    "bash": ROOT / "docs" / "completion" / "musicanalyser.bash",
    "zsh": ROOT / "docs" / "completion" / "_musicanalyser",
    "fish": ROOT / "docs" / "completion" / "musicanalyser.fish",
}
FIRST_TAB = '\n_musicanalyser_completion "$@"\n'
"""zsh loads the file on the first Tab, which is answered too."""
PLACES = {
    "docs/musicanalyser.1": "share/man/man1/musicanalyser.1",
    "docs/completion/musicanalyser.bash": "share/bash-completion/completions/musicanalyser",
    "docs/completion/_musicanalyser": "share/zsh/site-functions/_musicanalyser",
    "docs/completion/musicanalyser.fish": "share/fish/vendor_completions.d/musicanalyser.fish",
}
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def help_pages() -> Mapping[str, str]:
    """Return what ``tests/cli/test_help.py`` compares with the program."""
    names = [path.stem.removeprefix("help").replace("-", " ").strip() for path in HELP.iterdir()]
    found = {name: HELP / f"help{f'-{name}'.replace(' ', '-') * bool(name)}.txt" for name in names}
    return {name: found[name].read_text("utf-8") for name in sorted(found)}


def compare(path: Path, expected: str) -> None:
    if os.environ.get("MUSICANALYSER_REWRITE_DOCS"):
        path.write_text(expected, "utf-8")
    assert path.read_text("utf-8") == expected


def test_the_manual_page_holds_the_help_of_every_command() -> None:
    compare(MANUAL, manual_page(help_pages(), version=PYPROJECT["project"]["version"]))
    text = MANUAL.read_text("utf-8")
    assert text.count("\n.SH ") == len(help_pages()) + 8
    assert all(f".B {int(code)}\n" in text for code in ExitCode)


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_the_manual_page_has_no_mistake_that_groff_knows() -> None:
    ran = subprocess.run(  # noqa: S603 - a file of the repository
        ["groff", "-man", "-Tutf8", "-ww", "-z", MANUAL],  # noqa: S607 - the one of this system
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stderr == ""


@pytest.mark.parametrize("shell", COMPLETION)
def test_the_completion_of_the_package_is_the_one_that_the_program_prints(
    tmp_path: Path, shell: str
) -> None:
    ran = musicanalyser(tmp_path / "home", _MUSICANALYSER_COMPLETE=f"source_{shell}")
    compare(COMPLETION[shell], ran.out.strip() + (FIRST_TAB if shell == "zsh" else "\n"))


def test_a_wheel_puts_each_file_where_its_reader_looks() -> None:
    shared = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared == PLACES
    assert [name for name in PLACES if not (ROOT / name).is_file()] == []
