"""The statistic that the contributing page adds works as the page says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "contributing.md").read_text("utf-8")

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git applies the example")


def _run(folder: Path, *command: str) -> None:
    environ = {**os.environ, "PYTHONPATH": f"{folder / 'src'}{os.pathsep}{folder}"}
    environ.pop("COVERAGE_PROCESS_CONFIG", None)  # the files of the copy would be measured
    ended = subprocess.run(  # noqa: S603 - the commands are those of this test
        command, cwd=folder, env=environ, capture_output=True, encoding="utf-8", check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_example_applies_and_its_tests_pass(tmp_path: Path) -> None:
    for name in ("src", "tests", "docs"):
        unwanted = shutil.ignore_patterns("__pycache__", "*.svg", "goldens")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=unwanted)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (diff,) = re.findall(r"```diff\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "example.diff").write_text(diff, "utf-8")
    _run(tmp_path, "git", "apply", "-C1", "example.diff")
    registered = "from tests.oracle.recomputation import RECOMPUTED\n"
    registered += "from musicanalyser.stats import STATS\nassert set(STATS) == set(RECOMPUTED)"
    _run(tmp_path, sys.executable, "-c", registered)
    tests = ("stats/test_months.py", "stats/test_registry.py", "docs/test_lists.py")
    paths = [f"tests/{path}" for path in tests]
    chosen = "months or registry or every_statistic"
    _run(tmp_path, sys.executable, "-m", "pytest", "-q", "-k", chosen, *paths)
