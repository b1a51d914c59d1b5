"""Account data adds what the extended history lacks, and changes nothing that it has."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.demo import ExportFile, make_account_data, make_extended_history
from musicanalyser.stats import STATS
from tests.oracle.asking import History
from tests.oracle.histories import NOW, Judged, import_files, rows_of, tell_facts
from tests.oracle.judging import disagreements
from tests.oracle.kinds import EVERYTHING
from tests.oracle.rows import epoch_ms

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = 160
ACCOUNT_DAYS = DAYS - 2
"""It begins after the extended history does."""
SEED = 4
CUT = NOW - timedelta(days=60)
OF_PLAYS = [name for name in STATS if name != "coverage"]
"""All but the one that names the origins."""


@pytest.fixture(scope="module")
def account_first(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """A shorter history, of which the account data came first."""
    folder = tmp_path_factory.mktemp("account-first")
    database = folder / "history.db"
    account = make_account_data(until=NOW, days=ACCOUNT_DAYS, seed=SEED)
    import_files(database, folder / "account", _renamed_since(account), BERLIN)
    files = [*make_extended_history(until=NOW, days=DAYS, seed=SEED)]
    import_files(database, folder / "extended", files, BERLIN)
    return _judged(database, History(rows_of(files), BERLIN))


@pytest.fixture(scope="module")
def continued(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """An extended history that ends where only the account data goes on."""
    folder = tmp_path_factory.mktemp("continued")
    files = [*_before_the_cut(make_extended_history(until=NOW, days=DAYS, seed=SEED))]
    account = [*make_account_data(until=NOW, days=ACCOUNT_DAYS, seed=SEED)]
    import_files(folder / "history.db", folder / "export", [*files, *account], BERLIN)
    new = (row for row in rows_of(account) if row.stamp_ms >= epoch_ms(CUT))
    return _judged(folder / "history.db", History(chain(rows_of(files), new), BERLIN))


def _judged(database: Path, history: History) -> Judged:
    tell_facts(database, history)
    return Judged(database=database, history=history, now=NOW.astimezone(BERLIN))


def _renamed_since(files: Iterable[ExportFile]) -> Iterator[ExportFile]:
    """Give some artists and titles other names than the extended history has."""
    for file in files:
        rows = json.loads(file.content)
        for row in rows:
            if row.get("msPlayed", 0) >= 30_000 and "trackName" in row:
                if len(row["artistName"]) % 4 == 0:
                    row["artistName"] = f"{row['artistName']} (formerly)"
                elif len(row["trackName"]) % 4 == 0:
                    row["trackName"] = f"{row['trackName']} (Single)"
        yield replace(file, content=json.dumps(rows).encode())


def _before_the_cut(files: Iterable[ExportFile]) -> Iterator[ExportFile]:
    cut = CUT.strftime("%Y-%m-%dT%H:%M:%SZ")
    for file in files:
        rows = [row for row in json.loads(file.content) if row["ts"] < cut]
        yield replace(file, content=json.dumps(rows).encode())


@pytest.mark.parametrize("name", OF_PLAYS)
def test_account_data_that_came_first_changes_no_answer(account_first: Judged, name: str) -> None:
    assert disagreements(account_first, EVERYTHING, name, ["full"]) == []


@pytest.mark.parametrize("name", OF_PLAYS)
def test_account_data_goes_on_where_the_extended_history_ends(continued: Judged, name: str) -> None:
    assert disagreements(continued, EVERYTHING, name, ["scrobble"]) == []
