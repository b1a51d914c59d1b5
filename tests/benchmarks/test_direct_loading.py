"""A history that was loaded is the one that an import of the same plays would have made."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.flows.importing.import_run import import_history
from musicanalyser.store.connection import open_writing
from tests.benchmarks.histories.direct_loading import load
from tests.benchmarks.histories.export_files import write_export
from tests.benchmarks.histories.listening import make_plays

ZONE = ZoneInfo("Europe/Vienna")
PLAYS = 9_000
SAME = {
    "plays": "select * from v_plays order by started_ms, uri",
    "names": "select uri, title, artist, album, length_ms, song_key, artist_key, album_key,"
    " named_ms from v_tracks order by uri",
    "totals": "select t.uri, k.* from v_track_totals k join v_tracks t on t.id = k.track_id"
    " order by 1, kind, private",
    "hours": "select * from v_hour_totals order by local_day, week_hour, kind, private",
    "sessions": "select started_ms, ended_ms, heard_ms, plays, streams from v_sessions order by 1",
    "spans": "select * from v_known_spans order by 1, 2",
}
NUMBERS = {"id", "track_id"}
"""Columns that depend on the order in which things were first seen."""


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("histories")
    loaded, imported = folder / "loaded.db", folder / "imported.db"
    plays = list(make_plays(PLAYS))
    load(loaded, plays, zone=ZONE)
    with closing(open_writing(imported)) as conn:
        import_history(
            conn, write_export(folder / "export", plays), zone=ZONE,
            now=lambda: datetime(2026, 7, 1, tzinfo=UTC), progress=lambda _: None,
        )  # fmt: skip
    return loaded, imported


@pytest.mark.parametrize("what", SAME)
def test_it_holds_the_same(histories: tuple[Path, Path], what: str) -> None:
    loaded, imported = (rows(path, SAME[what]) for path in histories)
    assert len(loaded) > (0 if what == "spans" else 100)
    assert loaded == imported


def rows(path: Path, sql: str) -> list[dict[str, object]]:
    with closing(sqlite3.connect(path)) as conn:
        conn.row_factory = sqlite3.Row
        return [
            {name: row[name] for name in row.keys() if name not in NUMBERS}  # noqa: SIM118
            for row in conn.execute(sql)
        ]
