"""The least that an import can be: decode each file, insert its rows as they are, index the time.

``python bare_loop.py EXPORT DATABASE``.
"""

import sqlite3
import sys
from pathlib import Path

import orjson

_, export, database = sys.argv
conn = sqlite3.connect(database)
conn.execute("pragma journal_mode = wal")
for file in sorted(Path(export).iterdir()):
    rows = orjson.loads(file.read_bytes())
    names = list(rows[0])
    conn.execute(f"create table if not exists plays ({', '.join(names)})")
    conn.execute("create index if not exists plays_by_time on plays (ts)")
    holders = ", ".join(f":{name}" for name in names)
    with conn:
        conn.executemany(f"insert into plays values ({holders})", rows)  # noqa: S608 - the names are Spotify's
