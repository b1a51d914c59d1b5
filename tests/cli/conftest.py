import shutil
import sys
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest

from musicanalyser.demo import make_extended_history, write_zip
from tests.cli.running import here

# The D-Bus library of local players is for Linux only.
collect_ignore = [] if find_spec("jeepney") else ["test_watch_desktop.py"]
_BROWSER = """#!/bin/sh
"{python}" - "$1" >/dev/null 2>&1 <<'END' &
import sys, urllib.request
urllib.request.urlopen(sys.argv[1]).read()
END
"""
_UNTIL = datetime(2025, 6, 30, 20, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home in which nothing has been done yet."""
    return tmp_path / "home"


@pytest.fixture(scope="session")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty days of an invented listener, as Spotify would send them."""
    path = tmp_path_factory.mktemp("export") / "my_spotify_data.zip"
    write_zip(path, make_extended_history(until=_UNTIL, days=40))
    return path


@pytest.fixture(scope="session")
def lived_in(tmp_path_factory: pytest.TempPathFactory, export: Path) -> Path:
    """A home with a history, to be read only."""
    home = tmp_path_factory.mktemp("lived-in") / "home"
    assert here(home, "import", str(export)).code == 0
    return home


@pytest.fixture
def own(lived_in: Path, tmp_path: Path) -> Path:
    """A home with a history that can be written to."""
    return shutil.copytree(lived_in, tmp_path / "home")


@pytest.fixture
def browser(tmp_path: Path) -> str:
    """A browser that goes wherever it is sent, for the variable ``BROWSER``."""
    script = tmp_path / "browser.sh"
    script.write_text(_BROWSER.format(python=sys.executable))
    script.chmod(0o755)
    return f"{script} %s"
