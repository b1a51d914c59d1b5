import sys
from pathlib import Path

import pytest

from tests.benchmarks.memory import export_peak_mb, peak_mb, written

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells a process its own peak"
)


def test_an_export_takes_no_more_memory_for_more_rows(tmp_path: Path) -> None:
    """It is read and written in portions. The database itself is mapped, and counts as memory."""
    few, many = (written(tmp_path / str(rows), rows, "many") for rows in (25_000, 60_000))
    peak_mb(few, tmp_path / "few.db")
    peak_mb(many, tmp_path / "many.db")
    sizes = ((tmp_path / name).stat().st_size for name in ("many.db", "few.db"))
    mapped_mb = (next(sizes) - next(sizes)) / 1_000_000
    growth_mb = export_peak_mb(tmp_path / "many.db") - export_peak_mb(tmp_path / "few.db")
    assert growth_mb < mapped_mb + 10
