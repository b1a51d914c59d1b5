import sys
from pathlib import Path

import pytest

from tests.benchmarks.memory import export_peak_mb, peak_mb, written

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells a process its own peak"
)


def test_an_export_takes_no_more_memory_than_its_import(tmp_path: Path) -> None:
    """It is read and written in portions, so that its length does not matter."""
    few, many = (written(tmp_path / str(rows), rows, "many") for rows in (25_000, 60_000))
    peak_mb(few, tmp_path / "few.db")
    peak_mb(many, tmp_path / "many.db")
    assert export_peak_mb(tmp_path / "many.db") < export_peak_mb(tmp_path / "few.db") + 10
