"""Fields that identify the owner reach neither the disk nor the screen."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from musicanalyser.flows.importing.row_outcomes import RowOutcome
from musicanalyser.store.connection import open_writing
from tests.cli.running import here
from tests.flows.histories import import_into
from tests.imports.sample_rows import extended_row, make_zip, to_json, write_file

SECRETS = {
    "username": "owner-of-this-account",
    "ip_addr": "203.0.113.77",
    "ip_addr_decrypted": "2001:db8::c0ff:ee",
    "user_agent_decrypted": "AgentOfTheOwner/1.0",
    "city_decrypted": "Ownerville",
    "region_decrypted": "Ownershire",
}
GOOD = extended_row(**SECRETS)
ROWS = [
    GOOD,
    GOOD,
    {**GOOD, "ts": "never"},
    {**GOOD, "ms_played": "a wrong type"},
    {**GOOD, "incognito_mode": True, "ts": "2024-02-05T14:23:10Z"},
]
FILES = {
    "whole.json": to_json(ROWS),
    "broken.json": to_json(ROWS).replace(b'"offline"', b"oops", 1),
    "cut.json": to_json(ROWS)[:-150],
    "object.json": to_json(GOOD),
}


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write_file(tmp_path / "my_spotify_data.zip", make_zip(FILES))


def test_no_file_of_the_database_holds_it_even_while_it_is_written(
    tmp_path: Path, export: Path
) -> None:
    with closing(open_writing(tmp_path / "data" / "history.db")) as conn:
        import_into(conn, export)
        conn.execute("begin immediate")
        files = list((tmp_path / "data").iterdir())
        assert {path.name for path in files} == {"history.db", "history.db-wal", "history.db-shm"}
        held = b"".join(path.read_bytes() for path in files)
    held += (tmp_path / "data" / "history.db").read_bytes()
    assert b"Paper Boats" in held
    for secret in SECRETS.values():
        assert secret.encode() not in held


@pytest.mark.parametrize("explain", [None, *RowOutcome])
def test_no_report_shows_it(tmp_path: Path, export: Path, explain: RowOutcome | None) -> None:
    reason = ["--explain", explain] if explain else []
    for name in ("table", "json"):
        ran = here(tmp_path / "home", "import", str(export), "--dry-run", *reason, "--format", name)
        assert ran.code == 1  # a file is cut, another no list
        for secret in SECRETS.values():
            assert secret not in ran.out + ran.err


def test_neither_log_nor_query_finds_it_afterwards(tmp_path: Path, export: Path) -> None:
    home = tmp_path / "home"
    assert here(home, "--verbose", "import", str(export)).code == 1
    for table in ("sightings", "files", "tracks", "runs", "v_evidence", "v_plays"):
        ran = here(home, "sql", f"select * from {table}", "--format", "json")  # noqa: S608 - ours
        assert json.loads(ran.out)["rows"]
        assert not any(secret in ran.out for secret in SECRETS.values())
