import sys
from pathlib import Path

import pytest

from tests.benchmarks.memory import LIMIT_MB, peak_mb, written

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells a process its own peak"
)


def test_an_import_stays_small_however_many_files_there_are(tmp_path: Path) -> None:
    files = written(tmp_path / "many", 30_000, "many")
    assert peak_mb(files, tmp_path / "history.db") < LIMIT_MB - 50


def test_one_file_larger_than_spotify_makes_them_is_read_in_pieces(tmp_path: Path) -> None:
    files = written(tmp_path / "one", 30_000, "one")
    assert files[0].stat().st_size > 20_000_000
    assert peak_mb(files, tmp_path / "history.db") < LIMIT_MB - 50
