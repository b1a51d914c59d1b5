import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from musicanalyser.store.connection import open_writing


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


@pytest.fixture
def conn(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_writing(path)) as opened:
        yield opened
