"""Writes the plays of a history as plain files for the peers.

``python -m tests.benchmarks.peers.plain_plays HISTORY FOLDER`` makes a Parquet file, a DuckDB file
and a SQLite file in a folder, each with one row a play: the times, the names, what it was.
"""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from pyarrow import parquet

COLUMNS = {
    "started_ms": "integer", "ended_ms": "integer", "heard_ms": "integer", "local_day": "text",
    "local_hour": "integer", "weekday": "integer", "kind": "text", "private": "integer",
    "verdict": "text", "title": "text", "artist": "text", "album": "text",
}  # fmt: skip
_BATCH = 200_000


def write(history: Path, folder: Path) -> None:
    """Write all three files into a new folder."""
    folder.mkdir()
    _write_sqlite(history, folder / "plays.sqlite")
    _write_parquet(folder / "plays.sqlite", folder / "plays.parquet")
    _write_duckdb(folder / "plays.parquet", folder / "plays.duckdb")


def _write_sqlite(history: Path, file: Path) -> None:
    defined = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
    with closing(sqlite3.connect(file)) as conn:
        conn.execute(f"create table plays ({defined})")
        conn.execute("attach ? as history", (history.as_uri() + "?mode=ro",))
        names = ", ".join(COLUMNS)
        conn.execute(f"insert into plays select {names} from v_plays order by started_ms")  # noqa: S608 - the names are ours
        conn.execute("create index plays_by_start on plays (started_ms)")
        conn.commit()


def _write_parquet(plays: Path, file: Path) -> None:
    kinds = {"integer": pa.int64(), "text": pa.string()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])
    with closing(sqlite3.connect(plays)) as conn, parquet.ParquetWriter(file, schema) as writer:
        for rows in _batches(conn.execute("select * from plays order by started_ms")):
            arrays = [
                pa.array(column, field.type)
                for column, field in zip(zip(*rows, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.table(arrays, schema=schema))


def _batches(cursor: sqlite3.Cursor) -> Iterator[list[Any]]:
    while rows := cursor.fetchmany(_BATCH):
        yield rows


def _write_duckdb(plays: Path, file: Path) -> None:
    with duckdb.connect(file) as conn:
        conn.execute("create table plays as select * from read_parquet(?)", [str(plays)])


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
