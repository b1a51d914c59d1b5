"""Kills at any moment of imports and live writing leave what a life without them leaves."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot fork")
def test_killed_from_outside_again_and_again() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "kills", "--kills", "5"],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        check=False,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    assert " 0 wrong" in ran.stdout
