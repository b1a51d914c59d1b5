"""Histories of at least 50,000 rows, imported once for all tests of this folder."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.demo import ExportFile, make_account_data, make_extended_history
from tests.oracle.histories import NOW, Judged, judged
from tests.oracle.rough import rough_files

ROWS = 50_000


def somewhere(file: ExportFile) -> ExportFile:
    """Return a file that does not name the country of plays at home: any zone may be home."""
    return replace(file, content=file.content.replace(b'"DE"', b'"ZZ"'))


@pytest.fixture(scope="session")
def havana(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    files = [somewhere(file) for file in make_extended_history(until=NOW, rows=ROWS, seed=2)]
    return judged(tmp_path_factory.mktemp("havana"), files, ZoneInfo("America/Havana"))


@pytest.fixture(scope="session")
def berlin(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """Another history; the program also gets the account data of its last year."""
    files = list(make_extended_history(until=NOW, rows=ROWS, seed=1))
    account = list(make_account_data(until=NOW, seed=1))
    zone = ZoneInfo("Europe/Berlin")
    return judged(tmp_path_factory.mktemp("berlin"), files, zone, untold=account)


@pytest.fixture(scope="session")
def rough(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    zone = ZoneInfo("America/Havana")
    demo = map(somewhere, make_extended_history(until=NOW, days=100, seed=3))
    files = list(rough_files(demo, zone=zone, years=range(2019, 2021), seed=1))
    return judged(tmp_path_factory.mktemp("rough"), files, zone)
