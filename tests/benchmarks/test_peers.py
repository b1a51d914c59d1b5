"""The peers answer what the program answers, or the benchmark says that it compares nothing."""

import sqlite3
import subprocess
import sys

import pytest

from tests.benchmarks.histories.library import Library
from tests.benchmarks.measuring.processes import ROOT
from tests.benchmarks.peers.comparison import (
    PEERS,
    DifferentError,
    missing_peers,
    peer_commands,
)

needs_peers = pytest.mark.skipif(
    bool(missing_peers()), reason=f"not installed: {', '.join(missing_peers())}"
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(folder=tmp_path_factory.mktemp("histories"))


@needs_peers
@pytest.mark.parametrize("window", ["--year", "--all"])
def test_every_peer_has_our_figures(library: Library, window: str) -> None:
    assert set(peer_commands(library, "10k", window)) == set(PEERS)


@needs_peers
def test_a_peer_with_another_figure_is_not_timed(library: Library) -> None:
    (plays,) = library.folder.glob("plain-*/plays.sqlite")
    with sqlite3.connect(plays) as conn:
        conn.execute("update plays set heard_ms = heard_ms + 1 where kind = 'music'")
    with pytest.raises(DifferentError, match="SQL --all 10k"):
        peer_commands(library, "10k", "--all")


def test_what_is_missing_is_named_with_what_installs_it() -> None:
    """In an interpreter that finds none of the tools."""
    code = (
        "import sys; sys.modules.update(dict.fromkeys(['duckdb', 'polars', 'pandas', 'pyarrow']));"
        "from tests.benchmarks.peers.comparison import TO_INSTALL, missing_peers;"
        "print(missing_peers(), TO_INSTALL)"
    )
    ran = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert ran.stdout == "['DuckDB', 'polars', 'pandas', 'pyarrow'] pip install '.[benchmark]'\n"
